import process from 'node:process';
import { DEFAULT_LEDGER, type LedgerWriter, openLedger } from '../runner/ledger/ledger.ts';
import { marksOf } from '../runner/marks.ts';
import { drawSecret, prefixOf, RunNames } from '../runner/names.ts';
import type { RunOptions, SecondTarget } from '../runner/options.ts';
import { checkAccount, type Distance, distanceOf, REMOTE_DEFAULTS } from '../runner/remote.ts';
import type { Contract } from '../specs/contract.ts';
import { escapeLine, escapeLines } from '../specs/escape.ts';
import type { KeyPairClient, Target } from '../targets/target.ts';
import { paced } from '../targets/wire/pacing.ts';
import type { RunFlags } from './options.ts';
import type { Requests } from './rehearsal.ts';
import type { SafetyFlags } from './safety-options.ts';

/** Clients, names and the ledger with which a run may be let loose on somebody's account. */
export interface SafeClients {
  readonly clients: RunOptions['clients'];
  readonly names: RunNames;
  readonly ledger?: LedgerWriter;
  /** Ends the ledger; the clients stay open. */
  close(): void;
}

/** Milliseconds for a check that shares few requests per second with others, waits and repetitions among them. */
const PATIENT_CHECK_MS = 900_000;

/** Where the ledger of a run is written; a target on this machine has one only when asked. */
export function ledgerPath({ ledger }: SafetyFlags, distance: Distance): string | undefined {
  return ledger ?? (distance === 'loopback' ? undefined : DEFAULT_LEDGER);
}

/**
 * The same clients, kept to the rate and with repetitions of what is throttled; names that no other run has; and a ledger,
 * in which a call is on disk before the first of its requests leaves.
 * @throws UsageError when the ledger cannot be written
 */
export function safeClients(
  clients: readonly KeyPairClient[],
  target: Target,
  contract: Contract,
  flags: SafetyFlags,
): SafeClients {
  const distance = distanceOf(target, contract);
  const path = ledgerPath(flags, distance);
  const secret = drawSecret();
  const names = new RunNames(contract, prefixOf(contract, secret, flags.namePrefix), secret);
  const ledger = path === undefined ? undefined : openLedgerFor(path, target, names, flags);
  const [first, ...others] = paced(clients, paceFor(distance, contract, flags));
  if (first === undefined) throw new Error('a run has at least one client');
  return {
    clients: [first, ...others],
    names,
    ...(ledger !== undefined && { ledger }),
    close() {
      ledger?.close();
      const reason = ledger?.unwritten();
      if (reason !== undefined) process.stderr.write(unwrittenInWords(path ?? '', reason));
      const open = ledger?.open() ?? 0;
      if (open > 0) process.stderr.write(openInWords(open, path ?? '', target.endpoint));
    },
  };
}

/** The second target of a run, with the same names, a pace and a ledger entry of its own. */
async function safeBeside(
  { target, client }: SecondTarget,
  { names }: SafeClients,
  { contract, signal }: RunOptions,
  flags: SafetyFlags,
): Promise<SecondTarget> {
  const distance = distanceOf(target, contract);
  await checkAccount(target, distance, flags.account, signal);
  const path = ledgerPath(flags, distance);
  const [slow = client] = paced([client], paceFor(distance, contract, flags));
  const ledger = path === undefined ? undefined : openLedgerFor(path, target, names, flags);
  return { target, client: slow, ...(ledger && { ledger }) };
}

function paceFor(distance: Distance, contract: Contract, flags: SafetyFlags): Parameters<typeof paced>[1] {
  const { rate = REMOTE_DEFAULTS[distance].rate, retries = REMOTE_DEFAULTS[distance].retries } = flags;
  return { ...(rate !== undefined && { rate }), retries, throttlingCodes: throttlingCodesOf(contract) };
}

function openLedgerFor(
  path: string,
  { provider, endpoint }: Target,
  { prefix, secret }: RunNames,
  { account }: SafetyFlags,
): LedgerWriter {
  return openLedger(path, { prefix, secret, provider, endpoint, ...(account !== undefined && { account }) });
}

