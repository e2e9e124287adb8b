import type { ProgramClientKind, ProviderCli } from './client-kinds.ts';
import type { KeyForm } from './credentials.ts';
import type { ReferenceServer } from './reference/http.ts';
import type { CallParameters, Credentials, Exchange, KeyPairCall, KeyPairClient, Target } from './target.ts';

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

/** What was asked, as a call and on the wire. */
export type Sent = Pick<Exchange, 'request' | 'call'>;

/** Writes an exchange as a command. */
export type CommandOf = (
  exchange: Sent,
  target: Pick<Target, 'provider' | 'endpoint' | 'credentials' | 'ca'>,
) => Reproduction;

/** How scripts that nothing of this project comes with send the requests of a provider again. */
export interface Replaying {
  /** A call as a request that is not signed yet. */
  readonly requestOf: (call: KeyPairCall, endpoint: string) => Exchange['request'];
  /** A describe that shows as many key pairs as the provider shows at once. */
  readonly everything: CallParameters;
  /** Member of a describe that holds the name of a key pair, in any letter case. */
  readonly nameMember: string;
  /**
   * JavaScript, `function sign(request, url, headers, proof)`: adds the headers of a signature to `headers`. `proof` has
   * `id`, `secret`, `token`, `region`, and `date` where the signature is of another time.
   */
  readonly signer: string;
  /** Headers that belong to a signature, in lower case. */
  readonly signatureHeaders: readonly string[];
  /** Parameters that belong to a signature. */
  readonly signatureParameters: RegExp;
  /** An exchange as a command of `curl`, or of a function of `shellFunctions` that runs it. */
  readonly curl: CommandOf;
  /** Functions of bash that these commands need. */
  readonly shellFunctions: string;
  /** A test in bash that these commands can run, and what is missing where it fails. */
  readonly shellNeeds: { readonly test: string; readonly missing: string };
}

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
  /** Opens the client that its users have, with default settings; each call is still sent once. */
  readonly openOrdinary?: Opening;
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
  /** What scripts need to send requests to it again, where they can sign for it. */
  readonly replay?: Replaying;
  /** In which headers and layouts the embedded reference can answer. */
  readonly dresses?: readonly string[];
  /** Starts the embedded reference. */
  readonly startReference?: (options: ListenOptions) => Promise<ReferenceServer>;
}
