import type { Contract, OperationRole } from '../../../specs/contract.ts';
import type { KeyPairView, Outcome } from '../../../targets/target.ts';
import { describeOutcome } from '../../judges/answer.ts';
import { expectationsOf } from '../model/expectations.ts';
import { ANY, type ConcurrentAnswer, type ConcurrentCall, type Recorded } from './record.ts';

/** A call with its answer as it came, before it is known which key pair is whose. */
export interface Answered extends Omit<Recorded, 'answer'> {
  readonly outcome?: Outcome;
  /** The id that a delete sent. */
  readonly deleted?: string;
}

/** What the target does when nothing else goes on. */
export interface Alone {
  /** Operations whose answers have an id or a fingerprint that a describe shows too. */
  readonly telling: ReadonlySet<OperationRole>;
  /** The codes by which each operation rejects a name that is taken, whether they are the stated ones or not. */
  readonly taken: ReadonlyMap<OperationRole, string>;
}

/** The token of a key pair that no accepted make has made. */
const NOBODYS = 'of no accepted call';

/**
 * The answers of a concurrent history, each key pair by the make that it is of. Only where every make tells an id or a
 * fingerprint, a key pair of no make is of nobody.
 */
export function resolve(
  answered: readonly Answered[],
  contract: Contract,
  alone: Alone,
): readonly Recorded[] {
  const tokens = tokensOf(answered);
  const isSure = answered.every(
    ({ call, outcome }) =>
      outcome !== undefined &&
      outcome.kind !== 'unreadable' &&
      (call.kind !== 'make' || outcome.kind === 'refused' || alone.telling.has(call.operation)),
  );
  const unmade = isSure ? NOBODYS : ANY;
  return answered.map(({ outcome, deleted, call: sent, ...more }) => {
    const isById = sent.kind === 'delete' && deleted !== undefined;
    const call = isById ? { ...sent, token: tokens.get(deleted) ?? ANY } : sent;
    const rest = { call, ...more };
    const answer =
      outcome === undefined
        ? UNKNOWN
        : answerOf(contract, alone, rest.call, outcome, (view) => tokenOf(view, tokens) ?? unmade);
    return { ...rest, answer, ...(answer.kind === 'unknown' && { end: Number.POSITIVE_INFINITY }) };
  });
}

/** Operations that answered what a look in the history shows. */
export function tellingOf(answered: readonly Answered[]): readonly OperationRole[] {
  const tokens = tokensOf(answered);
  const seen = new Set(
    answered.flatMap(({ call, outcome }) =>
      call.kind === 'look' && outcome?.kind === 'accepted'
        ? outcome.keyPairs.map((view) => tokenOf(view, tokens))
        : [],
    ),
  );
  return answered.flatMap(({ call, outcome }): readonly OperationRole[] => {
    if (call.kind === 'make') return seen.has(call.token) ? [call.operation] : [];
    const id = outcome?.kind === 'accepted' ? outcome.deleted?.id : undefined;
    return call.kind === 'delete' && id !== undefined && seen.has(tokens.get(id)) ? ['delete'] : [];
  });
}

/** The codes by which makes of one name, one after the other, are rejected. */
export function takenOf(answered: readonly Answered[]): readonly (readonly [OperationRole, string])[] {
  return answered.flatMap(({ call, outcome }) =>
    call.kind === 'make' && outcome?.kind === 'refused' && outcome.status < 500
      ? [[call.operation, outcome.code] as const]
      : [],
  );
}

/**
 * Which make a key pair is of, by the id and the fingerprint that its answer told. What two makes were told tells neither
 * from the other: it is of any of them.
 */
function tokensOf(answered: readonly Answered[]): ReadonlyMap<string, string> {
  const tokens = new Map<string, string>();
  for (const { call, outcome } of answered) {
    if (call.kind !== 'make' || outcome?.kind !== 'accepted') continue;
    const { id, fingerprint } = outcome.keyPairs[0] ?? {};
    for (const one of new Set([id, fingerprint]))
      if (one !== undefined) tokens.set(one, tokens.has(one) ? ANY : call.token);
  }
  return tokens;
}

function tokenOf(
  { id = '', fingerprint = '' }: KeyPairView,
  tokens: ReadonlyMap<string, string>,
): string | undefined {
  return tokens.get(id) ?? tokens.get(fingerprint);
}

const UNKNOWN: ConcurrentAnswer = { kind: 'unknown' };

/** What an answer says of the register. An error that no rule knows says nothing of it, and is a fault of its own. */
function answerOf(
  contract: Contract,
  { telling, taken }: Alone,
  call: ConcurrentCall,
  outcome: Outcome,
  tokenFor: (view: KeyPairView) => string,
): ConcurrentAnswer {
  if (outcome.kind === 'unreadable' || outcome.status >= 500)
    return { kind: 'unknown', error: describeOutcome(outcome) };
  switch (call.kind) {
    case 'make': {
      if (outcome.kind === 'accepted') return { kind: 'made' };
      const stated = expectationsOf(contract).at(call.operation, 'name-taken')?.refusals ?? [];
      const isTaken =
        stated.some(({ code }) => code === outcome.code) || taken.get(call.operation) === outcome.code;
      return isTaken ? { kind: 'taken' } : { kind: 'unknown', error: describeOutcome(outcome) };
    }
    case 'look': {
      const views = outcome.kind === 'accepted' ? outcome.keyPairs : [];
      const view = views.find(({ name }) => name === call.name);
      return view === undefined ? { kind: 'shown' } : { kind: 'shown', token: tokenFor(view) };
    }
    case 'delete': {
      if (outcome.kind === 'refused') return { kind: 'deleted', token: null };
      if (!telling.has('delete')) return { kind: 'deleted' };
      const id = outcome.deleted?.id;
      return { kind: 'deleted', token: id === undefined ? null : tokenFor({ id }) };
    }
    case 'list': {
      if (outcome.kind === 'refused') return { kind: 'unknown', error: describeOutcome(outcome) };
      const named = outcome.keyPairs.flatMap((view) =>
        view.name === undefined ? [] : [[view.name, tokenFor(view)] as const],
      );
      return { kind: 'listed', tokens: new Map(named) };
    }
  }
}
