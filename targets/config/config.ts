import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { GivenAdapter } from '../adapters/open.ts';
import { makeUpCredentials } from '../credentials.ts';
import { EC2 } from '../ec2/provider.ts';
import { providerOf } from '../providers.ts';
import type { Credentials, Target } from '../target.ts';
import { UsageError } from '../usage-error.ts';
import { environmentCredentials, environmentSecrets } from './environment.ts';
import { type ConfigFile, loadConfigFile } from './file.ts';
import { profileCredentials } from './profile.ts';
import {
  noTarget,
  refuseMisnamedConfig,
  refuseUnknownVariables,
  type TargetSource,
  targetSource,
} from './source.ts';
import { capabilities, endpoint, type Given, names, regions, wholeNumber } from './values.ts';

/** Settings that flags, environment and file can all give; the option of `connectMs` is `--connect-timeout`. */
const SETTINGS = [
  'name',
  'targetVersion',
  'embeds',
  'endpoint',
  'provider',
  'regions',
  'profile',
  'ca',
  'concurrency',
  'connectMs',
  'requestMs',
  'checkMs',
  'maxBodyBytes',
  'capabilities',
  'quota',
  'minCoverage',
  'maxLeftovers',
  'python',
  'awsCli',
  'adapter',
] as const;
type Setting = (typeof SETTINGS)[number];

/** Options of the command line as the parser gives them; what was not given is missing or `undefined`. */
export type TargetFlags = {
  readonly [setting in Setting]?: string | number | readonly string[] | undefined;
} & {
  /** Shell line that starts the target. */
  readonly command?: string | undefined;
  /** Test the embedded reference. */
  readonly reference?: boolean | undefined;
};

/** What holds where nothing was said. */
export interface TargetDefaults {
  /** Provider of an endpoint, or of no endpoint at all. */
  readonly provider: string | ((endpoint: string | undefined) => Promise<string>);
  /** Regions of the provider's contract. */
  readonly regionsOf: (provider: string) => Target['regions'] | Promise<Target['regions']>;
  /** Regular expression of a region in the provider's contract; a host label where it has none. */
  readonly regionPatternOf?: (provider: string) => string | undefined | Promise<string | undefined>;
  /** Starts the target that the settings name, unless they name an address or an adapter. */
  readonly start?: (
    source: Exclude<TargetSource, { readonly kind: 'address' }>,
    provider: string,
    credentials: Credentials,
  ) => Promise<{
    readonly name: string;
    readonly endpoint: string;
    /** What is known of it beforehand; what the settings say goes before. */
    readonly capabilities?: Target['capabilities'];
    readonly connectMs?: number;
  }>;
  /** Opens the adapter of the options or the config file; gets the endpoint that was given besides, if any. */
  readonly adapter?: (
    given: GivenAdapter,
    endpoint: string | undefined,
  ) => Promise<{ readonly name: string; readonly endpoint: string }>;
}

export interface ResolveOptions {
  readonly flags: TargetFlags;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Config file; without one it is looked for in `cwd`. */
  readonly file?: string | undefined;
  readonly cwd: string;
  readonly defaults: TargetDefaults;
}

const DEFAULTS = new Map<string, Credentials>();

/** Credentials for targets that ask for none in particular: valid in form, of no account, and others in each process. */
export function defaultCredentials(provider: string): Credentials {
  const known = DEFAULTS.get(provider) ?? makeUpCredentials(providerOf(provider)?.keyForm);
  DEFAULTS.set(provider, known);
  return known;
}

/** Those of the usual provider. */
export const DEFAULT_CREDENTIALS: Credentials = defaultCredentials(EC2.id);

const HOUR_MS = 3_600_000;

/**
 * The target of a run, with flags before environment (`KEYPAIR_CONFORMANCE_ENDPOINT`, ...) before config file before
 * defaults. The credentials of the environment (`AWS_ACCESS_KEY_ID` or its like of the provider) are used only for an
 * endpoint that was given.
 * @throws UsageError with one line for the first thing that is wrong
 */
