import { bindChecks } from '../runner/plan.ts';
import { run } from '../runner/run.ts';
import { type Selection, selectChecks } from '../runner/select.ts';
import type { Verdict } from '../runner/verdict.ts';
import type { Contract } from '../specs/contract.ts';
import type { Check } from '../suites/check.ts';
import { SUITES } from '../suites/index.ts';
import { openClients } from '../targets/clients/open.ts';
import { KeyTable } from '../targets/mutants/key-table.ts';
import type { AnyMutant } from '../targets/mutants/mutant.ts';
import type { NullTarget } from '../targets/mutants/nulls/stateless.ts';
import type { Target } from '../targets/target.ts';
import { SMALL_QUOTA } from './baseline.ts';
import { type Form, type Measurement, nothingJudged } from './measurement.ts';
import { CREDENTIALS, type Served, startMutant } from './mutant-server.ts';

/** Cases of a property besides its boundaries: few, because a mutant is asked by all properties. */
const PROPERTY_RUNS = 6;
/** Milliseconds for one server; a server that needs more is broken in a way that says nothing. */
const SUBJECT_MS = 300_000;

/** Judges servers by the suite. Each measurement has a server, a client and names of its own. */
export class Instrument {
  readonly #contract: Contract;
  readonly #checks: readonly Check[];
  readonly #keys = new KeyTable();
  readonly #seed: number;

  /** @throws PlanError when specs and suites do not fit together */
  constructor(contract: Contract, seed: number) {
    this.#contract = contract;
    this.#checks = bindChecks(contract, SUITES);
    this.#seed = seed;
  }

  /** The provider whose suite this is. */
  get provider(): string {
    return this.#contract.provider;
  }

  /** Measures a mutant by the checks of the form. @throws UsageError when it names no requirement of the contract */
  mutant(mutant: AnyMutant, form: Form): Promise<Measurement> {
    const selected = selectChecks(this.#checks, this.#selectionFor(mutant, form), this.#contract);
    return this.#measure(mutant.id, this.#checks, selected, () =>
      startMutant(mutant, this.#keys, this.#contract),
    );
  }

  /**
   * Measures a null target by all checks.
   * @param needs whether a check is blocked when one that it needs has failed, as in any run
   */
  nullTarget(nullTarget: NullTarget, needs: 'kept' | 'ignored'): Promise<Measurement> {
    const checks = needs === 'kept' ? this.#checks : this.#checks.map((check) => ({ ...check, needs: [] }));
    const selected = checks.map((check) => check.requirement.id);
    return this.#measure(nullTarget.id, checks, selected, () => nullTarget.start());
  }

  #selectionFor(mutant: AnyMutant, form: Form): Selection {
    if (form === 'full') return {};
    if (form === 'targeted') return { only: [mutant.mustBeKilledBy] };
    const named = this.#contract.requirements.find(({ id }) => id === mutant.mustBeKilledBy);
    return { topics: named === undefined ? [mutant.topic] : [mutant.topic, named.topic] };
  }

  async #measure(
    subject: string,
    checks: readonly Check[],
    selected: readonly string[],
    start: () => Promise<Served>,
  ): Promise<Measurement> {
    const startedAt = performance.now();
    const took = (): number => Math.round(performance.now() - startedAt);
    let server: Served;
    try {
      server = await start();
    } catch (error) {
      return nothingJudged(subject, `the server did not start: ${String(error)}`, took());
    }
    try {
      const judged = await this.#judge(server.url, checks, selected);
      return { subject, ...judged, durationMs: took() };
    } catch (error) {
      return nothingJudged(subject, `the run broke: ${String(error)}`, took());
    } finally {
      await server.close();
    }
  }

  async #judge(
    url: string,
    checks: readonly Check[],
    selected: readonly string[],
  ): Promise<Pick<Measurement, 'verdicts' | 'reasons' | 'trouble'>> {
    const target = targetAt(url, this.#contract);
    const clients = await openClients(target);
    const limit = AbortSignal.timeout(SUBJECT_MS);
    const verdicts: Record<string, Verdict> = {};
    const reasons: Record<string, string> = {};
    let trouble: string | undefined;
    try {
      const events = run({
        checks,
        selected,
        contract: this.#contract,
        target,
        clients,
        seed: this.#seed,
        reading: 'observed',
        quota: 'full',
        runs: PROPERTY_RUNS,
        signal: limit,
        tool: { name: 'power', version: '0' },
        selection: {},
        reproduce: () => ({}),
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

function targetAt(url: string, contract: Contract): Target {
  return {
    name: 'power',
    provider: contract.provider,
    endpoint: url,
    regions: contract.rules.regions,
    credentials: CREDENTIALS,
    concurrency: 8,
    timeouts: { connectMs: 10_000, requestMs: 15_000, checkMs: 60_000 },
    maxBodyBytes: 4_194_304,
    capabilities: {},
    quota: SMALL_QUOTA,
  };
}
