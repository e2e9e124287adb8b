import {
  ANSWER_MS,
  type Canary,
  type CanaryRound,
  type CommonValues,
  type Reply,
} from '../suites/canary/canary.ts';
import { commonValues, converse } from '../suites/canary/conversation.ts';
import type { Random } from '../suites/random.ts';
import { limited } from '../targets/limit.ts';
import { type KeyPairCall, type KeyPairClient, type Outcome, TransportError } from '../targets/target.ts';
import type { RunNames } from './names.ts';
import type { RunOptions } from './options.ts';
import type { Owner } from './ownership/owner.ts';
import { paused } from './paused.ts';

/** Rounds before the first other call, of a target that is up. */
const ROUNDS_BEFORE = 2;
/** Rounds between the checks at the most. */
const ROUNDS_BETWEEN = 3;
/** Milliseconds in which a target may start, where it takes connections and is silent, and for one call meanwhile. */
const STARTING_MS = 10_000;
const SILENT_MS = 25_000;
const CALL_MS = 5_000;
const PAUSE_MS = 250;
/** Least and most milliseconds between two calls of somebody who takes time. */
const UNHURRIED_MS = [30, 70] as const;
/** Milliseconds for clearing up behind a round; what is left then is looked for when the run ends. */
const RELEASE_MS = 2_000;
/** Milliseconds after which the first response of a target shows that it was only just starting. */
const COLD_MS = 1_000;

/** What canary calls are sent with. */
export interface CanaryOptions extends Pick<RunOptions, 'contract' | 'target'> {
  /** A client as users have it, held to what is the run's own. */
  readonly client: KeyPairClient;
  /** The client that judges: its reading of a response counts. */
  readonly reader: KeyPairClient;
  readonly names: RunNames;
  readonly owner: Pick<Owner, 'release'>;
}

/**
 * Sends calls that nothing tells from those of an ordinary user: by the client that users have, with names that are not
 * the run's, in an order of chance, before the run's first call and at moments of chance between its checks.
 */
export class Canaries implements Canary {
  readonly rounds: CanaryRound[] = [];
  readonly values: CommonValues;
  readonly #options: CanaryOptions;
  readonly #random: Random;
  #client: KeyPairClient;
  #jobsLeft = Infinity;
  #between = 0;
  #most = 0;

