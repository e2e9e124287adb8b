import type { Exchange, KeyPairCall, Outcome, Tag } from '../../targets/target.ts';

/** Milliseconds that both sides wait for a response: with one limit for both, a slow target is slow for both. */
export const ANSWER_MS = 10_000;

/** What one question was answered by, without what differs between two who ask the same: names, ids, keys and times. */
export interface Reply {
  readonly question: string;
  readonly said: string;
  /** Whether it says that the target is not able to answer now, rather than what the answer is. */
  readonly trouble: boolean;
  readonly accepted: boolean;
  /** Whether nothing about its key pair was sent before, which could show late. */
  readonly first: boolean;
  /** Missing where no response came. */
  readonly exchange?: Exchange;
}

/** Values that all who ask have in common, so that their responses can be compared. */
export interface CommonValues {
  readonly material: string;
  readonly tags: readonly Tag[];
  /** Of creates, where the provider lets the caller choose. */
  readonly keyType?: string;
  readonly badKeyType: string;
  readonly badMaterial: string;
}

/** One round of canary calls. */
export interface CanaryRound {
  /** Whether it was before the first other call of the run, between its checks, or asked for by the check. */
  readonly when: 'before' | 'between' | 'asked';
  readonly replies: readonly Reply[];
}

/** Calls that no mark tells from those of an ordinary user of the target. */
export interface Canary {
  /** The rounds so far, in order. */
  readonly rounds: readonly CanaryRound[];
  readonly values: CommonValues;
  /** Asks one more round, which is not among `rounds`; `slowly` as people do, with a pause before each call. */
  ask(signal: AbortSignal, slowly?: boolean): Promise<CanaryRound>;
  send(call: Omit<KeyPairCall, 'region'>, signal: AbortSignal): Promise<Outcome>;
}
