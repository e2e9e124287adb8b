import { bindChecks } from '../build/runner/plan.js';
import { run } from '../build/runner/run.js';
import { selectChecks } from '../build/runner/select.js';
import { readContract } from '../build/specs/compiled.js';
import { SUITES } from '../build/suites/index.js';
import { resolveTarget } from '../build/targets/config/config.js';
import { createEc2Client } from '../build/targets/ec2/client/query.js';

/** The parts of a run that do not count as running: contract, checks, target. */
export async function prepare(endpoint) {
  const contract = await readContract('aws-ec2');
  const target = await resolveTarget({
    flags: { endpoint },
    env: {},
    file: undefined,
    cwd: import.meta.dirname,
    defaults: {
      provider: 'aws-ec2',
      regionsOf: async () => contract.rules.regions,
    },
  });
  return { contract, target, checks: bindChecks(contract, SUITES) };
}

/** Runs the suite through `client` (the wire client by default) and returns how many requirements passed and failed. */
export async function runSuite(
  { contract, target, checks },
  { topics, quota, client = createEc2Client(target) },
) {
  const selected = selectChecks(checks, topics === undefined ? {} : { topics }, contract);
  const counts = { pass: 0, fail: 0, other: 0 };
  const events = run({
    checks,
    selected,
    contract,
    target,
    clients: [client],
    seed: 1,
    reading: 'observed',
    quota,
    runs: 25,
    signal: new AbortController().signal,
    tool: { name: 'bench', version: '0' },
    selection: {},
    reproduce: () => ({}),
  });
  for await (const event of events) {
    if (event.type !== 'check-finished' || event.verdict === 'skipped') continue;
    const { verdict } = event;
    counts[verdict === 'pass' || verdict === 'fail' ? verdict : 'other'] += 1;
  }
  await client.close();
  return counts;
}

/** A client that also keeps every request as it went over the wire. */
export function recording(client, kept) {
  return {
    kind: client.kind,
    async call(call, options) {
      const outcome = await client.call(call, options);
      kept.push(outcome.exchange);
      return outcome;
    },
    close: () => client.close(),
  };
}
