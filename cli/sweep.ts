import process from 'node:process';
import { demandWritable, recordGone } from '../runner/ledger/ledger.ts';
import { type Entry, readLedger } from '../runner/ledger/read.ts';
import { type Swept, sweepRegion } from '../runner/ledger/sweep.ts';
import { checkAccount, distanceOf, REMOTE_DEFAULTS, requireConsent } from '../runner/remote.ts';
import { escapeLine } from '../specs/escape.ts';
import { leadsToLoopback } from '../targets/loopback.ts';
import { openClients } from '../targets/providers.ts';
import { UsageError } from '../targets/usage-error.ts';
import { paced } from '../targets/wire/pacing.ts';
import { INTERRUPTED, listenForInterrupt } from './interrupt.ts';
import type { RunFlags } from './options.ts';
import { throttlingCodesOf } from './safety.ts';
import { openTarget } from './target.ts';

/**
 * Deletes what a ledger proves to be its runs' and nothing else, looks whether it is gone, writes that into the ledger, and
 * resolves to 0, to 5 when something could not be removed or proved, or to 130 when it was interrupted.
 * @param endpoint where the target is now; by default where the ledger says, if that is on this machine
 * @throws UsageError when the ledger cannot be read and written, or the target is remote and that was not allowed
 */
export async function sweepVerb(endpoint: string | undefined, flags: RunFlags): Promise<number> {
  const { ledger: path } = flags;
  if (path === undefined) throw new UsageError('sweep needs --ledger with the file that a run wrote');
  const { entries } = readLedger(path);
  demandWritable(path);
  const groups = groupsOf(entries);
  if (groups.length === 0) {
    process.stdout.write('the ledger lists nothing that may still exist\n');
    return 0;
  }
  const known = groups.map((group) => group.endpoint).join(', ');
  if (endpoint !== undefined && groups.length > 1)
    throw new UsageError(`the ledger is of several targets (${known}); leave the endpoint out`);
  // A file does not decide where signed requests go.
  const here = await Promise.all(groups.map((group) => leadsToLoopback(group.endpoint)));
  const elsewhere = groups.find((_, index) => here[index] === false);
  if (endpoint === undefined && elsewhere !== undefined)
    throw new UsageError(
      `the ledger names a target that is not on this machine; if that is meant, give it as an argument: sweep ${elsewhere.endpoint} --ledger ${path}`,
    );
  const interrupt = listenForInterrupt(() => process.stderr.write('\ninterrupted\n'));
  try {
    let clean = true;
    for (const group of groups) {
      const place = { ...flags, ledger: path, provider: group.provider };
      for (const swept of await sweepTarget(
        endpoint ?? group.endpoint,
        group.entries,
        place,
        interrupt.signal,
      )) {
        tell(swept);
        recordGone(path, swept.gone);
        clean &&= swept.problems.length === 0;
      }
    }
    if (interrupt.signal.aborted) return INTERRUPTED;
    return clean ? 0 : 5;
  } finally {
    interrupt.dispose();
  }
}

/** Sweeps one target, region by region. */
async function sweepTarget(
  endpoint: string,
  entries: readonly Entry[],
  flags: RunFlags,
  signal: AbortSignal,
): Promise<readonly Swept[]> {
  const { target, contract, redactor, close } = await openTarget(endpoint, flags);
  const distance = distanceOf(target, contract);
  const defaults = REMOTE_DEFAULTS[distance];
  requireConsent(target, distance, flags);
  await checkAccount(target, distance, flags.account, signal);
  const { rate = defaults.rate, retries = defaults.retries } = flags;
  const opened = await openClients(target, ['wire']);
  const pace = { ...(rate !== undefined && { rate }), retries, throttlingCodes: throttlingCodesOf(contract) };
  const [client] = paced(opened, pace);
  if (client === undefined) throw new Error('a provider has a wire client');
  const sweeper = {
    client,
    contract,
    signal,
    consistencyMs: flags.consistencyWait ?? defaults.consistencyMs,
  };
  const all: Swept[] = [];
  try {
    for (const region of new Set(entries.map((entry) => entry.region))) {
      const inRegion = entries.filter((entry) => entry.region === region);
      const swept = await sweepRegion(sweeper, region, inRegion);
      const clean = (texts: readonly string[]): readonly string[] => texts.map((text) => redactor.text(text));
      all.push({ ...swept, deleted: clean(swept.deleted), problems: clean(swept.problems) });
    }
  } finally {
    for (const one of opened) await one.close();
    await close();
  }
  return all;
}

function tell({ region, deleted, gone, problems }: Swept): void {
  const lines = [
    ...deleted.map((name) => `deleted ${JSON.stringify(name)} in ${region}`),
    `${region}: ${deleted.length} deleted, ${gone.length} entries of the ledger proved to be gone`,
    ...problems.map((problem) => `NOT DONE: ${problem}`),
  ];
  process.stdout.write(`${lines.map(escapeLine).join('\n')}\n`);
}

interface Group {
  readonly provider: string;
  readonly endpoint: string;
  readonly entries: readonly Entry[];
}

/** Entries by target, where any may still exist; those that were removed help to tell a name that was given away. */
function groupsOf(entries: readonly Entry[]): readonly Group[] {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const key = `${entry.provider} ${entry.endpoint}`;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [entry]);
    else known.push(entry);
  }
  return [...groups.values()]
    .filter((group) => group.some(({ removed }) => !removed))
    .flatMap((group) => {
      const [first] = group;
      return first === undefined
        ? []
        : [{ provider: first.provider, endpoint: first.endpoint, entries: group }];
    });
}
