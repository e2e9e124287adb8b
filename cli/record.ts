import { createRequire } from 'node:module';
import process from 'node:process';
import { createInterface } from 'node:readline/promises';
import type { BundleHeader } from '../recording/bundle.ts';
import { BUNDLE_FORMAT } from '../recording/bundle.ts';
import { policyOf } from '../recording/policy.ts';
import { readBundle } from '../recording/read.ts';
import { record } from '../recording/record.ts';
import { Sanitizer } from '../recording/sanitize.ts';
import { openBundle } from '../recording/write.ts';
import { claimFile, FILE_KINDS } from '../reports/own-file.ts';
import { createProgress } from '../reports/progress.ts';
import { marksOf } from '../runner/marks.ts';
import type { RunOptions } from '../runner/options.ts';
import { bindChecks } from '../runner/plan.ts';
import { checkAccount, distanceOf, requireConsent } from '../runner/remote.ts';
import { runOptions } from '../runner/run-options.ts';
import { contractDigest } from '../runner/started.ts';
import type { Contract } from '../specs/contract.ts';
import { escapeLine, escapeLines } from '../specs/escape.ts';
import { SUITES } from '../suites/index.ts';
import { openClients, providerOf } from '../targets/providers.ts';
import { UsageError } from '../targets/usage-error.ts';
import { contractFor } from './contract.ts';
import { INTERRUPTED, listenForInterrupt } from './interrupt.ts';
import type { RunFlags } from './options.ts';
import { choiceFor, RATE, RECORDED_AS } from './record-choice.ts';
import { recordPlanInWords } from './record-plan.ts';
import { atItsRegion } from './record-target.ts';
import { ledgerPath, safeClients } from './safety.ts';
import { type OpenTarget, openTarget } from './target.ts';
import { readVersion, TOOL_NAME } from './version.ts';

/** What `record` was told. */
export interface RecordFlags
  extends Pick<
    RunFlags,
    | 'provider'
    | 'regions'
    | 'account'
    | 'profile'
    | 'ca'
    | 'ledger'
    | 'rate'
    | 'only'
    | 'client'
    | 'seed'
    | 'fillRealQuota'
    | 'consistencyWait'
    | 'redact'
  > {
  /** File of the bundle; one named by provider and date unless specified. */
  readonly out?: string;
  readonly yes?: true;
  readonly unsettled?: true;
  readonly minutes: number;
  /** Bundle to verify instead. */
  readonly verify?: string;
  /** Print the permissions instead. */
  readonly policy?: true;
  /** Print what a whole recording would settle instead. */
  readonly share?: true;
  readonly dryPlan?: true;
}

/** Times that a throttled call is sent again. */
const RETRIES = 8;
/** Milliseconds that a change may take to show in a second attempt. */
const CONSISTENCY_MS = 10_000;
const CHECK_MS = 900_000;
/** Always the same unless specified, so that two recordings ask the same. */
const SEED = 1;

/**
 * Records what a service answers, or verifies a recording, or prints what one needs. Resolves to 0; 3 when the recording
 * ended before its plan; 5 when the clean-up is incomplete.
 * @throws UsageError for options that cannot be used, before anything is sent
 */
export async function recordVerb(endpoint: string | undefined, flags: RecordFlags): Promise<number> {
  if (flags.verify !== undefined) return verify(flags.verify);
  if (flags.policy === true) return printPolicy(flags);
  if (flags.share === true) return (await import('./record-share.ts')).shareVerb(flags);
  if (endpoint === undefined)
    throw new UsageError('record needs an address, e.g. https://ec2.us-east-1.amazonaws.com');
  const opened = await openAt(endpoint, flags);
  try {
    return await recordAt(opened, flags);
  } finally {
    await opened.close();
  }
}

