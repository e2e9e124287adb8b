import { isNameTaken } from '../../suites/judges/answer.ts';
import {
  type KeyPairCall,
  type KeyPairClient,
  type KeyPairView,
  NAME_TAKEN,
  type Outcome,
  TransportError,
} from '../../targets/target.ts';
import { withCall } from '../../targets/wire/wrapped.ts';
import { listedId } from '../ledger/lines.ts';
import { type Claim, idsSent, isAbout, isOpen, namesSent, type Region, takenBy } from './claims.ts';
import { foldName, type Inventory } from './inventory.ts';
import { isUnclear, neverLeft, type Regions, wasGivenUp } from './regions.ts';

/**
 * Stands between the checks and the clients: lists what is made before its request leaves, and sends no create of a name
 * and no delete that could meet a key pair of somebody else.
 */
export class Guard {
  readonly #regions: Regions;

  constructor(regions: Regions) {
    this.#regions = regions;
  }

  /** The same client with the guard in front. */
  before(client: KeyPairClient): KeyPairClient {
    return withCall(client, async (call, options) => {
      const send = (): Promise<Outcome> => client.call(call, options);
      switch (call.operation) {
        case 'create':
        case 'import':
          return this.#make(call, send, options.signal);
        case 'delete':
          return this.#delete(call, send, options.signal);
        case 'describe': {
          const outcome = await send();
          if (outcome.kind === 'accepted') this.#regions.observe(call.region, outcome.keyPairs);
          return outcome;
        }
      }
    });
  }

