import { AtEnd } from '../runner/at-end.ts';
import { canariesFor } from '../runner/canary.ts';
import { clientsFor, guarded, ownerOf } from '../runner/clients.ts';
import { execute } from '../runner/execute.ts';
import type { RunState } from '../runner/job.ts';
import { probeTarget } from '../runner/probe.ts';
import type { Contract } from '../specs/contract.ts';
import type { Check } from '../suites/check.ts';
import { openClients } from '../targets/providers.ts';
import { createRedactor } from '../targets/redact.ts';
import { replacedBy } from './baseline.ts';
import { type Conversation, PROBE } from './conversation.ts';
import { catalogueOf } from './mutants/index.ts';
import type { KeyTable } from './mutants/key-table.ts';
import type { AnyMutant } from './mutants/mutant.ts';
import { Recorder } from './recorder.ts';
import { answersOtherwise } from './replay.ts';
import { COMMON_OPTIONS, namesFor, targetAt } from './run-options.ts';

/** What a prefilter works with. */
export interface PrefilterOptions {
  readonly contract: Contract;
  readonly checks: readonly Check[];
  readonly keys: KeyTable;
  readonly seed: number;
}

/** Records what the given checks, and the probe, say to the correct server: each by itself, on an empty server. */
export async function recordConversations(
  options: PrefilterOptions,
  wanted: (requirement: string) => boolean,
): Promise<readonly Conversation[]> {
  const { contract, checks, keys, seed } = options;
  const recorder = new Recorder(contract, keys);
  const target = targetAt(await recorder.start(), contract);
  const [first, ...others] = await openClients(target);
  const clients = [recorder.through(first), ...others.map((one) => recorder.through(one))] as const;
  const { signal } = new AbortController();
  try {
    recorder.begin();
    const asked = new Set(checks.flatMap(({ requirement }) => requirement.requires ?? []));
    const owning = ownedBy({ contract, clients, target });
    const prober = { contract, target, client: owning.clients[0], seed, signal, asked };
    const probe = await probeTarget({ ...prober, ...owning });
    const conversations = wanted(PROBE) ? [recorder.end(PROBE)] : [];
    const state: Recording = {
      ...COMMON_OPTIONS,
      disturbed: [],
      aftermath: [],
      against: () => undefined,
      checks,
      selected: [],
      contract,
      target,
      clients,
      seed,
      signal,
      keyTypes: probe.keyTypes,
      observed: new Map(probe.capabilities.map((one) => [one.capability, one.observed])),
      redactor: createRedactor(),
      // It asks every body for its length, which is no look of the check.
      shed: () => undefined,
    };
    for (const check of checks) {
      if (wanted(check.requirement.id)) conversations.push(...(await record(check, state, recorder)));
    }
    return conversations;
  } finally {
    for (const client of clients) await client.close();
    await recorder.close();
  }
}

/** A run without what every conversation has of its own. */
type Recording = Omit<RunState, 'atEnd' | 'names' | 'owner' | 'canary'>;

/** Names, clients and the owner of what is made, for one conversation. */
function ownedBy(
  state: Pick<Recording, 'contract' | 'clients' | 'target'>,
): Pick<RunState, 'names' | 'owner' | 'clients' | 'canary'> {
  const names = namesFor(state.contract);
  const owner = ownerOf(state, names);
  const clients = guarded(state.clients, owner);
  return { names, owner, clients, canary: canariesFor(state, { names, owner, reader: clients[0] }) };
}

/** None for a check that none of the clients can run: it is skipped everywhere. */
async function record(check: Check, state: Recording, recorder: Recorder): Promise<readonly Conversation[]> {
  const { requirement } = check;
  const conversations: Conversation[] = [];
  for (const { kind } of clientsFor(check, state)) {
    if (requirement.clients?.includes(kind) === false) continue;
    recorder.begin();
    const owning = ownedBy(state);
    const client = owning.clients.find((one) => one.kind === kind) ?? owning.clients[0];
    const run: Check['body']['run'] = (ctx) => check.body.run(ctx).finally(() => recorder.stopWatching());
    const watched = { ...check, body: { ...check.body, run } };
    await execute(
      { check: watched, client },
      { ...state, ...owning, atEnd: new AtEnd() },
      state.signal,
      (event) => {
        if (event.type !== 'check-finished') return;
        const conversation = recorder.end(requirement.id);
        conversations.push({
          ...conversation,
          complete: conversation.complete && event.verdict === 'pass',
        });
      },
    );
  }
  return conversations;
}

/** Tells which checks cannot see a mutant. */
export class Prefilter {
  readonly #options: PrefilterOptions;
  readonly #conversations: readonly Conversation[];
  readonly #steady = new Map<Conversation, boolean>();

  constructor(options: PrefilterOptions, conversations: readonly Conversation[]) {
    this.#options = options;
    this.#conversations = conversations;
  }

  /**
   * The checks, among those that were recorded, that may judge a mutant otherwise than the correct server. All others
   * would pass, for one of two reasons:
   * - The correct server calls no behaviour that the fault replaces, so the fault is never run.
   * - Nothing that the check looked at is different in the answers of the mutant to the recorded conversation. What a check
   *   sends and says follows from its seed and from what it looks at; so, answer by answer, it would send the same requests
   *   and come to the same end.
   *
   * That is as sure as three things are: a fault must not decide by a clock or by chance of its own; of requests at the same
   * time only the order is tried in which they came; and what one check leaves behind for another, in the one run that the
   * exhaustive form makes, is not looked at here.
   */
  async seeing(mutant: AnyMutant): Promise<readonly string[]> {
    const replaced = replacedBy(mutant);
    const seeing = new Set<string>();
    for (const conversation of this.#conversations) {
      if (seeing.has(conversation.who)) continue;
      if (!replaced.some((name) => conversation.reached.has(name))) continue;
      if (
        !(await this.#isSteady(conversation)) ||
        (await answersOtherwise(mutant, conversation, this.#options))
      )
        seeing.add(conversation.who);
    }
    return [...seeing];
  }

  /** Whether the conversation can be had again: the correct server must answer it with the same bytes. */
  async #isSteady(conversation: Conversation): Promise<boolean> {
    const known = this.#steady.get(conversation);
    if (known !== undefined) return known;
    const { noOp } = catalogueOf(this.#options.contract.provider);
    const steady = conversation.complete && !(await answersOtherwise(noOp, conversation, this.#options));
    this.#steady.set(conversation, steady);
    return steady;
  }
}
