import { EC2 } from '../ec2/provider.ts';
import type { CredentialVariables } from '../provider.ts';
import { PROVIDERS, providerOf } from '../providers.ts';
import type { Credentials } from '../target.ts';
import { UsageError } from '../usage-error.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What a provider that is known by its contract alone reads: the variables of AWS. */
const AWS: CredentialVariables = EC2.credentials;

/** The variables that the credentials of a provider are read from. */
export function credentialVariables(provider: string): CredentialVariables {
  return providerOf(provider)?.credentials ?? AWS;
}

/**
 * Credentials of the environment for a provider; undefined when there are none.
 * @throws UsageError when there is one half only
 */
export function environmentCredentials(provider: string, env: Environment): Credentials | undefined {
  const names = credentialVariables(provider);
  // An empty variable is as good as none.
  const accessKeyId = env[names.accessKeyId] || undefined;
  const secretAccessKey = env[names.secretAccessKey] || undefined;
  const sessionToken = env[names.sessionToken] || undefined;
  if (accessKeyId === undefined && secretAccessKey === undefined) return undefined;
  if (accessKeyId === undefined || secretAccessKey === undefined)
    throw new UsageError(
      `${names.accessKeyId} and ${names.secretAccessKey} belong together; only one of them is set`,
    );
  return { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) };
}

/** An environment in which every provider finds these keys; a session token of other keys would not fit them. */
export function withCredentials(
  env: Environment,
  keys: Pick<Credentials, 'accessKeyId' | 'secretAccessKey'>,
): Environment {
  const own = PROVIDERS.flatMap(({ credentials: names }) => [
    [names.accessKeyId, keys.accessKeyId],
    [names.secretAccessKey, keys.secretAccessKey],
    [names.sessionToken, undefined],
  ]);
  return { ...env, ...Object.fromEntries(own) };
}

/** Names of variables whose values are secrets; what says where a secret is, or whose it is, is none. */
const OF_SECRETS = /(?:TOKEN|SECRET|PASSW(?:OR)?D|PASSPHRASE|CREDENTIALS?|KEY|AUTH)$/i;

/**
 * Every secret that stands in an environment: under the variables of any provider, and under any name that says so. They
 * are kept out of all texts.
 */
export function environmentSecrets(env: Environment): readonly string[] {
  const ofProviders = new Set(
    PROVIDERS.flatMap(({ credentials: { secretAccessKey, sessionToken } }) => [
      secretAccessKey,
      sessionToken,
    ]),
  );
  return Object.entries(env).flatMap(([name, value]) =>
    value !== undefined && (ofProviders.has(name) || (OF_SECRETS.test(name) && !/^[~.]?\//.test(value)))
      ? [value]
      : [],
  );
}
