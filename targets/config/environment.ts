import type { Credentials } from '../target.ts';
import { UsageError } from '../usage-error.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Names of the environment variables that hold credentials. */
export interface CredentialVariables {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

const AWS: CredentialVariables = {
  accessKeyId: 'AWS_ACCESS_KEY_ID',
  secretAccessKey: 'AWS_SECRET_ACCESS_KEY',
  sessionToken: 'AWS_SESSION_TOKEN',
};

/** The variables that the tools of each provider read; a provider that is not here has those of AWS. */
const VARIABLES: ReadonlyMap<string, CredentialVariables> = new Map([
  ['aws-ec2', AWS],
  [
    'alibaba-ecs',
    {
      accessKeyId: 'ALIBABA_CLOUD_ACCESS_KEY_ID',
      secretAccessKey: 'ALIBABA_CLOUD_ACCESS_KEY_SECRET',
      sessionToken: 'ALIBABA_CLOUD_SECURITY_TOKEN',
    },
  ],
]);

/** The variables that the credentials of a provider are read from. */
export function credentialVariables(provider: string): CredentialVariables {
  return VARIABLES.get(provider) ?? AWS;
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
  const own = [...VARIABLES.values()].flatMap((names) => [
    [names.accessKeyId, keys.accessKeyId],
    [names.secretAccessKey, keys.secretAccessKey],
    [names.sessionToken, undefined],
  ]);
  return { ...env, ...Object.fromEntries(own) };
}

/** Every secret that stands in the environment under the variables of any provider, so that it can be kept out of texts. */
export function environmentSecrets(env: Environment): readonly string[] {
  return [...VARIABLES.values()]
    .flatMap(({ secretAccessKey, sessionToken }) => [env[secretAccessKey], env[sessionToken]])
    .filter((secret) => secret !== undefined);
}
