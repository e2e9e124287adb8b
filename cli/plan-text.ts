import type { RunOptions } from '../runner/options.ts';
import type { Distance } from '../runner/remote.ts';
import type { Requests } from './rehearsal.ts';

/** What a run is going to do to an account. */
export interface Plan {
  readonly requests: Requests;
  /** Creates and imports that are sent at the most; the run stops making things there. */
  readonly most: number;
  /** Seconds, about. */
  readonly seconds: number;
}

/**
 * A target that answers wrongly is asked more: failing cases are shrunk, and what a faulty call made is made again. A
 * quarter more than the rehearsal, and some for a short selection, is enough for all but hopeless targets.
 */
const MARGIN = { share: 1.25, least: 50 };

/** Seconds of a request on a service far away, where no rate says more. */
const ROUND_TRIP_S = 0.25;

/** The plan from the requests of a rehearsal, or of those that were counted beforehand. */
export function planOf(
  requests: Requests,
  {
    rate,
    concurrency,
    waits,
    repeats,
  }: {
    readonly rate: number | undefined;
    readonly concurrency: number;
    /** Whether every change is looked for. */
    readonly waits: boolean;
    /** How often failing checks may run, the first time included. */
    readonly repeats: number;
  },
): Plan {
  const making = requests.create + requests.import;
  const changes = making + requests.delete;
  const all = changes + requests.describe + (waits ? changes : 0);
  const perSecond = Math.min(rate ?? Infinity, concurrency / ROUND_TRIP_S);
  return {
    requests,
    most: Math.ceil((making * MARGIN.share + MARGIN.least) * repeats),
    seconds: Math.ceil(all / perSecond),
  };
}

/** The plan for a reader. */
export function planInWords(
  { requests, most, seconds }: Plan,
  { target, selected, quota, seed }: Pick<RunOptions, 'target' | 'selected' | 'quota' | 'seed'>,
  {
    distance,
    account,
    ledger,
    rate,
    mark,
  }: {
    readonly distance: Distance;
    readonly account: string | undefined;
    readonly ledger: string | undefined;
    readonly rate: number | undefined;
    readonly mark: boolean;
  },
): string {
  const where = { loopback: 'on this machine', remote: 'not on this machine', real: 'the real service' };
  const { create, describe, delete: deletes } = requests;
  const rows: readonly (readonly [string, string])[] = [
    ['target', `${target.endpoint} (${where[distance]})`],
    [
      'account',
      account === undefined ? 'not checked' : `ends in ${account.slice(-4)}, checked before the first create`,
    ],
    ['regions', target.regions.join(', ')],
    ['requirements', `${selected.length} (seed ${seed})`],
    [
      'requests',
      `about ${create} create, ${requests.import} import, ${describe} describe, ${deletes} delete`,
    ],
    ['', 'estimated on the embedded reference; only a few exist at any time'],
    ['creates', `${most} creates and imports at the most; further ones are not sent`],
    ['quota', QUOTA[quota]],
    ['rate', rate === undefined ? 'no limit' : `${rate} requests per second`],
    ['time', `about ${inMinutes(seconds)}`],
    ['ledger', ledger ?? 'none'],
    ['tags', mark ? 'run and expiry, where the target takes tags and the check is not about them' : 'none'],
  ];
  return `Plan\n${rows.map(([label, text]) => `  ${label.padEnd(12)}  ${text}\n`).join('')}`;
}

const QUOTA = {
  full: 'filled to the limit in the quiet region',
  probe: 'not filled, only a few dozen key pairs',
  skip: 'left alone',
};

function inMinutes(seconds: number): string {
  return seconds < 90 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}
