import { guarded, ownerOf } from '../runner/clients.ts';
import { bindChecks } from '../runner/plan.ts';
import { type Probe, probeTarget } from '../runner/probe.ts';
import { run } from '../runner/run.ts';
import { type Selection, selectChecks } from '../runner/select.ts';
import type { Verdict } from '../runner/verdict.ts';
import type { Contract } from '../specs/contract.ts';
import type { Check } from '../suites/check.ts';
import { SUITES } from '../suites/index.ts';
import { limited } from '../targets/limit.ts';
import { openClients } from '../targets/providers.ts';
import { PROBE } from './conversation.ts';
import { type Form, type Measurement, nothingJudged, together } from './measurement.ts';
import { type Served, startMutant } from './mutant-server.ts';
import { catalogueOf } from './mutants/index.ts';
import { KeyTable } from './mutants/key-table.ts';
import type { AnyMutant } from './mutants/mutant.ts';
import type { NullTarget } from './mutants/null-target.ts';
import { Prefilter, recordConversations } from './prefilter.ts';
import { asTargetPrograms, type Programs } from './programs.ts';
import { COMMON_OPTIONS, namesFor, targetAt } from './run-options.ts';

/** Milliseconds for one server; a server that needs more is broken in a way that says nothing. */
const SUBJECT_MS = 300_000;

/** Checks to bind, and which of them to ask. */
interface Asked {
  readonly checks: readonly Check[];
  readonly selected: readonly string[];
  /** The client that judges beside the wire client; the SDK by default. */
  readonly client?: AnyMutant['client'];
}

/** Judges servers by the suite. Each measurement has a server, a client and names of its own. */
export class MutantJudge {
  readonly #contract: Contract;
  readonly #checks: readonly Check[];
  readonly #keys = new KeyTable();
  readonly #seed: number;
  readonly #programs: Programs;
  #probeOfReference: Promise<string> | undefined;

  /** @throws PlanError when specs and suites do not fit together */
  constructor(contract: Contract, seed: number, programs: Programs = {}) {
    this.#contract = contract;
    this.#checks = bindChecks(contract, SUITES);
    this.#seed = seed;
    this.#programs = programs;
  }

  /** The provider whose suite this is. */
  get provider(): string {
    return this.#contract.provider;
  }