/** A run is held to what a rehearsal counted; for a plan alone, what was counted once is near enough, and there at once. */
async function requestsOf(options: RunOptions, { dryPlan, client }: RunFlags): Promise<Requests> {
  const known =
    dryPlan === true
      ? await (await import('./plan-costs.ts')).knownRequests(options, client !== undefined)
      : undefined;
  return known ?? (await import('./rehearsal.ts')).rehearse(options, client);
}

/** What became of a run whose ledger could not be written any more. */
function unwrittenInWords(path: string, reason: string): string {
  return `error: the ledger ${escapeLine(path)} could not be written any more (${escapeLine(reason)}), so nothing more was made; free some space, or give another --ledger\n`;
}

/** What to do about calls that nobody knows the end of. */
function openInWords(open: number, path: string, endpoint: string): string {
  const [file = ''] = escapeLines(path);
  const [address = ''] = escapeLines(endpoint);
  return `${open} entries of the ledger ${file} may still exist; look after them with: keypair-conformance sweep ${address} --ledger ${file}\n`;
}

/** Codes by which the provider says "too many requests". */
export function throttlingCodesOf({ refusals }: Contract): ReadonlySet<string> {
  const throttled = Object.values(refusals).filter(({ id }) => id.startsWith('throttled'));
  return new Set(throttled.map(({ code }) => code));
}

/** A run that may begin. */
export interface SafeRun extends SafeClients {
  readonly options: RunOptions;
}

/**
 * Prepares a run for the distance of its target: prints the plan where the target is not on this machine, checks the
 * account where one is named, and opens the ledger. `undefined` when only the plan was asked for; then nothing was sent.
 * @throws UsageError when the account is another or the ledger cannot be written
 */
export async function makeSafe(options: RunOptions, flags: RunFlags): Promise<SafeRun | undefined> {
  const { target, contract, signal } = options;
  const distance = distanceOf(target, contract);
  const defaults = REMOTE_DEFAULTS[distance];
  const { rate = defaults.rate, consistencyWait: consistencyMs = defaults.consistencyMs } = flags;
  const { mark = defaults.mark } = flags;
  let limit: number | undefined;
  if (distance !== 'loopback' || flags.dryPlan === true) {
    const { planInWords, planOf } = await import('./plan-text.ts');
    const { concurrency } = target;
    const requests = await requestsOf(options, flags);
    const plan = planOf(requests, {
      rate,
      concurrency,
      waits: consistencyMs > 0,
      repeats: flags.attempts ?? 1,
    });
    const { account } = flags;
    const text = planInWords(plan, options, {
      distance,
      account,
      ledger: ledgerPath(flags, distance),
      rate,
      mark,
    });
    const stream = flags.dryPlan === true ? process.stdout : process.stderr;
    stream.write(`${escapeLines(text).join('\n')}\n`);
    if (flags.dryPlan === true) return undefined;
    limit = plan.most;
  }
  await checkAccount(target, distance, flags.account, signal);
  const { ordinary } = options;
  const all = ordinary === undefined ? options.clients : [...options.clients, ordinary];
  const safe = safeClients(all, target, contract, flags);
  const second = options.second && (await safeBeside(options.second, safe, options, flags));
  const [first, ...others] = safe.clients;
  const last = ordinary === undefined ? undefined : others.pop();
  const patient = rate !== undefined || distance !== 'loopback';
  const checkMs = Math.max(target.timeouts.checkMs, patient ? PATIENT_CHECK_MS : 0);
  return {
    ...safe,
    close() {
      safe.close();
      second?.ledger?.close();
    },
    options: {
      ...options,
      ...(second && { second }),
      clients: [first, ...others],
      ...(last !== undefined && { ordinary: last }),
      names: safe.names,
      ...(safe.ledger !== undefined && { ledger: safe.ledger }),
      ...(limit !== undefined && { allowance: { most: limit, made: 0 } }),
      target: { ...target, timeouts: { ...target.timeouts, checkMs } },
      consistencyMs,
      ...(mark && { marks: marksOf(safe.names.prefix, Date.now()) }),
    },
  };
}
