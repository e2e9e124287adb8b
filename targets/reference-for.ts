import type { ReferenceServer } from './reference/http.ts';
import type { Credentials } from './target.ts';

/** Where a reference server listens. */
export interface ListenOptions {
  /** @default 0, any free port */
  readonly port?: number;
  /** @default '127.0.0.1' */
  readonly host?: string;
  /** The only credentials that are let in; without them any are. */
  readonly verify?: Credentials;
}

/** Starts a server; loaded when it is needed, so that no run pays for another provider. */
type Starting = (options: ListenOptions) => Promise<ReferenceServer>;

const REFERENCES: ReadonlyMap<string, Starting> = new Map<string, Starting>([
  ['aws-ec2', async (options) => (await import('./ec2/reference/server.ts')).startReference(options)],
  ['alibaba-ecs', async (options) => (await import('./ecs/reference/server.ts')).startEcsReference(options)],
]);

/**
 * Starts the reference of a provider. Rejects when it cannot listen.
 * @throws Error when the provider has none
 */
export function startReferenceOf(provider: string, options: ListenOptions = {}): Promise<ReferenceServer> {
  const start = REFERENCES.get(provider);
  if (start !== undefined) return start(options);
  const known = [...REFERENCES.keys()].join(', ');
  return Promise.reject(
    new Error(`there is no reference of the provider '${provider}'; known are: ${known}`),
  );
}
