import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { failureOf } from '../reports/failure-lookup.ts';
import { readReport } from '../reports/read.ts';
import { replayed } from '../reports/replay.ts';
import type { Report } from '../reports/report.ts';
import { escapeLine } from '../specs/escape.ts';
import { isThroughAdapter } from '../targets/adapters/outcomes.ts';
import { CLIENT_KINDS } from '../targets/client-kinds.ts';
import { wholeNumber } from '../targets/config/values.ts';
import { UsageError } from '../targets/usage-error.ts';
import { MOST_RUNS, type RunFlags } from './options.ts';
import { runVerb } from './run.ts';

/** Options of `replay`: which report, and all that `run` takes about the target. */
export type ReplayFlags = Omit<RunFlags, 'out' | 'reading' | 'only' | 'seed' | 'quiet'> & {
  readonly report: string;
};

/** Exit codes of a run that outweigh what the one failure came to. */
const WORSE: ReadonlySet<number> = new Set([2, 4, 5, 130]);

/**
 * Judges the requirement of one failure again, with the same seed and choices, so that the same requests go out with
 * fresh signatures, and says whether it still fails. Resolves to 1 when it does, 0 when it is met, 3 when that cannot be
 * told, or to the exit code of the run where that is worse.
 * @param named the finding (its id or the beginning of it), its directory, or its requirement
 * @throws UsageError when the report cannot be read or has no such failure
 */
export async function replayVerb(
  named: string,
  endpoint: string | undefined,
  { report: path, ...flags }: ReplayFlags,
): Promise<number> {
  const report = readReport(path);
  const { result, finding } = failureOf(named, report, path);
  const full = finding.fingerprint;
  const folder = mkdtempSync(join(tmpdir(), 'keypair-conformance-replay-'));
  try {
    const again = {
      ...choicesOf(report, path, endpoint === undefined ? flags : { endpoint }),
      ...flags,
      only: [result.requirement],
      out: folder,
      quiet: true,
    } as const;
    const exitCode = await runVerb(endpoint, again);
    if (WORSE.has(exitCode)) return exitCode;
    const outcome = replayed(readReport(folder), result.requirement, full);
    process.stdout.write(`${escapeLine(`${full} ${result.requirement}: ${outcome.text}`)}\n`);
    return outcome.exitCode;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What names the target of the run, unless the options do. */
function targetOf(
  { target, run }: Report,
  { endpoint, config, command, adapter }: Partial<RunFlags>,
): Pick<RunFlags, 'endpoint' | 'reference' | 'adapter'> {
  if ([endpoint, config, command, adapter].some((given) => given !== undefined)) return {};
  if (target.reference === true) return { reference: true };
  const [used] = run.selection.adapter ?? [];
  if (used !== undefined) return { adapter: used };
  if (!isThroughAdapter(target.endpoint)) return { endpoint: target.endpoint };
  throw new UsageError(
    'the run of this report spoke to its target through an adapter; name it with --adapter',
  );
}

/** The choices of the run that make the same requests again. */
function choicesOf(report: Report, path: string, given: Partial<RunFlags>): Omit<RunFlags, 'out'> {
  const { target, run } = report;
  const { region, runs } = run.selection;
  const named = targetOf(report, given);
  const clients = CLIENT_KINDS.filter((kind) => run.clients.includes(kind));
  // An adapter that speaks to the target leaves no choice of clients.
  const speaks = isThroughAdapter(target.endpoint) && given.endpoint === undefined;
  return {
    ...named,
    provider: target.provider,
    seed: run.seed,
    reading: run.reading,
    quota: run.quota,
    ...(!speaks && clients.length > 0 && { client: clients }),
    ...(region !== undefined && { regions: region }),
    ...(runs?.[0] !== undefined && {
      runs: wholeNumber({ value: runs[0], origin: `${path}: runs` }, 1, MOST_RUNS),
    }),
  };
}
