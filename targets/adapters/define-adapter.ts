import type { KeyPairCall, KeyPairClient, Outcome } from '../target.ts';
import type { AnswerMessage } from './protocol.ts';

/** An answer without the id that it has on a line: `Omit` of each member of the union by itself. */
type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never;

/** What the client of a module answers: as a program would on its line, but without the id. */
export type ModuleAnswer = WithoutId<Exclude<AnswerMessage, { readonly type: 'waited' }>>;

/** The client of a module. `call` may answer in the words of the adapter protocol, or with a whole outcome. */
export interface ModuleClient extends Pick<Partial<KeyPairClient>, 'read' | 'waitUntilExists' | 'close'> {
  call(call: KeyPairCall, options: { readonly signal: AbortSignal }): Promise<ModuleAnswer | Outcome>;
}

/** A target that no address can express, as a module: everything is optional, but something has to say whom to ask. */
export interface Adapter {
  /** What reports call the target, and messages the adapter. @default name of the module */
  readonly name?: string;
  /** Starts the target. An endpoint that it returns is judged over the wire, unless there is a `client`. */
  start?(): Promise<{ readonly endpoint?: string } | undefined> | Promise<void>;
  /** Asked every 50 ms after the start, until it does not resolve to `false`; 30 seconds at the most. */
  ready?(): Promise<boolean | undefined> | Promise<void>;
  /** Empties the target before it is judged. */
  reset?(): Promise<void>;
  /** Ends the target; called once, also after failures. */
  stop?(): Promise<void>;
  /** Speaks to the target instead of the wire client; what needs the wire is then unsupported. */
  readonly client?: ModuleClient;
}

/** Gives an adapter its types; returns what it got. */
export function defineAdapter(adapter: Adapter): Adapter {
  return adapter;
}
