import type { KeyPairClient, KeyPairView, Outcome } from '../../targets/target.ts';
import type { CheckContext } from '../check.ts';
import { remove } from '../flows.ts';
import { printTags } from '../judges/state.ts';
import { Blame } from './blame.ts';
import { expectationsOf } from './model/expectations.ts';
import { meets } from './model/meets.ts';
import { EMPTY, type ModelCall, type State } from './model/state.ts';
import { type ModelAnswer, type Possibility, step } from './model/step.ts';
import { asTaken, parametersOf } from './requests.ts';
import { Seen } from './seen.ts';
import type { Sending } from './sending.ts';

/** One difference between two targets. */
export interface Difference {
  readonly operation: ModelCall['operation'];
  readonly way?: string;
  /** What differs: `answer`, `key pairs`, or a field. */
  readonly aspect: string;
  readonly first: string;
  readonly second: string;
  /** Which side does what the contract states; absent where it states neither, or both. */
  readonly stated?: 'first' | 'second';
  readonly calls: readonly ModelCall[];
  readonly outcome: Outcome;
}

/** The identity of a difference, without values. */
export function differenceKey({ operation, way = '', aspect }: Difference): string {
  return `${operation} ${way} ${aspect}`;
}

/** Sends the same calls to two targets, one after the other, and collects what differs between their answers. */
export class Pair {
  readonly differences: Difference[] = [];
  readonly #ctx: CheckContext;
  readonly #sides: readonly { readonly client: KeyPairClient; readonly seen: Seen }[];
  readonly #calls: ModelCall[] = [];
  readonly #made = new Map<string, { readonly name: string; readonly region: string }>();
  #state: State = EMPTY;