  async #make(call: KeyPairCall, send: () => Promise<Outcome>, signal: AbortSignal): Promise<Outcome> {
    const { contract, ledger, allowance } = this.#regions.options;
    if (allowance !== undefined) {
      allowance.made += 1;
      if (allowance.made > allowance.most) {
        const message = `the run has used up the ${allowance.most} creates and imports of its plan`;
        throw new TransportError(message, 'request', 'CREATE_LIMIT');
      }
    }
    const region = this.#regions.at(call.region);
    const sent = namesSent(call, contract);
    for (const name of sent) await this.#demandFree(region, call.region, name, signal);
    // Without a name that was sent, only a list from right before shows what the call made.
    const before = sent.length === 0 ? await this.#regions.listed(call.region, signal) : region.before;
    const seq = ledger?.intent({ region: call.region, operation: call.operation, names: sent }) ?? 0;
    const claim: Claim = { seq, sent, state: 'unanswered' };
    region.claims.add(claim);
    let outcome: Outcome;
    try {
      outcome = await send();
    } catch (error) {
      if (neverLeft(error)) this.#regions.close(claim, 'rejected');
      else claim.late = signal.aborted || wasGivenUp(error);
      throw error;
    }
    if (outcome.kind === 'accepted') this.#accept(region, claim, outcome.keyPairs[0] ?? {}, before);
    else if (outcome.kind === 'refused' && outcome.status < 500) {
      this.#regions.close(claim, isNameTaken(contract, outcome) ? 'duplicate' : 'rejected');
    }
    return outcome;
  }

  #accept({ claims }: Region, claim: Claim, { name, id }: KeyPairView, before: Inventory | undefined): void {
    const { names, ledger } = this.#regions.options;
    const own = claim.sent.some((one) => names.isOwn(one));
    const known = id !== undefined && (before === undefined ? !own : before.ids.has(id));
    // Somebody's key pair in the response: the create changed nothing, or the response is wrong.
    if (known && !own && before !== undefined) {
      this.#regions.close(claim, 'duplicate');
      return;
    }
    claim.state = 'accepted';
    if (!known && id !== undefined) claims.identified(claim, id);
    const sane =
      name !== undefined && (claim.sent.includes(name) || names.isOwn(name) || claim.sent.length === 0);
    if (sane && before?.names.has(name) !== true) claims.named(claim, name);
    ledger?.accepted(claim.seq, {
      ...(claim.name !== undefined && claim.sent.includes(claim.name) && { name: claim.name }),
      ...(claim.id !== undefined && { id: listedId(claim.id) }),
    });
  }

  async #delete(call: KeyPairCall, send: () => Promise<Outcome>, signal: AbortSignal): Promise<Outcome> {
    const region = this.#regions.at(call.region);
    const names = namesSent(call, this.#regions.options.contract);
    const ids = idsSent(call);
    for (const name of names) {
      if (!(await this.#mayDeleteName(region, call.region, name, signal))) throw notOurs(name);
    }
    for (const id of ids) {
      if (!(await this.#mayDeleteId(region, call.region, id, signal))) throw notOurs(id);
    }
    // What is made while the delete is under way may outlive it.
    const { claims } = region;
    const told = [...names.flatMap((name) => claims.about(name)), ...ids.flatMap((id) => claims.withId(id))];
    const meant = [...new Set(told)].filter(isOpen);
    let outcome: Outcome;
    try {
      outcome = await send();
    } catch (error) {
      for (const claim of meant) claim.unclear ||= !neverLeft(error);
      throw error;
    }
    if (outcome.kind === 'accepted' && call.parameters.dryRun !== true) {
      for (const claim of takenBy(names, ids, meant)) this.#regions.close(claim, 'removed');
    }
    if (isUnclear(outcome)) for (const claim of meant) claim.unclear = true;
    return outcome;
  }

  /** A name without the prefix of the run may be somebody's: it is used only while nobody has it. */
  async #demandFree(region: Region, place: string, name: string, signal: AbortSignal): Promise<void> {
    if (this.#regions.options.names.isOwn(name)) return;
    if (region.claims.about(name).some(({ state }) => state === 'accepted')) return;
    const shown = JSON.stringify(name);
    const before = await this.#regions.before(place, signal);
    if (before === undefined) {
      const message = `the key pairs of ${place} cannot be listed, so nothing shows that nobody has ${shown}`;
      throw new TransportError(message, 'request', 'NAME_UNKNOWN');
    }
    const folded = before.folded.has(foldName(name));
    const taken = folded || (await this.#regions.look(place, name, signal)).length > 0;
    if (!taken) return;
    throw new TransportError(`somebody has a key pair named ${shown} already`, 'request', NAME_TAKEN);
  }

  /** Whether a delete by a name can meet nothing but what the run made. */
  async #mayDeleteName(region: Region, place: string, name: string, signal: AbortSignal): Promise<boolean> {
    if (this.#regions.options.names.isOwn(name)) return true;
    const before = await this.#regions.before(place, signal);
    if (before === undefined || before.folded.has(foldName(name))) return false;
    if (region.claims.about(name).some(({ state }) => state === 'accepted')) return true;
    return (await this.#regions.look(place, name, signal)).length === 0;
  }

  /** Whether a delete by an id can meet nothing but what the run made. An id that nobody was ever shown meets nothing. */
  async #mayDeleteId(region: Region, place: string, id: string, signal: AbortSignal): Promise<boolean> {
    const before = await this.#regions.before(place, signal);
    const claim = region.claims.withId(id)[0];
    if (before?.ids.has(id) === true) return false;
    if (claim === undefined && !region.own.has(id)) return !region.foreign.has(id);
    if (before === undefined) return false;
    if (region.own.has(id) || claim === undefined) return !region.foreign.has(id);
    // A response called it so; whom it belongs to, or that it is nobody's, a describe of it shows.
    const shown = await this.#regions.lookById(place, id, claim.sent, signal);
    return shown?.every(({ name = '' }) => isAbout(claim, name)) === true;
  }
}

function notOurs(what: string): TransportError {
  const message = `${JSON.stringify(what)} is not known to be made by this run, so no delete of it is sent`;
  return new TransportError(message, 'request', 'NOT_OURS');
}