function verify(path: string): number {
  const { header, exchanges, results, manifest } = readBundle(path);
  const { provider, endpoint, service, regions, tool, startedAt } = header;
  const lines = [
    `${path} is whole: ${exchanges.length} exchanges of ${new Set(results.map((one) => one.requirement)).size} requirements, sha256 ${manifest.sha256}`,
    `${provider} at ${endpoint} (${service === 'real' ? 'the real service' : 'not the real service'}), ${regions.join(', ')}, ${startedAt}, by ${tool.name} ${tool.version}`,
    ...(manifest.stopped === undefined ? [] : [`ended before its plan: ${manifest.stopped}`]),
  ];
  process.stdout.write(`${lines.map(escapeLine).join('\n')}\n`);
  return 0;
}

async function printPolicy({ provider, account }: RecordFlags): Promise<number> {
  const contract = await contractFor(provider ?? 'aws-ec2');
  process.stdout.write(`${JSON.stringify(policyOf(contract, account), null, 2)}\n`);
  return 0;
}

/** @throws UsageError when the target is not one to record */
async function openAt(endpoint: string, flags: RecordFlags): Promise<OpenTarget> {
  const place = await atItsRegion(endpoint, flags.provider, flags.regions);
  const { provider, profile, ca, client, account, redact } = flags;
  const target = await openTarget(place.endpoint, {
    reading: 'observed',
    out: false,
    ...(provider !== undefined && { provider }),
    ...(profile !== undefined && { profile }),
    ...(ca !== undefined && { ca }),
    ...(client !== undefined && { client }),
    ...(account !== undefined && { account }),
    ...(redact !== undefined && { redact }),
    ...(place.regions !== undefined && { regions: place.regions }),
    concurrency: 1,
  });
  try {
    const distance = distanceOf(target.target, target.contract);
    requireConsent(target.target, distance, { ...flags, allowRemote: true });
    refuseFast(target.contract, flags);
    return target;
  } catch (error) {
    await target.close();
    throw error;
  }
}

/** @throws UsageError for a rate above what the provider documents */
function refuseFast({ rules }: Contract, { rate }: RecordFlags): void {
  const limits = rules.account?.rates.map(({ perSecond }) => perSecond) ?? [];
  const limit = Math.min(...limits, Infinity);
  if (rate === undefined || rate <= limit) return;
  throw new UsageError(
    `--rate ${rate} is above the documented limit of ${limit} changes per second; give ${limit} or less`,
  );
}

