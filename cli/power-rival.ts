import { availableParallelism } from 'node:os';
import process from 'node:process';
import { measureRival } from '../power/rival.ts';
import { type RivalReport, type RivalResult, renderRival, rivalExitCode } from '../power/rival-report.ts';
import { claimFiles, FILE_KINDS, writeOwnFiles } from '../reports/own-file.ts';
import { UsageError } from '../targets/usage-error.ts';
import { contractFor } from './contract.ts';
import { INTERRUPTED, listenForInterrupt } from './interrupt.ts';
import { catalogueFor, type MutantSelection, selectMutants } from './power-selection.ts';

/** What `power --command` was told, by the names of its options. */
export interface RivalFlags extends MutantSelection {
  readonly provider: string;
  readonly command: string;
  /** Seconds for one run of the command. */
  readonly commandTimeout: number;
  readonly jobs?: number;
  readonly out?: string;
  readonly json?: true;
}

/**
 * Measures how many faults another suite notices. Resolves to 0 when it noticed all, 1 when it missed some, 3 when the
 * figure is void or incomplete, 130 after an interrupt.
 * @throws UsageError when the command has no place for the address, a pattern fits no mutant, or the file is not of an
 * earlier measurement or cannot be written
 */
export async function rivalVerb(flags: RivalFlags): Promise<number> {
  if (!/\{url\}|\{port\}/.test(flags.command)) {
    throw new UsageError("--command does not say where the server is; put '{url}' or '{port}' into it");
  }
  if (flags.out !== undefined) claimFiles(flags.out, { 'rival.json': FILE_KINDS.rival });
  const contract = await contractFor(flags.provider);
  const catalogue = catalogueFor(contract.provider);
  const mutants = selectMutants(catalogue.mutants, flags);
  const interrupt = listenForInterrupt(() => process.stderr.write('\ninterrupted\n'));
  try {
    const report = await measureRival({
      contract,
      rival: { line: flags.command, limitMs: flags.commandTimeout * 1_000 },
      catalogue: { ...catalogue, mutants },
      partial: mutants.length < catalogue.mutants.length,
      jobs: flags.jobs ?? availableParallelism(),
      seed: flags.seed,
      signal: interrupt.signal,
      onProgress: progress(),
    });
    if (interrupt.signal.aborted) return INTERRUPTED;
    if (flags.out !== undefined)
      writeOwnFiles(flags.out, {
        'rival.json': [FILE_KINDS.rival, `${JSON.stringify(report, undefined, 2)}\n`],
      });
    process.stdout.write(flags.json === true ? `${JSON.stringify(report)}\n` : summary(report));
    return rivalExitCode(report);
  } finally {
    interrupt.dispose();
  }
}

/** One line that is written over on a terminal, and nothing elsewhere. */
function progress(): (done: number, total: number, result: RivalResult) => void {
  if (!process.stderr.isTTY) return () => undefined;
  const counts = { noticed: 0, unnoticed: 0, void: 0 };
  return (done, total, { fate }) => {
    counts[fate] += 1;
    const text = `${done} of ${total} servers, ${counts.noticed} noticed, ${counts.unnoticed} not noticed, ${counts.void} void`;
    process.stderr.write(done === total ? '\r\u001b[K' : `\r\u001b[K${text}`);
  };
}

function summary(report: RivalReport): string {
  const voids = report.mutants
    .filter(({ fate }) => fate === 'void')
    .map(({ id, reason }) => `void ${id}: ${reason ?? 'no reason'}\n`);
  const seconds = (report.durationMs / 1_000).toFixed(1);
  return `${renderRival(report)}${voids.join('')}${seconds} s, seed ${report.seed}\n`;
}
