import type { Baseline } from '../gate/baseline.ts';
import type { ReportFolder } from '../reports/folder.ts';
import { GREATEST_SEED, type RunOptions } from '../runner/options.ts';
import { distanceOf, requireConsent } from '../runner/remote.ts';
import { CAPABILITIES, CLIENT_KINDS } from '../specs/contract/vocabulary.ts';
import { didYouMean } from '../specs/similar.ts';
import { QUOTA_MODES } from '../suites/vocabulary.ts';
import { UsageError } from '../targets/usage-error.ts';
import { openRunFolder } from './expectation-files.ts';
import { redactPattern } from './linear-pattern.ts';
import { MOST_RUNS, type RunFlags } from './options.ts';
import { chooseChecks, prepareRun } from './prepare.ts';
import { redactError } from './redactor.ts';
import type { RegisterOptions } from './settings.ts';
import { openTarget } from './target.ts';

/** A run that a program asked for. */
export interface OpenRun {
  readonly options: RunOptions;
  readonly folder?: ReportFolder;
  readonly baseline?: Baseline;
  /** Closes the report directory, clients and target. */
  close(): Promise<void>;
}

/**
 * Opens target, clients and report directory of a run by settings, under the same rules as the command line.
 * @throws UsageError for settings that cannot be used
 */
export async function openRun(
  settings: RegisterOptions,
  signal: AbortSignal = new AbortController().signal,
): Promise<OpenRun> {
  const flags = flagsOf(settings);
  const { out, baseline: file } = flags;
  const baseline = file === undefined ? undefined : (await import('./baseline-file.ts')).readBaseline(file);
  const opened = await openTarget(undefined, flags);
  let folder: ReportFolder | undefined;
  try {
    requireConsent(opened.target, distanceOf(opened.target, opened.contract), flags);
    const chosen = chooseChecks(opened.contract, flags);
    folder = out === false ? undefined : openRunFolder(out, [file, flags.ledger]);
    const prepared = await prepareRun(opened, flags, chosen, signal);
    if (prepared === undefined) throw new Error('only a plan was asked for');
    return {
      options: prepared.options,
      ...(folder !== undefined && { folder }),
      ...(baseline !== undefined && { baseline }),
      async close() {
        folder?.close();
        await prepared.close();
        await opened.close();
      },
    };
  } catch (error) {
    folder?.close();
    await opened.close();
    // It may quote the target, as the answer to an identity call.
    throw error instanceof UsageError ? new UsageError(redactError(error.message)) : error;
  }
}

interface Kind {
  readonly holds: (value: unknown) => boolean;
  readonly words: string;
}

const TEXT: Kind = { holds: (value) => typeof value === 'string' && value !== '', words: 'a text' };
const FLAG: Kind = { holds: (value) => typeof value === 'boolean', words: 'true or false' };
const TEXTS: Kind = {
  holds: (value) => Array.isArray(value) && value.length > 0 && value.every(TEXT.holds),
  words: 'a list with at least one text',
};

function numberOf(least: number, most: number): Kind {
  return {
    holds: (value) => Number.isInteger(value) && (value as number) >= least && (value as number) <= most,
    words: `a whole number from ${least} to ${most}`,
  };
}

function oneOf(...choices: readonly string[]): Kind {
  return {
    holds: (value) => choices.some((choice) => choice === value),
    words: `one of ${choices.join(', ')}`,
  };
}

function someOf(choices: readonly string[]): Kind {
  return {
    holds: (value) => TEXTS.holds(value) && (value as string[]).every((one) => choices.includes(one)),
    words: `a list of some of ${choices.join(', ')}`,
  };
}

/** What each setting holds, so that a mistake of a program without types is told as one. */
const KINDS: { readonly [setting in keyof Required<RegisterOptions>]: Kind } = {
  endpoint: TEXT,
  reference: FLAG,
  config: TEXT,
  provider: TEXT,
  name: TEXT,
  targetVersion: TEXT,
  regions: TEXTS,
  capabilities: TEXTS,
  without: someOf(CAPABILITIES),
  minCoverage: numberOf(0, 100),
  maxLeftovers: numberOf(0, 1_000_000),
  adapter: TEXT,
  concurrency: numberOf(1, 256),
  timeout: numberOf(1, 3_600_000),
  clients: someOf(CLIENT_KINDS),
  only: TEXTS,
  skip: TEXTS,
  topics: TEXTS,
  documents: TEXTS,
  levels: TEXTS,
  reading: oneOf('observed', 'documented'),
  quota: oneOf(...QUOTA_MODES),
  seed: numberOf(0, GREATEST_SEED),
  runs: numberOf(1, MOST_RUNS),
  baseline: TEXT,
  report: TEXT,
  allowRemote: FLAG,
  account: TEXT,
  ledger: TEXT,
  redact: TEXTS,
};

/**
 * The settings of a program as the options of `run`.
 * @throws UsageError for a setting that nobody knows, or a value that it cannot have
 */
export function flagsOf(given: RegisterOptions): RunFlags {
  const set = Object.entries(given).filter(([, value]) => value !== undefined);
  for (const [name, value] of set) {
    if (!Object.hasOwn(KINDS, name))
      throw new UsageError(`'${name}' is no setting${didYouMean(name, Object.keys(KINDS))}`);
    const kind = KINDS[name as keyof RegisterOptions];
    if (!kind.holds(value)) throw new UsageError(`the setting '${name}' takes ${kind.words}`);
  }
  const { clients, topics, documents, levels, report, allowRemote, reading, redact, ...same } =
    Object.fromEntries(set) as RegisterOptions;
  return {
    ...same,
    reading: reading ?? 'observed',
    out: report ?? false,
    ...(clients !== undefined && { client: clients }),
    ...(topics !== undefined && { topic: topics }),
    ...(documents !== undefined && { document: documents }),
    ...(levels !== undefined && { level: levels }),
    ...(allowRemote === true && { allowRemote }),
    ...(redact !== undefined && { redact: redact.map(patternOf) }),
  };
}

function patternOf(text: string): RegExp {
  const pattern = redactPattern(text);
  if (pattern instanceof RegExp) return pattern;
  throw new UsageError(`the setting 'redact' takes regular expressions: ${pattern}`);
}
