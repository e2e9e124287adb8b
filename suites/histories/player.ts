import type {
  Accepted,
  CallParameters,
  Exchange,
  KeyPairView,
  Outcome,
  WireAlteration,
} from '../../targets/target.ts';
import type { CheckContext } from '../check.ts';
import { PLAIN } from '../findings/histories.ts';
import { withApiNames } from '../findings/kind.ts';
import { deletion, isDeletedByName, remove } from '../flows.ts';
import { describeOutcome } from '../judges/answer.ts';
import { byId, lookUp, pairsIn, type ShownPair } from '../lookups.ts';
import { Blame } from './blame.ts';
import { type Deviation, kindOf } from './deviation.ts';
import { type Lateness, latenessOf } from './late.ts';
import { listedIn, misshownInWords } from './listed.ts';
import { type Expectations, expectationsOf } from './model/expectations.ts';
import { answerInWords, meets } from './model/meets.ts';
import {
  EMPTY,
  forgetting,
  type LookCall,
  latestNamed,
  liveNamed,
  type ModelCall,
  type ModelPair,
  pairOf,
  type State,
} from './model/state.ts';
import { type ModelAnswer, type Possibility, step } from './model/step.ts';
import { asTaken, parametersOf } from './requests.ts';
import { Seen, type Sight } from './seen.ts';
import { type Played, type Sending, sendWhole } from './sending.ts';
import { BY_NAME, EVERYTHING } from './ways.ts';

/**
 * Plays one history against a target beside the model, and collects every deviation. After a deviation the model goes on
 * with what the target has: a wrong value is taken over once it is told, a name whose state is no longer known is left
 * alone. So one fault does not hide the next.
 */
export class Player {
  readonly played: Played[] = [];
  readonly deviations: Deviation[] = [];
  readonly #ctx: CheckContext;
  readonly #expectations: Expectations;
  readonly #seen: Seen;
  readonly #own = new Set<string>();
  readonly #retired = new Set<string>();
  readonly #blame = new Blame();
  readonly #toRemove = new Map<string, { readonly name: string; readonly region: string }>();
  #state: State;
  /** How the call is sent that is played now. */
  #wire: Sending['wire'] | undefined;