  constructor(ctx: CheckContext, second: KeyPairClient) {
    this.#ctx = ctx;
    this.#sides = [ctx.client, second].map((client) => ({ client, seen: new Seen(ctx.contract) }));
    // What a history that was broken off leaves on the second target is removed when the run ends.
    ctx.cleanup(async (undo) => {
      for (const { name, region } of this.#made.values()) await remove(undo, name, region);
    });
  }

  get state(): State {
    return this.#state;
  }

  async play(planned: ModelCall, sending?: Sending): Promise<boolean> {
    const { contract } = this.#ctx;
    const call = asTaken(contract, this.#state, planned);
    if (call === undefined) return false;
    const possible = step(expectationsOf(contract), this.#state, call);
    const prepared = this.#sides.map(({ seen }) => parametersOf(contract, call, seen));
    if (possible.length === 0 || prepared.includes(undefined)) return false;
    if ('keyType' in call)
      this.#made.set(`${call.region}/${call.name}`, { name: call.name, region: call.region });
    this.#calls.push(call);
    const { operation, region } = call;
    const outcomes: Outcome[] = [];
    for (const [index, { client }] of this.#sides.entries()) {
      const sent = {
        operation,
        region,
        parameters: prepared[index] ?? {},
        ...(sending && { wire: sending.wire }),
      };
      outcomes.push(await this.#ctx.call(sent, { client, bulk: true }));
    }
    const [first, second] = outcomes;
    if (first === undefined || second === undefined) return false;
    this.#compare(call, possible, first, second);
    const met = possible.find(({ answer }) => meets(answer, first) && meets(answer, second));
    if (met !== undefined) await this.#follow(call, met, outcomes);
    return true;
  }

  async end(): Promise<void> {
    const { contract } = this.#ctx;
    for (const { client, seen } of this.#sides) {
      for (const { name, region } of this.#made.values()) {
        const call = asTaken(contract, this.#state, { operation: 'delete', region, name });
        const parameters = call && parametersOf(contract, call, seen);
        if (parameters === undefined) continue;
        await this.#ctx.call({ operation: 'delete', region, parameters }, { client, bulk: true });
      }
    }
    this.#made.clear();
  }

  /** Remembers the ids that each side chose. */
  async #follow(call: ModelCall, { answer, next }: Possibility, outcomes: readonly Outcome[]): Promise<void> {
    this.#state = next;
    if (answer.kind !== 'made' && answer.kind !== 'shown') return;
    const pairs = answer.kind === 'made' ? [answer.pair] : answer.pairs;
    for (const [index, { seen }] of this.#sides.entries()) {
      const outcome = outcomes[index];
      if (outcome?.kind !== 'accepted') continue;
      for (const pair of pairs) {
        const named = outcome.keyPairs.find(({ name }) => name === pair.name);
        const view = answer.kind === 'made' ? outcome.keyPairs[0] : named;
        if (view === undefined) continue;
        await seen.compare({ call, pair, view, exchange: outcome.exchange, blame: new Blame() }, () =>
          Promise.resolve({ ...view, exchange: outcome.exchange }),
        );
      }
    }
  }

  #compare(call: ModelCall, possible: readonly Possibility[], first: Outcome, second: Outcome): void {
    const [one, other] = [first, second].map((outcome) => this.#normalized(outcome));
    for (const aspect of new Set([...Object.keys(one ?? {}), ...Object.keys(other ?? {})])) {
      const [left = 'absent', right = 'absent'] = [one?.[aspect], other?.[aspect]];
      if (left === right) continue;
      const stated = supported(aspect, [left, right], [first, second], possible);
      this.differences.push({
        operation: call.operation,
        ...(call.operation === 'describe' && { way: call.way }),
        aspect,
        first: left,
        second: right,
        ...(stated !== undefined && { stated }),
        calls: [...this.#calls],
        outcome: first,
      });
    }
  }

  /** An answer without ids, times, keys that the service chose, order and request ids. */
  #normalized(outcome: Outcome): Readonly<Record<string, string>> {
    if (outcome.kind === 'refused') return { answer: `${outcome.code} (HTTP ${outcome.status})` };
    if (outcome.kind === 'unreadable') return { answer: `not readable (HTTP ${outcome.status})` };
    const { region } = outcome.exchange.call;
    const names = new Set([...this.#made.values()].map(({ name }) => name));
    const own = outcome.keyPairs.filter(({ name = '' }) => names.has(name));
    const shown = own.toSorted((one, other) => (one.name ?? '').localeCompare(other.name ?? ''));
    const list = (textOf: (view: KeyPairView) => string | undefined): string =>
      shown.map((view) => `${view.name}: ${textOf(view) ?? 'absent'}`).join('; ');
    const imported = ({ name = '' }: KeyPairView): boolean =>
      this.#state.live.some(
        (pair) => pair.name === name && pair.region === region && pair.origin === 'imported',
      );
    const chosen = (value: string | undefined): string => (value === undefined ? 'absent' : 'present');
    return {
      answer: `accepted (HTTP ${outcome.status})`,
      'key pairs': shown.map(({ name }) => name).join(', '),
      tags: list(({ tags }) => printTags(tags ?? [])),
      'key type': list(({ keyType }) => keyType),
      fingerprint: list((view) => (imported(view) ? view.fingerprint : chosen(view.fingerprint))),
      'public key': list((view) => (imported(view) ? view.publicKey : chosen(view.publicKey))),
      'private key': list(({ privateKey }) => privateKey?.split('\n')[0]),
      id: list(({ id }) => id?.replace(/[0-9a-z]/g, '0')),
      'create time': list(({ createdAt }) => createdAt?.replace(/\d/g, '0')),
      ...(outcome.deleted !== undefined && { 'deleted id': chosen(outcome.deleted.id) }),
    };
  }
}

/** Which of two sides does what the contract states, where exactly one does. */
function supported(
  aspect: string,
  texts: readonly [string, string],
  outcomes: readonly [Outcome, Outcome],
  possible: readonly Possibility[],
): Difference['stated'] {
  const allowed = possible.flatMap(({ answer }) => statedText(aspect, answer) ?? []);
  const [first, second] =
    aspect === 'answer'
      ? outcomes.map((outcome) => possible.some(({ answer }) => meets(answer, outcome)))
      : texts.map((text) => allowed.includes(text));
  return first === second ? undefined : first ? 'first' : 'second';
}

/** What an answer has to show of an aspect; `undefined` where the model does not know it. */
function statedText(aspect: string, answer: ModelAnswer): string | undefined {
  if (answer.kind !== 'shown') return undefined;
  const pairs = answer.pairs.toSorted((one, other) => one.name.localeCompare(other.name));
  switch (aspect) {
    case 'key pairs':
      return pairs.map(({ name }) => name).join(', ');
    case 'tags':
      return pairs.map(({ name, tags }) => `${name}: ${printTags(tags)}`).join('; ');
    case 'key type':
      return pairs.map(({ name, keyType }) => `${name}: ${keyType}`).join('; ');
    default:
      return undefined;
  }
}
