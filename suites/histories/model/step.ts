import type { Refusal } from '../../../specs/contract.ts';
import type { Allowed, Expectations } from './expectations.ts';
import { matches } from './selection.ts';
import {
  type DeleteCall,
  type LookCall,
  liveNamed,
  type MakeCall,
  type ModelCall,
  type ModelPair,
  pairOf,
  type State,
  wasDeleted,
} from './state.ts';

/** What an answer has to be. */
export type ModelAnswer =
  | { readonly kind: 'made'; readonly pair: ModelPair }
  /** Exactly these of the history's key pairs; key pairs of others may be among them where `others` is set. */
  | { readonly kind: 'shown'; readonly pairs: readonly ModelPair[]; readonly others: boolean }
  | { readonly kind: 'deleted'; readonly pair?: ModelPair }
  | { readonly kind: 'refused'; readonly refusals: readonly Refusal[] };

/** An answer that the contract allows, and the service after it. */
export interface Possibility {
  readonly answer: ModelAnswer;
  readonly next: State;
  /** What decided: a situation of the call and the requirement that states its answer; absent where all is plain. */
  readonly situation?: string;
  readonly requirement?: string;
}

/**
 * The model of the service: every answer that the contract allows to this call after this history, each with the state
 * it leads to. An empty list means that the contract says nothing; such a call is not sent.
 */
export function step(expectations: Expectations, state: State, call: ModelCall): readonly Possibility[] {
  const decided = refusedAnyway(expectations, state, call);
  if (decided !== undefined) return decided;
  switch (call.operation) {
    case 'create':
    case 'import':
      return make(expectations, state, call);
    case 'describe':
      return look(expectations, state, call);
    case 'delete':
      return remove(expectations, state, call);
  }
}

/** A dry run and a faulty call change nothing, whatever the state. */
function refusedAnyway(
  expectations: Expectations,
  state: State,
  call: ModelCall,
): readonly Possibility[] | undefined {
  if (call.dryRun) return stated(expectations, call, 'dry-run', state);
  if (call.fault === undefined) return undefined;
  const taken =
    'keyType' in call && call.fault !== 'no-name' && liveNamed(state, call.region, call.name) !== undefined;
  if (!taken) return stated(expectations, call, call.fault, state);
  const both = stated(expectations, call, `name-taken-${call.fault}`, state);
  if (both.length > 0) return both;
  // Which of two faults is told first is stated nowhere.
  return [call.fault, 'name-taken'].flatMap((one) => stated(expectations, call, one, state));
}

/** The possibilities of a situation that the contract states; `success` is what an acceptance means, if it can be. */
function stated(
  expectations: Expectations,
  call: ModelCall,
  situation: string,
  state: State,
  success?: Pick<Possibility, 'answer' | 'next'>,
): readonly Possibility[] {
  const allowed = expectations.at(call.operation, situation);
  return allowed === undefined ? [] : possibilities(allowed, situation, state, success);
}

function possibilities(
  { requirement, accepted, refusals }: Allowed,
  situation: string,
  state: State,
  success?: Pick<Possibility, 'answer' | 'next'>,
): readonly Possibility[] {
  const why = { situation, requirement };
  return [
    ...(accepted && success !== undefined ? [{ ...success, ...why }] : []),
    ...(refusals.length > 0 ? [{ answer: { kind: 'refused' as const, refusals }, next: state, ...why }] : []),
  ];
}

function make(expectations: Expectations, state: State, call: MakeCall): readonly Possibility[] {
  const { operation, region, name, keyType, key, tags } = call;
  const full = state.room?.[region] === 0 ? stated(expectations, call, 'region-full', state) : undefined;
  if (liveNamed(state, region, name) !== undefined) {
    // Which of two reasons is told first is stated nowhere.
    return [...stated(expectations, call, 'name-taken', state), ...(full ?? [])];
  }
  if (full !== undefined) return full;
  const pair: ModelPair = {
    serial: state.made,
    region,
    name,
    origin: operation === 'create' ? 'created' : 'imported',
    keyType,
    ...(key !== undefined && { key }),
    tags,
    reused: wasDeleted(state, region, name),
  };
  const success = {
    answer: { kind: 'made' as const, pair },
    next: { ...state, made: state.made + 1, live: [...state.live, pair], ...withRoom(state, region, -1) },
  };
  if (!pair.reused) return [success];
  const reusing = stated(expectations, call, 'name-reused', state, success);
  return reusing.length > 0 ? reusing : [success];
}

function withRoom({ room }: State, region: string, change: 1 | -1): Pick<State, 'room'> {
  const left = room?.[region];
  return left === undefined ? {} : { room: { ...room, [region]: left + change } };
}

function look(expectations: Expectations, state: State, call: LookCall): readonly Possibility[] {
  const { region, names, ids, pattern } = call;
  if (names !== undefined && ids !== undefined) return stated(expectations, call, 'name-and-id', state);
  const others = names === undefined && ids === undefined && call.filters === undefined;
  const pairs = state.live.filter((pair) => matches(call, pair, state));
  const shown = { answer: { kind: 'shown' as const, pairs, others }, next: state };
  const missing = pattern ? undefined : names?.find((name) => liveNamed(state, region, name) === undefined);
  if (missing !== undefined) {
    const situation = wasDeleted(state, region, missing) ? 'deleted-name' : 'unknown-name';
    return stated(expectations, call, situation, state, shown);
  }
  const missingId = ids?.find(
    (id) => !state.live.some((pair) => pair.serial === id && pair.region === region),
  );
  if (missingId === undefined) return [shown];
  const known = pairOf(state, missingId);
  return stated(expectations, call, known?.region === region ? 'deleted-id' : 'unknown-id', state);
}

function remove(expectations: Expectations, state: State, call: DeleteCall): readonly Possibility[] {
  const { region, name, id, nearId } = call;
  if (nearId) return stated(expectations, call, 'unknown-id', state, nothingDeleted(state));
  if (id === undefined) {
    const pair = name === undefined ? undefined : liveNamed(state, region, name);
    if (pair !== undefined) return [deleted(state, pair)];
    const situation = wasDeleted(state, region, name ?? '') ? 'deleted-name' : 'unknown-name';
    return stated(expectations, call, situation, state, nothingDeleted(state));
  }
  const pair = pairOf(state, id);
  if (pair === undefined) return [];
  if (pair.region !== region) return stated(expectations, call, 'other-region', state, nothingDeleted(state));
  const live = state.live.includes(pair);
  const outcome = live ? deleted(state, pair) : nothingDeleted(state);
  if (name !== undefined && name !== pair.name) {
    return live ? stated(expectations, call, 'name-and-id', state, outcome) : [];
  }
  return live ? [outcome] : stated(expectations, call, 'deleted-id', state, outcome);
}

function nothingDeleted(state: State): Pick<Possibility, 'answer' | 'next'> {
  return { answer: { kind: 'deleted' }, next: state };
}

function deleted(state: State, pair: ModelPair): Pick<Possibility, 'answer' | 'next'> {
  return {
    answer: { kind: 'deleted', pair },
    next: {
      ...state,
      live: state.live.filter((one) => one !== pair),
      gone: [...state.gone, pair],
      ...withRoom(state, pair.region, 1),
    },
  };
}