  constructor(ctx: CheckContext, state: State = EMPTY) {
    this.#ctx = ctx;
    this.#expectations = expectationsOf(ctx.contract);
    this.#seen = new Seen(ctx.contract);
    this.#state = state;
    ctx.cleanup(async (undo) => {
      for (const { name, region } of this.#toRemove.values()) await remove(undo, name, region);
    });
  }

  /** The state of the model. */
  get state(): State {
    return this.#state;
  }

  /** Whether the state of this name is no longer known. */
  isRetired(region: string, name: string): boolean {
    return this.#retired.has(slot(region, name));
  }

  /** Sends a call, unless the model says nothing of it, and compares what comes. Tells whether it was sent. */
  async play(planned: ModelCall, sending?: Sending): Promise<boolean> {
    const call = asTaken(this.#ctx.contract, this.#state, planned);
    if (call === undefined) return false;
    const possible = step(this.#expectations, this.#state, call);
    const parameters = parametersOf(this.#ctx.contract, call, this.#seen);
    if (possible.length === 0 || parameters === undefined || this.#touchesRetired(call)) return false;
    if (call.operation === 'create' || call.operation === 'import') {
      this.#own.add(slot(call.region, call.name));
      this.#toRemove.set(slot(call.region, call.name), { name: call.name, region: call.region });
    }
    const before = this.deviations.length;
    this.#wire = sending?.wire;
    const outcome = await this.#send(call, parameters, this.#wire);
    const met = possible.find(({ answer }) => meets(answer, outcome));
    if (met === undefined) await this.#answeredOtherwise(call, possible, outcome);
    else await this.#compare(call, met, outcome);
    if (sending !== undefined) this.#mark(before, sending.id);
    return true;
  }

  /** Notes on the latest deviations how the call was sent. */
  #mark(from: number, sending: string): void {
    const latest = this.deviations.splice(from);
    this.deviations.push(...latest.map((deviation) => ({ ...deviation, sending })));
  }

  /** Removes what the history made. */
  async end(): Promise<void> {
    for (const [key, { name, region }] of this.#toRemove) {
      const parameters = await this.#deletion(region, name);
      const outcome =
        parameters && (await this.#ctx.call({ operation: 'delete', region, parameters }, { bulk: true }));
      if (outcome === undefined || outcome.kind === 'accepted') this.#toRemove.delete(key);
    }
  }

  /** By name, or by the id that a look shows now: no parameters where nothing is there any more. */
  async #deletion(region: string, name: string): Promise<CallParameters | undefined> {
    const { contract } = this.#ctx;
    if (isDeletedByName({ contract })) return deletion({ contract }, name);
    const { pair } = await lookUp(this.#ctx, name, { region });
    return pair?.id === undefined ? undefined : byId(contract, 'delete', pair.id);
  }

  #touchesRetired(call: ModelCall): boolean {
    const names = call.operation === 'describe' ? (call.names ?? []) : [call.name ?? ''];
    return names.some((name) => this.isRetired(call.region, name));
  }

  #send(call: ModelCall, parameters: CallParameters, wire?: WireAlteration): Promise<Outcome> {
    return sendWhole(this.#ctx, call, parameters, this.played, wire);
  }

  async #answeredOtherwise(
    call: ModelCall,
    possible: readonly Possibility[],
    outcome: Outcome,
  ): Promise<void> {
    const concerned = this.#concernedBy(call);
    if (call.operation === 'describe' && (await this.#leftBehind(call, concerned, outcome))) return;
    const [{ situation = PLAIN, requirement } = {}] = possible;
    const { exchange } = outcome;
    const [about] = concerned;
    this.deviations.push({
      kind: 'answer',
      ...(about !== undefined && { after: this.#blame.of(about.region, about.name).what }),
      operation: call.operation,
      ...(call.operation === 'describe' && { way: call.way }),
      situation,
      answer: outcome.kind === 'refused' ? `${outcome.code} (HTTP ${outcome.status})` : outcome.kind,
      ...(requirement !== undefined && { stated: requirement }),
      expected: possible.map(({ answer }) => answerInWords(answer)).join(', or '),
      observed: describeOutcome(outcome),
      exchange,
    });
    if (call.operation !== 'describe') for (const { region, name } of concerned) this.#retire(region, name);
  }

  /** The names that a call is about, directly or by an id. */
  #concernedBy(call: ModelCall): readonly Pick<ModelPair, 'region' | 'name'>[] {
    const isLook = call.operation === 'describe';
    const [names, ids] = isLook
      ? [call.pattern ? [] : (call.names ?? []), call.ids ?? []]
      : [[call.name ?? []].flat(), [(call as { readonly id?: number }).id ?? []].flat()];
    const identified = ids.flatMap((serial) => pairOf(this.#state, serial) ?? []);
    return [...names.map((name) => ({ region: call.region, name })), ...identified];
  }

  /**
   * A look gets another response than stated: another look shows whether earlier calls are to blame, which is returned. A
   * name of which no look tells anything is left alone.
   */
  async #leftBehind(
    call: LookCall,
    concerned: readonly Pick<ModelPair, 'region' | 'name'>[],
    outcome: Outcome,
  ): Promise<boolean> {
    const told = this.deviations.length;
    for (const { region, name } of concerned) {
      if (region !== call.region) continue;
      const shown = liveNamed(this.#state, region, name) === undefined ? 'shown' : 'missing';
      if (outcome.kind === 'accepted' && shows(outcome, name) === (shown === 'missing')) continue;
      const witness = await this.#witness(call, name);
      if (witness === undefined) this.#retire(region, name);
      if (witness?.shows !== (shown === 'shown')) continue;
      const isOwn = outcome.kind === 'accepted' || (outcome.kind === 'refused' && shown === 'missing');
      const [look, { exchange }] = isOwn ? [call, outcome] : [witness.call, witness];
      await this.#misshown(look, this.#known(region, name), shown, exchange, witness);
    }
    return this.deviations.length > told;
  }

  /** The key pair of this name, or the last one that was, or nothing but its name. */
  #known(region: string, name: string): ModelPair | { readonly name: string } {
    return latestNamed(this.#state, region, name) ?? { name };
  }

  #retire(region: string, name: string): void {
    this.#retired.add(slot(region, name));
    this.#state = forgetting(this.#state, region, name);
  }

  async #compare(
    call: ModelCall,
    { answer, next, situation, requirement }: Possibility,
    outcome: Outcome,
  ): Promise<void> {
    this.#state = next;
    this.#remember(call, answer, situation, requirement);
    if (outcome.kind !== 'accepted') return;
    const { exchange } = outcome;
    if (answer.kind === 'made') await this.#see(call, answer.pair, outcome.keyPairs[0] ?? {}, exchange);
    if (answer.kind === 'deleted') this.#compareDeleted(call, answer.pair, outcome);
    if (answer.kind === 'shown' && call.operation === 'describe')
      await this.#compareShown(call, answer, outcome);
  }

  /** Calls that are answered as stated may still leave the wrong thing behind; the next look tells what came before. */
  #remember(call: ModelCall, answer: ModelAnswer, situation?: string, requirement?: string): void {
    if (call.operation === 'describe') {
      const [name, ...others] = call.names ?? [];
      const isGone = answer.kind === 'refused' && call.way === BY_NAME.id && !call.dryRun;
      if (isGone && name !== undefined && others.length === 0) this.#blame.sawRight(call.region, name);
      return;
    }
    const by = call.operation === 'delete' && call.id !== undefined ? ' by id' : '';
    const what = `${call.operation}${by}${situation === undefined ? '' : ` (${situation})`}`;
    const names = [call.name, answer.kind === 'deleted' ? answer.pair?.name : undefined];
    this.#blame.did(
      call.region,
      names.filter((name) => name !== undefined),
      { what, ...(requirement !== undefined && { requirement }) },
    );
  }

  async #see(call: ModelCall, pair: ModelPair, view: KeyPairView, exchange: Exchange): Promise<void> {
    const { region, name } = pair;
    const sight: Sight = { call, pair, view, exchange, blame: this.#blame };
    const lookByName = async (publicKey: boolean): Promise<ShownPair | undefined> => {
      const outcome = await this.#lookByName(region, name, publicKey);
      return outcome.kind === 'accepted' ? pairsIn(outcome).find((one) => one.name === name) : undefined;
    };
    this.deviations.push(...(await this.#seen.compare(sight, lookByName)));
  }

  #lookByName(region: string, name: string, publicKey: boolean): Promise<Outcome> {
    const call: LookCall = { operation: 'describe', region, way: BY_NAME.id, names: [name], publicKey };
    return this.#send(call, parametersOf(this.#ctx.contract, call, this.#seen) ?? {});
  }

  #compareDeleted(call: ModelCall, pair: ModelPair | undefined, { deleted, exchange }: Accepted): void {
    if (!this.#ctx.contract.operations.delete?.shows.includes('id')) return;
    const expected = pair === undefined ? undefined : this.#seen.id(pair.serial);
    if ((pair !== undefined && expected === undefined) || deleted?.id === expected) return;
    this.deviations.push({
      kind: 'value',
      operation: call.operation,
      field: 'id',
      situation: pair === undefined ? 'nothing is deleted' : 'a key pair is deleted',
      expected: expected ?? 'no id',
      observed: deleted?.id ?? 'no id',
      exchange,
    });
  }

  async #compareShown(
    call: LookCall,
    { pairs, others }: ModelAnswer & { readonly kind: 'shown' },
    { keyPairs, exchange }: Accepted,
  ): Promise<void> {
    const { region } = call;
    const sort = (name: string): 'own' | 'retired' | 'strange' =>
      !this.#own.has(slot(region, name)) ? 'strange' : this.isRetired(region, name) ? 'retired' : 'own';
    const { there, wrong } = listedIn(keyPairs, pairs, sort, others);
    for (const { name, shown } of wrong)
      await this.#misshown(call, this.#known(region, name), shown, exchange);
    for (const { pair, view } of there) await this.#see(call, pair, view, exchange);
    const gone = others ? this.#state.gone : [];
    for (const { name, ...pair } of [...there.map((one) => one.pair), ...gone]) {
      if (pair.region === region && !wrong.some((one) => one.name === name))
        this.#blame.sawRight(region, name);
    }
  }

  /** A look is wrong; another one tells whether it is the look, or what earlier calls left behind. */
  async #misshown(
    call: LookCall,
    pair: ModelPair | { readonly name: string },
    shown: NonNullable<Deviation['shown']>,
    exchange: Exchange,
    known?: Witness,
  ): Promise<void> {
    const { region, way, operation } = call;
    const { name } = pair;
    // Of a key pair of others the history knows no state: that it is in the answer says all.
    const live = liveNamed(this.#state, region, name) !== undefined;
    const isDoubted = 'serial' in pair && live === (shown === 'missing');
    const witness = known ?? (isDoubted ? await this.#witness(call, name) : undefined);
    const isState = isDoubted && witness?.shows === !live;
    const late = shown === 'repeated' ? 'never' : await this.#lateness(call, name, shown);
    if (late !== 'never' && this.#ctx.consistencyMs > 0) {
      const what = shown === 'missing' ? 'a key pair' : 'that a key pair was removed';
      this.#ctx.remark(
        withApiNames(`describe ${way} showed ${what} ${late.lateMs} ms late`, this.#ctx.contract),
      );
      return;
    }
    const deviation = {
      operation,
      pair: 'serial' in pair ? kindOf(pair) : 'a key pair that was not asked for',
      shown,
      ...misshownInWords(name, shown, late),
      exchange,
    };
    if (isDoubted && witness === undefined) this.#retire(region, name);
    if (!isState) {
      const byTags = call.filters?.some(({ subject }) => subject.startsWith('tag')) === true;
      this.deviations.push({ kind: 'membership', way, ...(byTags && { byTags }), ...deviation });
      return;
    }
    const { what: situation, requirement: stated } = this.#blame.of(region, name);
    this.deviations.push({
      kind: 'state',
      ...deviation,
      situation,
      ...(stated !== undefined && { stated }),
    });
    this.#retire(region, name);
  }

  /** Whether the same look shows the right thing a moment later. */
  #lateness(call: LookCall, name: string, shown: NonNullable<Deviation['shown']>): Promise<Lateness> {
    // In the same way: what only one way of sending shows is not late.
    const ask = (): Promise<Outcome> =>
      this.#send(call, parametersOf(this.#ctx.contract, call, this.#seen) ?? {}, this.#wire);
    return latenessOf(
      this.#ctx,
      `${call.way} ${shown} ${JSON.stringify(this.#wire)}`,
      ask,
      (outcome) => shows(outcome, name) === (shown === 'missing'),
    );
  }

  /**
   * Whether another look than this one shows a key pair of this name: the one by name, or else that of everything;
   * `undefined` where none tells.
   */
  async #witness({ region, way }: LookCall, name: string): Promise<Witness | undefined> {
    const base = { operation: 'describe', region, publicKey: false } as const;
    const looks: readonly LookCall[] = [
      { ...base, way: BY_NAME.id, names: [name] },
      { ...base, way: EVERYTHING.id },
    ];
    for (const call of looks.filter((one) => one.way !== way)) {
      const outcome = await this.#send(call, parametersOf(this.#ctx.contract, call, this.#seen) ?? {});
      const isGone = call.names !== undefined && isNotFound(this.#expectations, outcome);
      if (outcome.kind === 'accepted' || isGone)
        return { call, shows: shows(outcome, name), exchange: outcome.exchange };
    }
    return undefined;
  }
}

/** What another look shows of a name. */
interface Witness {
  readonly call: LookCall;
  readonly shows: boolean;
  readonly exchange: Exchange;
}

function shows(outcome: Outcome, name: string): boolean {
  return outcome.kind === 'accepted' && outcome.keyPairs.some((one) => one.name === name);
}

/** Whether a describe is refused as one of a name that is not there. */
function isNotFound(expectations: Expectations, outcome: Outcome): boolean {
  return ['unknown-name', 'deleted-name'].some((situation) =>
    expectations
      .at('describe', situation)
      ?.refusals.some((one) => meets({ kind: 'refused', refusals: [one] }, outcome)),
  );
}

/** A name in a region. */
function slot(region: string, name: string): string {
  return `${region}/${name}`;
}
