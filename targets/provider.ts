import type { ProgramClientKind } from './client-kinds.ts';
import type { KeyForm } from './credentials.ts';
import type { ReferenceServer } from './reference/http.ts';
import type { Credentials, Exchange, KeyPairClient, Target } from './target.ts';

/** Makes a client for a target; loaded when it is needed, so that no run pays for another provider. */
export type Opening = (target: Target) => Promise<KeyPairClient>;

/** How to ask a provider in whose account the credentials of a target work. */
export interface Asking {
  readonly signal: AbortSignal;
  /** Whether the target is the real service, whose identity service has an address of its own. */
  readonly real: boolean;
}

/** Names of the environment variables that hold credentials. */
export interface CredentialVariables {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** A command that shows an exchange again, to be pasted into a shell, or why there is none. */
export type Reproduction =
  | {
      readonly kind: 'command';
      readonly command: string;
      /** What the command does otherwise than the exchange did; plain sentences. */
      readonly notes: readonly string[];
    }
  | { readonly kind: 'none'; readonly reason: string };

/** Writes an exchange as a command. */
export type CommandOf = (
  exchange: Exchange,
  target: Pick<Target, 'provider' | 'endpoint' | 'credentials' | 'ca'>,
) => Reproduction;

/** Command line tools of providers, by the names that findings tell them by. */
export type ProviderCli = 'aws' | 'aliyun';

/** Where a reference server listens. */
export interface ListenOptions {
  /** @default 0, any free port */
  readonly port?: number;
  /** @default '127.0.0.1' */
  readonly host?: string;
  /** The only credentials that are let in; without them any are. */
  readonly verify?: Credentials;
  /** Headers and layout of answers, by a name of the provider's `dresses`. */
  readonly dress?: string;
}

/**
 * All code of one provider that the rest of the project asks for. A provider is added by one of these, in
 * `targets/providers.ts`; what it does not have is left out.
 */
export interface Provider {
  /** The directory of its contract in `specs/`. */
  readonly id: string;
  /** Opens the client that writes requests and reads responses itself. */
  readonly openWire: Opening;
  /** Opens the official SDK for this runtime. */
  readonly openSdk?: Opening;
  /** Name of the SDK's package. */
  readonly sdkPackage?: string;
  /** Opens clients that are programs of other runtimes. */
  readonly openPrograms?: Readonly<Partial<Record<ProgramClientKind, Opening>>>;
  /** Variables that the provider's own tools read credentials from. */
  readonly credentials: CredentialVariables;
  /** What its access keys look like. */
  readonly keyForm: KeyForm;
  /** Headers whose whole value is secret, in lower case. */
  readonly secretHeaders: readonly string[];
  /** The account of the credentials, by a call that makes nothing and needs no permission. */
  readonly callerAccount?: (target: Target, asking: Asking) => Promise<string>;
  /** The provider's own command line tool. */
  readonly cli?: { readonly tool: ProviderCli; readonly commandOf: CommandOf };
  /** An exchange as a `curl` command, where curl can sign for the provider. */
  readonly curl?: CommandOf;
  /** Whether `reproduce.mjs` of a pack can sign for the provider. */
  readonly signedByScript?: boolean;
  /** In which headers and layouts the embedded reference can answer. */
  readonly dresses?: readonly string[];
  /** Starts the embedded reference. */
  readonly startReference?: (options: ListenOptions) => Promise<ReferenceServer>;
}
