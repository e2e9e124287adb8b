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
 * `cli/costs/<provider>.csv`, from which `run --dry-plan` adds up a plan without a rehearsal. The last column is what a
 * recording takes, with the delete of all that the check made, also for others:
 * node bench/plan-costs.mjs aws-ec2 alibaba-ecs
 */
const OPERATIONS = ['create', 'import', 'describe', 'delete'];

for (const provider of process.argv.slice(2)) {
  const costs = await costsOf(provider, { quota: 'probe', runs: 25 });
  const histories = { count: 1, steps: 6 };
  const recorded = await costsOf(provider, { quota: 'skip', runs: 1, frugal: true, histories });
  const rows = [...costs]
    .sort()
    .map(([id, counts]) => [id, ...counts.slice(0, 4), recordedOf(recorded.get(id))]);
  const text = ['requirement,create,import,describe,delete,recorded', ...rows.map(String), ''].join('\n');
  writeFileSync(new URL(`../cli/costs/${provider}.csv`, import.meta.url), text);
}

function recordedOf([create, imports, describe, , inBody, made]) {
  return create + imports + describe + Math.max(inBody, made);
}

async function costsOf(provider, amount) {
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
  let inBody = false;
  const clients = (await openClients({ ...target, credentials: DEFAULT_CREDENTIALS }, undefined)).map(
    (client) =>
      withCall(client, async (call, options) => {
        const counts = costs.get(current);
        if (counts !== undefined) counts[OPERATIONS.indexOf(call.operation)] += 1;
        if (counts !== undefined && inBody && call.operation === 'delete') counts[4] += 1;
        const outcome = await client.call(call, options);
        const makes = call.operation === 'create' || call.operation === 'import';
        if (counts !== undefined && makes && outcome.kind === 'accepted') counts[5] += 1;
        return outcome;
      }),
  );
  const checks = bindChecks(contract, SUITES).map((check) => ({
    ...check,
    body: {
      ...check.body,
      async run(ctx) {
        current = check.requirement.id;
        inBody = true;
        try {
          await check.body.run(ctx);
        } finally {
          inBody = false;
        }
      },
    },
  }));
  for (const { requirement } of checks) costs.set(requirement.id, [0, 0, 0, 0, 0, 0]);
  const events = run({
    checks,
    selected: checks.map(({ requirement }) => requirement.id),
    contract,
    target,
    clients,
    seed: 1,
    reading: 'observed',
    ...amount,
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
