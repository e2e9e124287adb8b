import type { Contract } from '../specs/contract.ts';
import { startMutant } from './mutant-server.ts';
import type { Catalogue } from './mutants/index.ts';
import { KeyTable } from './mutants/key-table.ts';
import type { AnyMutant } from './mutants/mutant.ts';
import { askRival, type Judgement, type RivalCommand } from './rival-command.ts';
import { type RivalReport, type RivalResult, rivalReport, rivalResult } from './rival-report.ts';

/** How another suite is measured. */
export interface RivalOptions {
  readonly contract: Contract;
  readonly rival: RivalCommand;
  /** The mutants to ask about, and the controls. */
  readonly catalogue: Pick<Catalogue, 'mutants' | 'noOp' | 'allBroken'>;
  /** Whether those are only a part of all mutants of the provider. */
  readonly partial: boolean;
  /** Servers, each with a run of the suite, at the same time. */
  readonly jobs: number;
  /** Seed of the sample, for the report. */
  readonly seed: number;
  readonly signal: AbortSignal;
  /** Told after every mutant. */
  onProgress(done: number, total: number, result: RivalResult): void;
}

/**
 * Measures another suite by its exit status on the servers of the mutants. The controls come first: when the suite
 * finds something on the correct server, or nothing on the broken one, no mutant is asked and the figure is void.
 */
export async function measureRival(options: RivalOptions): Promise<RivalReport> {
  const { contract, rival, seed, partial, jobs, signal } = options;
  const { mutants, noOp, allBroken: broken } = options.catalogue;
  const startedAt = performance.now();
  const keys = new KeyTable();
  const ask = (mutant: AnyMutant): Promise<Judgement> => judge(mutant, keys, options);
  const report = (controls: RivalReport['controls'], mutants: readonly RivalResult[]): RivalReport => {
    const durationMs = Math.round(performance.now() - startedAt);
    const command = rival.line;
    return rivalReport({
      provider: contract.provider,
      command,
      seed,
      partial,
      durationMs,
      controls,
      mutants,
    });
  };

  const before = await ask(noOp);
  if (before.kind !== 'unnoticed') return report({ before }, []);
  const allBroken = await ask(broken);
  if (allBroken.kind !== 'noticed') return report({ before, allBroken }, []);

  const results = new Map<AnyMutant, RivalResult>();
  const queue = mutants.values();
  const lane = async (): Promise<void> => {
    for (const mutant of queue) {
      if (signal.aborted) return;
      const askedAt = performance.now();
      const said = await ask(mutant);
      const result = rivalResult(mutant, said, Math.round(performance.now() - askedAt));
      results.set(mutant, result);
      options.onProgress(results.size, mutants.length, result);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, jobs) }, lane));
  const inOrder = mutants.flatMap((mutant) => results.get(mutant) ?? []);
  return report({ before, allBroken, after: await ask(noOp) }, inOrder);
}

async function judge(mutant: AnyMutant, keys: KeyTable, options: RivalOptions): Promise<Judgement> {
  if (options.signal.aborted) return { kind: 'void', reason: 'interrupted' };
  try {
    const server = await startMutant(mutant, keys, options.contract);
    try {
      return await askRival(options.rival, server.url, options.signal);
    } finally {
      await server.close();
    }
  } catch (error) {
    return { kind: 'void', reason: `the server broke: ${String(error)}` };
  }
}
