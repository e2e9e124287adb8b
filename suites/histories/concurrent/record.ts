import type { Exchange } from '../../../targets/target.ts';

/** What a call of a concurrent history does. A key pair is told by its token: a text that only one make sent. */
export type ConcurrentCall =
  | {
      readonly kind: 'make';
      readonly operation: 'create' | 'import';
      readonly name: string;
      readonly token: string;
    }
  | { readonly kind: 'look'; readonly name: string }
  /** `token`: of the key pair whose id was sent, where a provider deletes by id alone; `ANY` where its make is not known. */
  | { readonly kind: 'delete'; readonly name: string; readonly token?: string }
  | { readonly kind: 'list' };

/** What came back. `unknown`: no answer, so it may or may not have happened. */
export type ConcurrentAnswer =
  | { readonly kind: 'made' }
  | { readonly kind: 'taken' }
  /** The token of what a look shows; absent where it shows nothing. */
  | { readonly kind: 'shown'; readonly token?: string }
  /** The token of what a delete says that it removed; `null` for nothing, absent where it does not say. */
  | { readonly kind: 'deleted'; readonly token?: string | null }
  /** Tokens by name. */
  | { readonly kind: 'listed'; readonly tokens: ReadonlyMap<string, string> }
  /** `pending`: it was still going on when the contradiction showed. */
  | { readonly kind: 'unknown'; readonly error?: string; readonly pending?: true };

/** The token of a key pair that no answer to a make has told: whichever there is. */
export const ANY = '*';

/** A call with the time of its start and its end, in milliseconds; one without an answer has no end. */
export interface Recorded {
  readonly client: number;
  readonly call: ConcurrentCall;
  readonly answer: ConcurrentAnswer;
  readonly start: number;
  readonly end: number;
  readonly exchange?: Exchange;
}

/** The calls on one name. */
export function callsOn(history: readonly Recorded[], name: string): readonly Recorded[] {
  return history.filter(({ call }) => call.kind !== 'list' && call.name === name);
}

/** Every name that a call was about. */
export function namesIn(history: readonly Recorded[]): readonly string[] {
  return [...new Set(history.flatMap(({ call }) => (call.kind === 'list' ? [] : [call.name])))];
}
