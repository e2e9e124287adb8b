import { run } from '../runner/run.ts';
import { runOptions } from '../runner/run-options.ts';
import { combineVerdicts, type Verdict } from '../runner/verdict.ts';
import type { Capability, Contract } from '../specs/contract.ts';
import type { RunClientKind } from '../targets/client-kinds.ts';
import { DEFAULT_CREDENTIALS } from '../targets/config/config.ts';
import { openClients } from '../targets/providers.ts';

/** What can be chosen about a run that only its verdicts matter of. */
export interface ShortRun {
  /** @default wire and sdk */
  readonly clients?: readonly RunClientKind[];
  /** @default all */
  readonly topics?: readonly string[];
  /** What the target is declared to have. @default nothing */
  readonly capabilities?: Readonly<Partial<Record<Capability, boolean>>>;
  /** Key pairs that a region holds; the checks that fill one are run then, and left out without it. */
  readonly quota?: number;
  /** Milliseconds of a request. @default 15 seconds */
  readonly requestMs?: number;
}

/**
 * The combined verdict of every requirement on a server of this process. The seed is the same each time.
 */
export async function verdictsAt(
  contract: Contract,
  url: string,
  { clients: kinds, topics, capabilities = {}, quota, requestMs = 15_000 }: ShortRun = {},
): Promise<ReadonlyMap<string, Verdict>> {
  const target = {
    name: 'a server of this process',
    provider: contract.provider,
    endpoint: new URL(url).href,
    regions: contract.rules.regions,
    credentials: DEFAULT_CREDENTIALS,
    concurrency: 4,
    timeouts: { connectMs: 5_000, requestMs, checkMs: 60_000 },
    maxBodyBytes: 1_048_576,
    capabilities,
    ...(quota !== undefined && { quota }),
  };
  const clients = await openClients(target, kinds);
  const verdicts = new Map<string, Verdict[]>();
  try {
    for await (const event of run(
      runOptions({
        select: { ...(topics && { topics }) },
        contract,
        target,
        clients,
        seed: 1,
        quota: quota === undefined ? 'skip' : 'full',
        runs: 3,
      }),
    )) {
      if (event.type !== 'check-finished') continue;
      verdicts.set(event.requirement, [...(verdicts.get(event.requirement) ?? []), event.verdict]);
    }
  } finally {
    for (const client of clients) await client.close();
  }
  return new Map([...verdicts].map(([id, all]) => [id, combineVerdicts(all)]));
}
