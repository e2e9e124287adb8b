import { writeFileSync } from 'node:fs';
import process from 'node:process';
import { bindChecks } from '../build/runner/plan.js';
import { run } from '../build/runner/run.js';
import { readContract } from '../build/specs/compiled.js';
import { SUITES } from '../build/suites/index.js';
import { DEFAULT_CREDENTIALS, resolveTarget } from '../build/targets/config/config.js';
import { openClients, startReferenceOf } from '../build/targets/providers.js';
import { withCall } from '../build/targets/wire/wrapped.js';

/*
 * Counts the requests of every requirement against the reference, one check after the other, and writes them to
 * `cli/costs/<provider>.csv`, from which `run --dry-plan` adds up a plan without a rehearsal:
 * node bench/plan-costs.mjs aws-ec2 alibaba-ecs
 */
const OPERATIONS = ['create', 'import', 'describe', 'delete'];

for (const provider of process.argv.slice(2)) {
  const costs = await costsOf(provider);
  const rows = [...costs].sort().map(([id, counts]) => [id, ...counts].join(','));
  const text = ['requirement,create,import,describe,delete', ...rows, ''].join('\n');
  writeFileSync(new URL(`../cli/costs/${provider}.csv`, import.meta.url), text);
}

async function costsOf(provider) {
  const contract = await readContract(provider);
  const reference = await startReferenceOf(provider);
  const target = await resolveTarget({
    flags: { endpoint: reference.url, provider, concurrency: 1 },
    env: {},
    file: undefined,
    cwd: import.meta.dirname,
    defaults: { provider, regionsOf: async () => contract.rules.regions },
  });
  const costs = new Map();
  let current;
  const clients = (await openClients({ ...target, credentials: DEFAULT_CREDENTIALS }, undefined)).map(
    (client) =>
      withCall(client, (call, options) => {
        const counts = costs.get(current);
        if (counts !== undefined) counts[OPERATIONS.indexOf(call.operation)] += 1;
        return client.call(call, options);
      }),
  );
  const checks = bindChecks(contract, SUITES).map((check) => ({
    ...check,
    body: {
      ...check.body,
      run(ctx) {
        current = check.requirement.id;
        if (!costs.has(current)) costs.set(current, [0, 0, 0, 0]);
        return check.body.run(ctx);
      },
    },
  }));
  for (const { requirement } of checks) costs.set(requirement.id, [0, 0, 0, 0]);
  const events = run({
    checks,
    selected: checks.map(({ requirement }) => requirement.id),
    contract,
    target,
    clients,
    seed: 1,
    reading: 'observed',
    quota: 'probe',
    runs: 25,
    signal: new AbortController().signal,
    tool: { name: 'costs', version: '0' },
    selection: {},
    reproduce: () => ({}),
  });
  for await (const event of events) {
    if (event.type === 'check-finished' && event.verdict === 'fail')
      process.stderr.write(`${event.requirement} fails\n`);
  }
  for (const client of clients) await client.close();
  await reference.close();
  return costs;
}