async function recordAt({ target, contract, redactor }: OpenTarget, flags: RecordFlags): Promise<number> {
  const { account } = flags;
  const distance = distanceOf(target, contract);
  const { rate = distance === 'loopback' ? undefined : RATE } = flags;
  const checks = bindChecks(contract, SUITES);
  const quota = flags.fillRealQuota === true ? 'full' : 'skip';
  const choice = await choiceFor(flags, checks, contract, rate);
  const out = flags.out ?? `evidence-${contract.provider}-${new Date().toISOString().slice(0, 10)}.ndjson.gz`;
  claimFile(out, FILE_KINDS.bundle);
  const plan = recordPlanInWords(choice, { target, contract, distance, account, rate, quota, out, flags });
  const stream = flags.dryPlan === true ? process.stdout : process.stderr;
  stream.write(`${escapeLines(plan).join('\n')}\n`);
  if (flags.dryPlan === true) return 0;
  if (distance !== 'loopback' && flags.yes !== true && !(await agreed())) {
    process.stderr.write('nothing was sent\n');
    return 0;
  }
  const interrupt = listenForInterrupt(() => {
    process.stderr.write(
      '\ninterrupted: cleaning up and writing what was recorded; press Ctrl-C again to quit immediately\n',
    );
  });
  const clients = await openClients(target, flags.client);
  const deadline = new AbortController();
  let late: NodeJS.Timeout | undefined;
  let close = (): void => {};
  try {
    await checkAccount(target, distance, account, interrupt.signal);
    const path = ledgerPath(flags, distance);
    const safe = safeClients(clients, target, contract, {
      ...flags,
      ...(rate !== undefined && { rate }),
      ...(path !== undefined && { ledger: path }),
      retries: distance === 'loopback' ? 0 : RETRIES,
      namePrefix: contract.rules.account?.namePrefix ?? 'kpc-',
    });
    close = safe.close;
    const options = runOptions({
      ...RECORDED_AS,
      checks,
      selected: choice.selected,
      contract,
      target: { ...target, timeouts: { ...target.timeouts, checkMs: CHECK_MS } },
      clients: safe.clients,
      names: safe.names,
      seed: flags.seed ?? SEED,
      quota,
      // The account is not among them: the sanitizer puts a stand-in there.
      ...(flags.redact !== undefined && { redact: flags.redact }),
      consistencyMs: flags.consistencyWait ?? CONSISTENCY_MS,
      allowance: { most: choice.requests + 100, made: 0 },
      signal: AbortSignal.any([interrupt.signal, deadline.signal]),
      tool: { name: TOOL_NAME, version: readVersion() },
      ...(safe.ledger !== undefined && { ledger: safe.ledger }),
      ...(distance !== 'loopback' && { marks: marksOf(safe.names.prefix, Date.now()) }),
    });
    if (rate !== undefined)
      late = setTimeout(() => deadline.abort(new Error('time')), flags.minutes * 60_000);
    const header = headerOf(options, distance, redactor.text);
    const { credentials } = target;
    const sanitizer = new Sanitizer({ credentials, ...(account !== undefined && { account }) });
    const writer = openBundle(out, sanitizer.value(header));
    const progress = createProgress(process.stderr, 'summary');
    try {
      const { leftovers, unreachable } = await record(options, sanitizer, {
        add: (line) => writer.add(line),
        on: (event) => progress.on(event),
      });
      progress.clear();
      if (unreachable !== undefined) throw new UsageError(`nothing was recorded: ${unreachable}`);
      const stopped = interrupt.signal.aborted
        ? 'interrupted'
        : deadline.signal.aborted
          ? `the ${flags.minutes} minutes were over`
          : undefined;
      const manifest = writer.finish({
        finishedAt: new Date().toISOString(),
        leftovers: leftovers.length,
        ...(stopped !== undefined && { stopped }),
      });
      const lines = [
        `${out}: ${manifest.exchanges} exchanges, ${manifest.results} results, sha256 ${manifest.sha256}`,
        ...(stopped === undefined ? [] : [`ended before its plan: ${stopped}`]),
        ...leftovers.map((one) => `leftover: ${one}`),
        `next: keypair-conformance evidence ${out}`,
      ];
      process.stdout.write(`${lines.map(escapeLine).join('\n')}\n`);
      if (leftovers.length > 0) return 5;
      if (interrupt.signal.aborted) return INTERRUPTED;
      return stopped === undefined ? 0 : 3;
    } finally {
      progress.clear();
      writer.discard();
    }
  } finally {
    clearTimeout(late);
    interrupt.dispose();
    close();
    for (const client of clients) await client.close();
  }
}

function headerOf(
  { target, contract, seed, names, clients, tool }: RunOptions,
  distance: 'loopback' | 'remote' | 'real',
  clean: (text: string) => string,
): BundleHeader {
  return {
    type: 'bundle',
    format: BUNDLE_FORMAT,
    provider: target.provider,
    service: distance === 'real' ? 'real' : 'other',
    endpoint: clean(target.endpoint),
    regions: target.regions.map(clean),
    startedAt: new Date().toISOString(),
    tool,
    contract: contractDigest(contract),
    sdks: sdksOf(target.provider, clients),
    seed,
    namePrefix: names?.prefix ?? '',
    clients: clients.map(({ kind }) => kind),
  };
}

/** The version of the SDK, where it takes part and is installed. */
function sdksOf(provider: string, clients: RunOptions['clients']): BundleHeader['sdks'] {
  const name = providerOf(provider)?.sdkPackage;
  if (name === undefined || !clients.some(({ kind }) => kind === 'sdk')) return {};
  try {
    const { version } = createRequire(import.meta.url)(`${name}/package.json`) as {
      readonly version: string;
    };
    return { [name]: version };
  } catch {
    return {};
  }
}

/** Asks on the terminal; without one there is nobody to ask. */
async function agreed(): Promise<boolean> {
  if (!process.stdin.isTTY) throw new UsageError('nobody is there to agree to this plan; add --yes');
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await terminal.question('Record? [no] ')).trim());
  } finally {
    terminal.close();
  }
}