export async function resolveTarget({ flags, env, file, cwd, defaults }: ResolveOptions): Promise<Target> {
  refuseUnknownVariables(env, SETTINGS.map(variableOf));
  if (file === undefined) refuseMisnamedConfig(cwd);
  const config = await loadConfigFile(cwd, file);
  const source = targetSource(flags, env, config);
  if (source === undefined) throw noTarget(cwd, env, config);
  const find = (setting: Setting): Given | undefined => given(setting, flags, env, config);
  const number = (setting: Setting, fallback: number, minimum: number, maximum: number): number => {
    const found = find(setting);
    return found === undefined ? fallback : wholeNumber(found, minimum, maximum);
  };

  const endpointGiven = source.kind === 'address' ? find('endpoint') : undefined;
  const address = endpointGiven === undefined ? undefined : endpoint(endpointGiven);
  const providerUnsaid = async (): Promise<string> =>
    typeof defaults.provider === 'string' ? defaults.provider : defaults.provider(address);
  const provider = String(find('provider')?.value ?? (await providerUnsaid()));
  const contractRegions = await defaults.regionsOf(provider);
  const regionPattern = await defaults.regionPatternOf?.(provider);
  const regionsGiven = find('regions');
  const capabilitiesGiven = find('capabilities');
  const embedsGiven = find('embeds');
  const version = find('targetVersion')?.value;
  const settings = {
    ...(version === undefined ? {} : { version: String(version) }),
    ...(embedsGiven === undefined ? {} : { embeds: names(embedsGiven) }),
    provider,
    regions:
      regionsGiven === undefined ? contractRegions : regions(regionsGiven, contractRegions, regionPattern),
    credentials: credentials(provider, address !== undefined, find('profile'), env, config),
    ...secretsOf(env, config),
    ...authority(find('ca'), cwd, config),
    concurrency: number('concurrency', 8, 1, 256),
    timeouts: {
      connectMs: number('connectMs', 30_000, 1, HOUR_MS),
      requestMs: number('requestMs', 15_000, 1, HOUR_MS),
      checkMs: number('checkMs', 60_000, 1, HOUR_MS),
    },
    maxBodyBytes: number('maxBodyBytes', 16 * 1_048_576, 1_024, 1_073_741_824),
    capabilities: capabilitiesGiven === undefined ? {} : capabilities(capabilitiesGiven),
    ...(find('quota') === undefined ? {} : { quota: number('quota', 0, 1, 1_000_000) }),
    ...(find('minCoverage') === undefined ? {} : { minCoverage: number('minCoverage', 90, 0, 100) }),
    ...(find('maxLeftovers') === undefined ? {} : { maxLeftovers: number('maxLeftovers', 0, 0, 1_000_000) }),
    ...programs(find('python'), find('awsCli')),
  };
  const name = find('name')?.value;
  const adapterGiven = source.kind === 'address' ? find('adapter') : undefined;
  if (adapterGiven !== undefined && defaults.adapter !== undefined) {
    const adapter = await defaults.adapter(adapterFrom(adapterGiven, cwd, config), address);
    return { ...settings, name: String(name ?? adapter.name), endpoint: adapter.endpoint };
  }
  if (address !== undefined) return { name: String(name ?? hostOf(address)), endpoint: address, ...settings };
  if (source.kind === 'address' || defaults.start === undefined)
    throw new UsageError('this command needs an address; give it with --endpoint');
  const started = await defaults.start(source, provider, settings.credentials);
  return {
    ...settings,
    name: nameOf(started.name, source, name),
    endpoint: started.endpoint,
    ...(source.kind === 'reference' && { reference: true as const }),
    capabilities: { ...started.capabilities, ...settings.capabilities },
    timeouts: {
      ...settings.timeouts,
      connectMs: number('connectMs', started.connectMs ?? 30_000, 1, HOUR_MS),
    },
  };
}

/** The reference keeps its name whatever it is called besides, so that no report of it passes for another's. */
function nameOf(own: string, source: TargetSource, given: unknown): string {
  if (given === undefined) return own;
  return source.kind === 'reference' ? `${own} (${String(given)})` : String(given);
}

