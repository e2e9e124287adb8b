import process from 'node:process';
import type { BundleExchange, BundleReading, BundleResult } from '../recording/bundle.ts';
import { isUnsettled, sharesInWords, sharesOf } from '../recording/choose.ts';
import { outcomesOf } from '../recording/outcomes.ts';
import { responseReader } from '../recording/reader.ts';
import { record } from '../recording/record.ts';
import { Sanitizer } from '../recording/sanitize.ts';
import { bindChecks } from '../runner/plan.ts';
import { runOptions } from '../runner/run-options.ts';
import { SUITES } from '../suites/index.ts';
import { DEFAULT_CREDENTIALS } from '../targets/config/config.ts';
import { openClients, startReferenceOf } from '../targets/providers.ts';
import type { KeyPairClient } from '../targets/target.ts';
import { withCall } from '../targets/wire/wrapped.ts';
import { contractFor } from './contract.ts';
import { choiceFor, RATE, RECORDED_AS, type Wanted } from './record-choice.ts';

/** Ids that are named of those that one reason holds for. */
const SHOWN = 10;

/** Which recording is tried. */
export interface ShareFlags extends Omit<Wanted, 'client' | 'fillRealQuota'> {
  readonly provider?: string;
  /** Requests per second. */
  readonly rate?: number;
}

/**
 * Prints which share of each level a recording without the quota would settle, and the requests that it takes: it
 * records the embedded reference and counts what came out as evidence. Resolves to 0.
 */
export async function shareVerb(flags: ShareFlags): Promise<number> {
  const { provider = 'aws-ec2', minutes, rate = RATE } = flags;
  const contract = await contractFor(provider);
  const reference = await startReferenceOf(provider, { verify: DEFAULT_CREDENTIALS });
  const target = {
    name: 'reference',
    reference: true as const,
    provider,
    endpoint: `${reference.url}/`,
    regions: contract.rules.regions,
    credentials: DEFAULT_CREDENTIALS,
    concurrency: 1,
    timeouts: { connectMs: 5_000, requestMs: 15_000, checkMs: 60_000 },
    maxBodyBytes: 1_048_576,
    capabilities: { 'verifies-signatures': true } as const,
  };
  let requests = 0;
  const counted = (client: KeyPairClient): KeyPairClient =>
    withCall(client, (call, options) => {
      requests += 1;
      return client.call(call, options);
    });
  const [first, ...others] = await openClients(target);
  const clients = [counted(first), ...others.map(counted)] as const;
  const checks = bindChecks(contract, SUITES);
  const { selected } = await choiceFor(flags, checks, contract, rate);
  const exchanges: BundleExchange[] = [];
  const results: BundleResult[] = [];
  const add = (line: BundleExchange | BundleResult | BundleReading): void => {
    if (line.type === 'exchange') exchanges.push(line);
    if (line.type === 'result') results.push(line);
  };
  try {
    await record(
      runOptions({ ...RECORDED_AS, checks, selected, contract, target, clients, seed: 1, quota: 'skip' }),
      new Sanitizer({ credentials: DEFAULT_CREDENTIALS }),
      { add },
    );
  } finally {
    for (const client of clients) await client.close();
    await reference.close();
  }
  const outcomes = outcomesOf({ exchanges, results }, contract, await responseReader(provider));
  const settled = new Set(
    outcomes.filter(({ outcome }) => outcome === 'confirmed').map((one) => one.requirement.id),
  );
  const lines = [
    `a recording of ${provider} in ${minutes} minutes at ${rate} requests per second (${requests} requests), with wire and sdk, without the quota, settles:`,
    ...sharesInWords(sharesOf(contract, settled)).map((line) => `  ${line}`),
  ];
  const open = outcomes.filter(
    ({ requirement, outcome }) =>
      requirement.level === 'must' && isUnsettled(requirement) && outcome !== 'confirmed',
  );
  const reasons = new Map<string, string[]>();
  for (const { requirement, reason = 'the reference contradicts it' } of open)
    reasons.set(reason, [...(reasons.get(reason) ?? []), requirement.id]);
  for (const [reason, ids] of reasons)
    lines.push(
      `  ${ids.length} MUST not settled, ${reason}: ${ids.slice(0, SHOWN).join(', ')}${ids.length > SHOWN ? ', ...' : ''}`,
    );
  process.stdout.write(`${lines.join('\n')}\n`);
  return 0;
}
