import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { readReport } from '../reports/read.ts';
import { replayed } from '../reports/replay.ts';
import type { Report, Result } from '../reports/report.ts';
import { escapeLine } from '../specs/escape.ts';
import { CLIENT_KINDS } from '../targets/client-kinds.ts';
import { UsageError } from '../targets/usage-error.ts';
import type { RunFlags } from './options.ts';
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
 * @param fingerprint of the failure, or its beginning where that is unmistakable
 * @throws UsageError when the report cannot be read or has no such failure
 */
export async function replayVerb(
  fingerprint: string,
  endpoint: string | undefined,
  { report: path, ...flags }: ReplayFlags,
): Promise<number> {
  const report = readReport(path);
  const { result, full } = failureOf(fingerprint, report, path);
  const folder = mkdtempSync(join(tmpdir(), 'keypair-conformance-replay-'));
  try {
    const again = {
      ...choicesOf(report),
      ...(endpoint === undefined && targetOf(report, flags)),
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

function failureOf(
  fingerprint: string,
  report: Report,
  path: string,
): { readonly result: Result; readonly full: string } {
  const found = report.results.flatMap((result) =>
    result.findings
      .filter((finding) => finding.fingerprint.startsWith(fingerprint))
      .map((finding) => ({ result, full: finding.fingerprint })),
  );
  const [first] = found;
  const different = new Set(found.map(({ full }) => full));
  if (first !== undefined && different.size === 1) return first;
  throw new UsageError(
    first === undefined
      ? `${path} has no failure '${fingerprint}'; its failures are the folders in failures/`
      : `'${fingerprint}' stands for ${different.size} failures (${[...different].slice(0, 3).join(', ')}); give more of it`,
  );
}

/** What names the target of the run, unless the options do. */
function targetOf(
  { target }: Report,
  { endpoint, config, command, adapter }: Omit<ReplayFlags, 'report'>,
): Pick<RunFlags, 'endpoint' | 'reference'> {
  if ([endpoint, config, command, adapter].some((given) => given !== undefined)) return {};
  return target.reference === true ? { reference: true } : { endpoint: target.endpoint };
}

/** The choices of the run that make the same requests again. */
function choicesOf({ target, run }: Report): Omit<RunFlags, 'out'> {
  const { region, runs } = run.selection;
  return {
    provider: target.provider,
    seed: run.seed,
    reading: run.reading,
    quota: run.quota,
    client: CLIENT_KINDS.filter((kind) => run.clients.includes(kind)),
    ...(region !== undefined && { regions: region }),
    ...(runs?.[0] !== undefined && { runs: Number(runs[0]) }),
  };
}