/** A path in a file is relative to that file, any other to the working directory. */
function adapterFrom({ value, origin }: Given, cwd: string, file: ConfigFile | undefined): GivenAdapter {
  const fromFile = file !== undefined && origin.startsWith(`${file.label}:`);
  return { adapter: value as GivenAdapter['adapter'], folder: fromFile ? file.folder : cwd };
}

function programs(python: Given | undefined, awsCli: Given | undefined): Pick<Target, 'programs'> {
  if (python === undefined && awsCli === undefined) return {};
  return {
    programs: {
      ...(python !== undefined && { python: String(python.value) }),
      ...(awsCli !== undefined && { awsCli: String(awsCli.value) }),
    },
  };
}

function given(
  setting: Setting,
  flags: TargetFlags,
  env: ResolveOptions['env'],
  file: ConfigFile | undefined,
): Given | undefined {
  const flag = flags[setting];
  if (flag !== undefined) return { value: flag, origin: optionOf(setting) };
  const variable = variableOf(setting);
  const text = env[variable];
  if (text !== undefined && text !== '') return { value: text, origin: variable };
  const value = file && fromFile(setting, file);
  return value === undefined ? undefined : { value, origin: `${file?.label}: '${setting}'` };
}

function fromFile(setting: Setting, { config }: ConfigFile): unknown {
  // A profile of the file stands among its credentials, which come after those of the environment.
  if (setting === 'profile') return undefined;
  if (setting === 'targetVersion') return config.version;
  if (setting === 'connectMs' || setting === 'requestMs' || setting === 'checkMs')
    return config.timeouts?.[setting];
  return config[setting];
}

function optionOf(setting: Setting): string {
  return setting === 'connectMs' ? '--connect-timeout' : `--${snake(setting).replaceAll('_', '-')}`;
}

function variableOf(setting: Setting): string {
  return `KEYPAIR_CONFORMANCE_${snake(setting).toUpperCase()}`;
}

/** `maxBodyBytes` to `max_body_bytes`. */
function snake(setting: Setting): string {
  return setting.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function credentials(
  provider: string,
  endpointGiven: boolean,
  profile: Given | undefined,
  env: ResolveOptions['env'],
  file: ConfigFile | undefined,
): Credentials {
  if (profile !== undefined) return profileCredentials(String(profile.value), env);
  const fromEnvironment = endpointGiven ? environmentCredentials(provider, env) : undefined;
  if (fromEnvironment !== undefined) return fromEnvironment;
  const fromConfig = file?.config.credentials;
  if (fromConfig === undefined) return defaultCredentials(provider);
  return 'profile' in fromConfig ? profileCredentials(fromConfig.profile, env) : fromConfig;
}

/** A path in a file is relative to that file, any other to the working directory. */
function authority(
  ca: Given | undefined,
  cwd: string,
  file: ConfigFile | undefined,
): { readonly ca?: string } {
  if (ca === undefined) return {};
  const fromFile = file !== undefined && ca.origin.startsWith(`${file.label}:`);
  let pem: string;
  try {
    pem = readFileSync(resolve(fromFile ? file.folder : cwd, String(ca.value)), 'utf8');
  } catch {
    throw new UsageError(`${ca.origin}: the file '${ca.value}' cannot be read`);
  }
  if (!pem.includes('-----BEGIN CERTIFICATE-----'))
    throw new UsageError(`${ca.origin}: the file '${ca.value}' holds no PEM certificate`);
  return { ca: pem };
}

function hostOf(address: string): string {
  return address.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
}

/** Secrets of the environment, and of those that the config file gives to programs. */
function secretsOf(env: ResolveOptions['env'], file: ConfigFile | undefined): Pick<Target, 'secrets'> {
  const programs = [file?.config.adapter, file?.config.command].flatMap((program) =>
    typeof program === 'object' && 'env' in program ? [program.env ?? {}] : [],
  );
  const secrets = [env, ...programs].flatMap(environmentSecrets);
  return secrets.length === 0 ? {} : { secrets };
}