  constructor(options: CanaryOptions) {
    this.#options = options;
    this.#client = options.client;
    // Chance of the run, not of its seed: nobody knows the order from a run before.
    this.#random = options.names.chance('canary');
    this.values = commonValues(options.contract, this.#random);
  }

  /**
   * The rounds before the run's own first call; a target that is not up yet gets a few seconds. Resolves to the
   * milliseconds that it took where there was no answer.
   */
  async before(signal: AbortSignal): Promise<number> {
    const { timeouts } = this.#options.target;
    const started = Date.now();
    const startingMs = Math.min(STARTING_MS, timeouts.connectMs / 2);
    // A busy machine loads a service for half a minute; what an ordinary user gets meanwhile is no evidence.
    const silentMs = Math.min(SILENT_MS, Math.max(startingMs, timeouts.connectMs - STARTING_MS));
    const limitMs = Math.min(CALL_MS, startingMs);
    let up = 0;
    while (up < ROUNDS_BEFORE && !signal.aborted) {
      const { replies, refused } = await this.#round(signal, limitMs);
      if (refused) return 0;
      const starting = replies.length === 0 || replies.every(({ trouble }) => trouble);
      // What a server says while it starts is no evidence once it is up.
      if (!starting && up === 0) this.rounds.length = 0;
      if (!starting) up += 1;
      this.rounds.push({ when: 'before', replies });
      const waitedMs = Date.now() - started;
      // Who answers at once, however badly, is heard twice: one round is no evidence.
      const silent = isSilent(replies);
      const heard = this.rounds.length >= ROUNDS_BEFORE || silent;
      const patienceMs = silent ? silentMs : startingMs;
      if (starting && ((waitedMs >= patienceMs && heard) || !(await paused(PAUSE_MS, signal))))
        return waitedMs;
    }
    return 0;
  }

  /** Takes note of how long the first response to the run itself took: a silent target that was starting proves nothing. */
  firstResponse(milliseconds: number): void {
    if (milliseconds >= COLD_MS && this.rounds.every(({ replies }) => isSilent(replies)))
      this.rounds.length = 0;
  }

  /** Tells how many jobs are to come, over which the rounds between them are spread. */
  expect(jobs: number): void {
    this.#most = Math.min(ROUNDS_BETWEEN, Math.floor(jobs / 2));
    this.#next(jobs);
  }

  /** To be called before each job; now and then it asks a round. */
  async maybe(signal: AbortSignal): Promise<void> {
    this.#jobsLeft -= 1;
    if (this.#jobsLeft > 0 || this.#between >= this.#most || signal.aborted) return;
    this.#between += 1;
    this.#next(this.#most * 8);
    this.rounds.push({ when: 'between', replies: (await this.#round(signal)).replies });
  }

  #next(within: number): void {
    this.#jobsLeft = this.#random.integer(1, Math.max(1, Math.ceil(within / 2)));
  }

  async ask(signal: AbortSignal, slowly = false): Promise<CanaryRound> {
    return { when: 'asked', replies: (await this.#round(signal, ANSWER_MS, slowly)).replies };
  }

  async send(call: Omit<KeyPairCall, 'region'>, signal: AbortSignal): Promise<Outcome> {
    const { target } = this.#options;
    return this.#client.call({ region: target.regions[0], ...call }, { signal });
  }

  /** One round; whatever it made and could not delete itself is released. */
  async #round(
    signal: AbortSignal,
    limitMs: number = ANSWER_MS,
    slowly = false,
  ): Promise<{ readonly replies: readonly Reply[]; readonly refused: boolean }> {
    const { contract, names, owner, reader, target } = this.#options;
    const used: string[] = [];
    let refused = false;
    const read = reader.read?.bind(reader);
    try {
      const replies = await converse({
        contract,
        values: this.values,
        random: this.#random,
        name: () => {
          const name = names.unmarked();
          used.push(name);
          return name;
        },
        send: async (call) => {
          try {
            return await this.send(call, limited(limitMs, signal));
          } catch (error) {
            refused ||= error instanceof TransportError && ['connect', 'tls'].includes(error.phase);
            throw error;
          }
        },
        ...(read && { read }),
        ...(slowly && { pause: () => paused(this.#random.integer(...UNHURRIED_MS), signal) }),
      });
      // The SDK of the provider is not installed: the client that judges sends the same bytes, or nearly.
      if (replies.length === 0) this.#client = reader;
      return { replies, refused };
    } finally {
      const limit = limited(Math.min(RELEASE_MS, limitMs / 2));
      for (const name of used) await owner.release(target.regions[0], name, limit);
    }
  }
}

/** Whether no response came at all. */
function isSilent(replies: readonly Reply[]): boolean {
  return replies.every(({ exchange }) => exchange === undefined);
}

/** Canary calls of a run: by the client that it was given for them, or else by the one that is most like it. */
export function canariesFor(
  options: Pick<RunOptions, 'clients' | 'contract' | 'target' | 'ordinary'>,
  by: Pick<CanaryOptions, 'names' | 'reader'> & { readonly owner: Owner },
): Canaries {
  const { clients, contract, target, ordinary = clients.at(-1) ?? clients[0] } = options;
  return new Canaries({ contract, target, ...by, client: by.owner.guard(ordinary) });
}

/** Whether a check of the run looks at canary calls. */
export function usesCanary({ checks, selected }: Pick<RunOptions, 'checks' | 'selected'>): boolean {
  const wanted = new Set(selected);
  return checks.some(({ body, requirement }) => body.usesCanary === true && wanted.has(requirement.id));
}
