import process from 'node:process';
import { DEFAULT_HISTORIES } from '../runner/job.ts';
import { GREATEST_SEED, type RunOptions } from '../runner/options.ts';
import { bindChecks } from '../runner/plan.ts';
import { runOptions } from '../runner/run-options.ts';
import { type Selection, selectChecks } from '../runner/select.ts';
import { type Share, shareOf } from '../runner/shard.ts';
import type { Contract } from '../specs/contract.ts';
import type { Check } from '../suites/check.ts';
import { SUITES } from '../suites/index.ts';
import { wholeNumber } from '../targets/config/values.ts';
import { openClients, openOrdinary } from '../targets/providers.ts';
import type { KeyPairClient } from '../targets/target.ts';
import { UsageError } from '../targets/usage-error.ts';
import type { RunFlags } from './options.ts';
import { defaultQuotaMode } from './quota.ts';
import { patternsOf } from './redactor.ts';
import { makeSafe } from './safety.ts';
import type { OpenTarget } from './target.ts';
import { readVersion, TOOL_NAME } from './version.ts';

/** @throws UsageError when the variable is no seed */
function seedOfEnvironment(): number | undefined {
  const origin = 'KEYPAIR_CONFORMANCE_SEED';
  const value = process.env[origin];
  return value === undefined || value === '' ? undefined : wholeNumber({ value, origin }, 0, GREATEST_SEED);
}

/** What a run judges. */
export interface Chosen {
  readonly checks: readonly Check[];
  /** Ids of the requirements, with what they need. */
  readonly selected: readonly string[];
  /** The part that this machine has to do, where the run is split. */
  readonly share?: Share;
}

/**
 * What the options ask for, of the checks of the contract or of checks of one's own. Opens nothing, so that a mistake
 * costs no run.
 * @throws UsageError for choices that fit nothing, or a shard that cannot be merged
 */
export function chooseChecks(contract: Contract, flags: RunFlags, own?: readonly Check[]): Chosen {
  const { shard, seed = seedOfEnvironment() } = flags;
  const checks = own ?? bindChecks(contract, SUITES);
  const selected = selectChecks(checks, selectionOf(flags), contract);
  if (shard === undefined) return { checks, selected };
  if (seed === undefined) {
    throw new UsageError('--shard needs --seed, the same for all shards, or they cannot be merged');
  }
  const share = shareOf(shard, selected, checks);
  return { checks, selected: share.run, share };
}

/** A run that may begin. */
export interface PreparedRun {
  readonly options: RunOptions;
  /** Ends the ledger and the clients; the target stays open. */
  close(): Promise<void>;
}

/**
 * Opens the clients of a run and makes it safe for the distance of its target; `undefined` when only the plan was asked
 * for.
 * @throws UsageError when a client cannot be opened, the account is another or the ledger cannot be written
 */
export async function prepareRun(
  { target, contract, client }: OpenTarget,
  flags: RunFlags,
  { checks, selected, second }: Chosen & Pick<RunOptions, 'second'>,
  signal: AbortSignal,
): Promise<PreparedRun | undefined> {
  const clients = client === undefined ? await openClients(target, flags.client) : ([client] as const);
  const ordinary = client === undefined ? await openOrdinary(target) : undefined;
  const closeClients = async (): Promise<void> => {
    const all: readonly (KeyPairClient | undefined)[] = [...clients, ordinary];
    for (const one of all) await one?.close();
  };
  const {
    seed = seedOfEnvironment(),
    runs,
    histories,
    historySteps,
    reading,
    quota = defaultQuotaMode(target),
  } = flags;
  const wished = runOptions({
    contract,
    target,
    clients,
    ...(ordinary !== undefined && { ordinary }),
    ...(second !== undefined && { second }),
    checks,
    selected,
    ...(seed !== undefined && { seed }),
    ...(runs !== undefined && { runs }),
    histories: {
      count: histories ?? DEFAULT_HISTORIES.count,
      steps: historySteps ?? DEFAULT_HISTORIES.steps,
    },
    reading,
    quota,
    signal,
    tool: { name: TOOL_NAME, version: readVersion() },
    selection: loggedSelection(flags),
    redact: patternsOf(flags),
  });
  try {
    const safe = await makeSafe(wished, flags);
    if (safe === undefined) {
      await closeClients();
      return undefined;
    }
    return {
      options: safe.options,
      async close() {
        safe.close();
        await closeClients();
      },
    };
  } catch (error) {
    await closeClients();
    throw error;
  }
}

function selectionOf({ only, skip, topic, document, level }: RunFlags): Selection {
  return {
    ...(only !== undefined && { only }),
    ...(skip !== undefined && { skip }),
    ...(topic !== undefined && { topics: topic }),
    ...(document !== undefined && { documents: document }),
    ...(level !== undefined && { levels: level }),
  };
}

/** The choices as they were given, by the names of the options; defaults are left out. */
function loggedSelection(flags: RunFlags): RunOptions['selection'] {
  const { only, skip, topic, document, level, regions, runs, client, shard, adapter, python, awsCli } = flags;
  const one = (value: string | undefined): readonly string[] | undefined =>
    value === undefined ? undefined : [value];
  const given = {
    only,
    skip,
    topic,
    document,
    level,
    region: regions,
    client,
    adapter: one(adapter),
    python: one(python),
    'aws-cli': one(awsCli),
    runs: runs === undefined ? undefined : [String(runs)],
    shard: shard === undefined ? undefined : [`${shard.index}/${shard.count}`],
    // Not an option, but it decides who may have answered.
    'node-tls-reject-unauthorized': process.env.NODE_TLS_REJECT_UNAUTHORIZED === '0' ? ['0'] : undefined,
  };
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, values]) => (values === undefined ? [] : [[name, values]])),
  );
}