  /**
   * Measures a mutant by the checks of the form. In the full form a client that is a program of its own judges the named
   * check alone: each of its calls takes a second, and what the other checks see was recorded without it.
   * @param seeing for the full form: the checks that may judge it otherwise than the correct server; without it all do
   * @throws UsageError when the mutant names no requirement of the contract
   */
  async mutant(mutant: AnyMutant, form: Form, seeing?: readonly string[]): Promise<Measurement> {
    const start = (): Promise<Served> => startMutant(mutant, this.#keys, this.#contract);
    const measure = (asked: Asked): Promise<Measurement> => this.#measure(mutant.id, asked, start);
    const { client, mustBeKilledBy } = mutant;
    if (form !== 'full' || seeing === undefined)
      return measure({ ...this.#asked(this.#selectionFor(mutant, form)), client });
    if (client === undefined) return measure(await this.#seeing(mutant, [...seeing, mustBeKilledBy]));
    const named = await measure({ ...this.#alone([mustBeKilledBy]), client });
    const others = seeing.filter((id) => id !== mustBeKilledBy);
    return together(await measure(await this.#seeing(mutant, others)), named);
  }

  /**
   * Measures a null target.
   * @param only these checks, with what they need; all where it is not given
   * @param needs whether a check is blocked when one that it needs has failed, as in any run
   */
  nullTarget(
    nullTarget: NullTarget,
    needs: 'kept' | 'ignored',
    only?: readonly string[],
  ): Promise<Measurement> {
    const checks = needs === 'kept' ? this.#checks : this.#checks.map((check) => ({ ...check, needs: [] }));
    const selected = selectChecks(checks, only === undefined ? {} : { only }, this.#contract);
    return this.#measure(nullTarget.id, { checks, selected }, () => nullTarget.start());
  }

  /** For each mutant the checks of one part of the contract that may judge it otherwise than the correct server. */
  async prefilter(
    mutants: readonly AnyMutant[],
    { part, parts }: { readonly part: number; readonly parts: number },
  ): Promise<Readonly<Record<string, readonly string[]>>> {
    const options = { contract: this.#contract, checks: this.#checks, keys: this.#keys, seed: this.#seed };
    const names = [PROBE, ...this.#checks.map(({ requirement }) => requirement.id)];
    const wanted = new Set(names.filter((_, index) => index % parts === part));
    const prefilter = new Prefilter(options, await recordConversations(options, (name) => wanted.has(name)));
    const seeing: Record<string, readonly string[]> = {};
    for (const mutant of mutants) seeing[mutant.id] = await prefilter.seeing(mutant);
    return seeing;
  }

  #asked(selection: Selection): Asked {
    return { checks: this.#checks, selected: selectChecks(this.#checks, selection, this.#contract) };
  }

  #selectionFor(mutant: AnyMutant, form: Form): Selection {
    if (form === 'full' || form === 'exhaustive') return {};
    if (form === 'targeted') return { only: [mutant.mustBeKilledBy] };
    const named = this.#contract.requirements.find(({ id }) => id === mutant.mustBeKilledBy);
    return { topics: named === undefined ? [mutant.topic] : [mutant.topic, named.topic] };
  }

  /** Those of the given checks, by the clients that they were recorded with; all where the probe comes to something else. */
  async #seeing(mutant: AnyMutant, seeing: readonly string[]): Promise<Asked> {
    if (seeing.includes(PROBE) && !(await this.#isProbedAsReference(mutant))) return this.#asked({});
    return this.#alone(seeing);
  }

  /** The given checks without those that they need: what they need and does not see the mutant would pass. */
  #alone(ids: readonly string[]): Asked {
    const asked = new Set(ids);
    const checks = this.#checks.map((check) => ({
      ...check,
      // One after the other, as they were recorded: what hits whatever was made last would else hit another check's.
      body: { ...check.body, exclusive: true as const },
      needs: check.needs.filter((need) => asked.has(need)),
      making: check.making && {
        import: check.making.import.filter((need) => asked.has(need)),
        create: check.making.create.filter((need) => asked.has(need)),
      },
    }));
    return { checks, selected: checks.flatMap(({ requirement: { id } }) => (asked.has(id) ? [id] : [])) };
  }

  /** Whether the probe, which decides what many checks send, comes to the same on a mutant as on the reference. */
  async #isProbedAsReference(mutant: AnyMutant): Promise<boolean> {
    this.#probeOfReference ??= this.#probed(catalogueOf(this.provider).noOp);
    return (await this.#probed(mutant)) === (await this.#probeOfReference);
  }

  async #probed(mutant: AnyMutant): Promise<string> {
    const contract = this.#contract;
    const server = await startMutant(mutant, this.#keys, contract);
    const target = targetAt(server.url, contract);
    const clients = await openClients(target);
    const asked = new Set(this.#checks.flatMap(({ requirement }) => requirement.requires ?? []));
    const signal = limited(SUBJECT_MS);
    const names = namesFor(contract);
    const owner = ownerOf({ contract, clients }, names);
    try {
      const [client] = guarded(clients, owner);
      const { keyTypes, capabilities, unreachable }: Probe = await probeTarget({
        contract,
        target,
        client,
        seed: this.#seed,
        names,
        owner,
        signal,
        asked,
      });
      return JSON.stringify([keyTypes, capabilities, unreachable]);
    } finally {
      for (const client of clients) await client.close();
      await server.close();
    }
  }

  async #measure(subject: string, asked: Asked, start: () => Promise<Served>): Promise<Measurement> {
    const startedAt = performance.now();
    const took = (): number => Math.round(performance.now() - startedAt);
    let server: Served;
    try {
      server = await start();
    } catch (error) {
      return nothingJudged(subject, `the server did not start: ${String(error)}`, took());
    }
    try {
      const judged = await this.#judge(server.url, asked);
      return { subject, ...judged, durationMs: took() };
    } catch (error) {
      return nothingJudged(subject, `the run broke: ${String(error)}`, took());
    } finally {
      await server.close();
    }
  }

  async #judge(url: string, asked: Asked): Promise<Pick<Measurement, 'verdicts' | 'reasons' | 'trouble'>> {
    const { client, ...options } = asked;
    const target = { ...targetAt(url, this.#contract), ...asTargetPrograms(this.#programs) };
    const clients = await openClients(target, client && ['wire', client]);
    const limit = limited(SUBJECT_MS);
    const verdicts: Record<string, Verdict> = {};
    const reasons: Record<string, string> = {};
    let trouble: string | undefined;
    try {
      const events = run({
        ...COMMON_OPTIONS,
        ...options,
        contract: this.#contract,
        target,
        clients,
        seed: this.#seed,
        names: namesFor(this.#contract),
        signal: limit,
      });
      for await (const event of events) {
        if (event.type === 'check-finished') {
          verdicts[event.requirement] = event.verdict;
          if (event.reason !== undefined) reasons[event.requirement] = event.reason;
        }
        if (event.type === 'run-finished' && event.unreachable !== undefined) trouble = event.unreachable;
      }
    } finally {
      for (const client of clients) await client.close();
    }
    if (limit.aborted) trouble = `no end within ${SUBJECT_MS} ms`;
    return { verdicts, reasons, ...(trouble !== undefined && { trouble }) };
  }
}
