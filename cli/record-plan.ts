import { type Choice, sharesInWords, sharesOf } from '../recording/choose.ts';
import type { Distance } from '../runner/remote.ts';
import type { AccountRule, Citation, Contract } from '../specs/contract.ts';
import type { Target } from '../targets/target.ts';
import { ledgerPath } from './safety.ts';
import type { SafetyFlags } from './safety-options.ts';

/** What a plan is about. */
export interface Planned {
  readonly target: Target;
  readonly contract: Contract;
  readonly distance: Distance;
  readonly account: string | undefined;
  /** Requests per second. */
  readonly rate: number | undefined;
  readonly quota: 'full' | 'skip';
  readonly out: string;
  readonly flags: SafetyFlags & { readonly minutes: number };
}

const WHERE = { loopback: 'on this machine', remote: 'not on this machine', real: 'the real service' };

/** What a recording is going to do, for whoever has to agree. */
export function recordPlanInWords(
  { selected, requests, left }: Choice,
  { target, contract, distance, account, rate, quota, out, flags }: Planned,
): string {
  const rule = contract.rules.account;
  const minutes = rate === undefined ? undefined : Math.ceil(requests / rate / 60);
  const shares = sharesInWords(sharesOf(contract, new Set(selected)));
  const [share = '', ...others] = shares.map((line) => `settled if every request gets a response: ${line}`);
  const rows: readonly (readonly [string, string])[] = [
    ['target', `${target.endpoint} (${WHERE[distance]})`],
    [
      'account',
      account === undefined ? 'not checked' : `ends in ${account.slice(-4)}, checked before anything is made`,
    ],
    ['regions', target.regions.join(', ')],
    [
      'does',
      `makes, describes and deletes key pairs of its own, nothing else; names begin with ${rule?.namePrefix ?? 'kpc-'}`,
    ],
    [
      'requirements',
      `${selected.length}${left.length === 0 ? '' : `; ${left.length} more do not fit into ${flags.minutes} minutes`}`,
    ],
    ['', share],
    ...others.map((line) => ['', line] as const),
    ['requests', `about ${requests}`],
    ['rate', rateInWords(rate, rule, contract)],
    [
      'time',
      minutes === undefined
        ? 'as fast as the target responds'
        : `about ${minutes} min, ${flags.minutes} min at the most`,
    ],
    [
      'cost',
      rule === undefined
        ? 'unknown'
        : `0. ${rule.cost.statement} (${placesInWords(rule.cost.sources, contract)})`,
    ],
    ['quota', quota === 'full' ? 'FILLED to the limit in the quiet region' : 'left alone'],
    ['ledger', ledgerPath(flags, distance) ?? 'none'],
    ['bundle', out],
  ];
  return `Recording\n${rows.map(([label, text]) => `  ${label.padEnd(12)}  ${text}\n`).join('')}`;
}

function rateInWords(rate: number | undefined, rule: AccountRule | undefined, contract: Contract): string {
  if (rate === undefined) return 'no limit';
  const limits = (rule?.rates ?? []).map(
    ({ operations, perSecond, sources }) =>
      `${perSecond}/s for ${operations.join(', ')} (${placesInWords(sources, contract)})`,
  );
  const documented =
    limits.length === 0 ? 'no documented limit has numbers' : `documented limits: ${limits.join('; ')}`;
  return `${rate} per second, slower when throttled; ${documented}`;
}

/** Where a source is to be read: unlike in reports, its address alone. */
function placesInWords(sources: readonly Citation[], { documents }: Contract): string {
  return sources
    .map((source) => {
      if ('observation' in source) return source.observation;
      const document = documents.find(({ id }) => id === source.document);
      return document?.location ?? document?.title ?? source.document;
    })
    .join(', ');
}
