import { availableParallelism } from 'node:os';
import process from 'node:process';
import { figureLines, renderPower, renderWeakness } from '../power/markdown.ts';
import { measurePower } from '../power/measure.ts';
import type { Form } from '../power/measurement.ts';
import { programsFor } from '../power/programs.ts';
import { exitCodeOf, type PowerReport } from '../power/report.ts';
import { claimFile, claimFiles, FILE_KINDS, writeOwnFile, writeOwnFiles } from '../reports/own-file.ts';
import { contractFor } from './contract.ts';
import { INTERRUPTED, listenForInterrupt } from './interrupt.ts';
import { catalogueFor, type MutantSelection, selectMutants } from './power-selection.ts';

/** What `power` was told, by the names of its options. */
export interface PowerFlags extends MutantSelection {
  /** The provider whose suite is measured. */
  readonly provider: string;
  readonly jobs?: number;
  readonly form: Form;
  /** How many mutants are tried on each partial target. */
  readonly partialSample?: number;
  /** Known gaps that do not miss the gate. */
  readonly tolerate?: number;
  readonly out?: string;
  /** File for the page of the documentation. */
  readonly docs?: string;
  readonly json?: true;
  /** Programs that run the clients which some mutants need. */
  readonly python?: string;
  readonly awsCli?: string;
}

/**
 * Measures how many faults the suite notices. Resolves to 0 when the gate is met, 1 when it is missed, 3 when the figure
 * is void or incomplete, 130 after an interrupt.
 * @throws UsageError when the provider has no mutants, a pattern fits none, or a file is not of an earlier
 * measurement or cannot be written
 */
export async function powerVerb(flags: PowerFlags): Promise<number> {
  const contract = await contractFor(flags.provider);
  const catalogue = catalogueFor(contract.provider).mutants;
  const mutants = selectMutants(catalogue, flags);
  claim(flags);
  const interrupt = listenForInterrupt(() => process.stderr.write('\ninterrupted\n'));
  try {
    const report = await measurePower({
      contract,
      mutants,
      partial: mutants.length < catalogue.length,
      form: flags.form,
      jobs: flags.jobs ?? availableParallelism(),
      seed: flags.seed,
      programs: await programsFor(mutants, flags),
      ...(flags.partialSample !== undefined && { partialSample: flags.partialSample }),
      signal: interrupt.signal,
      onPrefiltered: prefilterProgress(),
      onProgress: progress(),
    });
    if (interrupt.signal.aborted) return INTERRUPTED;
    write(report, flags);
    process.stdout.write(flags.json === true ? `${JSON.stringify(report)}\n` : summary(report));
    return exitCodeOf(report, flags.tolerate);
  } finally {
    interrupt.dispose();
  }
}

/** One line that is written over on a terminal, and nothing elsewhere. */
function progress(): Parameters<typeof measurePower>[0]['onProgress'] {
  if (!process.stderr.isTTY) return () => undefined;
  const unnoticed = { survived: 0, 'killed-by-others': 0, void: 0 };
  return (done, total, result) => {
    const { fate } = result ?? {};
    // Of the controls, which are counted nowhere, one has to survive.
    if (fate !== undefined && fate !== 'killed' && result?.id.startsWith('control/') === false)
      unnoticed[fate] += 1;
    const { survived, void: judgedNothing } = unnoticed;
    const text = `${done} of ${total} servers, ${survived} survived, ${unnoticed['killed-by-others']} killed by others, ${judgedNothing} void`;
    process.stderr.write(done === total ? '\r\u001b[K' : `\r\u001b[K${text}`);
  };
}

/** The line before the first server. */
function prefilterProgress(): (done: number, total: number) => void {
  if (!process.stderr.isTTY) return () => undefined;
  return (done, total) => {
    const text = `${done} of ${total} parts of the checks tried on recorded responses`;
    process.stderr.write(done === total ? '\r\u001b[K' : `\r\u001b[K${text}`);
  };
}

function claim({ out, docs }: PowerFlags): void {
  if (out !== undefined)
    claimFiles(out, { 'power.json': FILE_KINDS.power, 'power.md': FILE_KINDS.powerPage });
  if (docs !== undefined) claimFile(docs, FILE_KINDS.weakness);
}

function write(report: PowerReport, { out, docs }: PowerFlags): void {
  if (out !== undefined)
    writeOwnFiles(out, {
      'power.json': [FILE_KINDS.power, `${JSON.stringify(report, undefined, 2)}\n`],
      'power.md': [FILE_KINDS.powerPage, renderPower(report)],
    });
  if (docs !== undefined) writeOwnFile(docs, FILE_KINDS.weakness, renderWeakness(report));
}

function summary(report: PowerReport): string {
  const complaints = report.complaints.map((complaint) => `  ${complaint}`);
  const voids = report.mutants
    .filter(({ fate }) => fate === 'void')
    .map(({ id, reason }) => `  void ${id}: ${reason ?? 'no reason'}`);
  const seconds = (report.durationMs / 1_000).toFixed(1);
  return `${[...figureLines(report), ...complaints, ...voids, `${seconds} s, seed ${report.seed}`].join('\n')}\n`;
}
