import { afterAll, beforeAll, expect, it } from 'vitest';
import { telling } from '../specs/constraints.ts';
import type { Contract, Reading } from '../specs/contract.ts';
import { loadContract } from '../specs/load.ts';
import { createEc2Client } from '../targets/ec2/client/query.ts';
import { startReference } from '../targets/ec2/reference/server.ts';
import type { ReferenceServer } from '../targets/reference/http.ts';
import { testTarget } from '../targets/testing/target.ts';
import type { RunEvent } from './events.ts';
import { run } from './run.ts';
import { runOptions } from './run-options.ts';

let contract: Contract;
let reference: ReferenceServer;
let told: readonly string[];
beforeAll(async () => {
  contract = await loadContract(new URL('../specs/aws-ec2', import.meta.url));
  reference = await startReference();
  told = contract.conflicts.flatMap((conflict) => telling(conflict, contract));
});
afterAll(() => reference.close());

async function judge(reading: Reading): Promise<readonly RunEvent[]> {
  const target = testTarget({
    endpoint: reference.url,
    timeouts: { connectMs: 4_000, requestMs: 15_000, checkMs: 60_000 },
  });
  const client = createEc2Client(target);
  const events: RunEvent[] = [];
  const options = runOptions({
    select: { only: told },
    contract,
    target,
    clients: [client],
    seed: 11,
    reading,
    quota: 'skip',
    runs: 3,
  });
  for await (const event of run(options)) events.push(event);
  await client.close();
  return events;
}

function failed(events: readonly RunEvent[]): readonly string[] {
  return events
    .flatMap((event) =>
      event.type === 'check-finished' && event.verdict !== 'pass' ? [event.requirement] : [],
    )
    .sort();
}

it('fails the reference under the documented reading in exactly what conflicts.yaml says, and nowhere under the other', async () => {
  expect(told.length).toBeGreaterThan(10);
  expect(failed(await judge('observed'))).toEqual([]);
  expect(failed(await judge('documented'))).toEqual([...new Set(told)].sort());
}, 120_000);

it('tells that the reference follows what was observed in every conflict that a client can tell apart', async () => {
  const followed = (await judge('observed')).flatMap((event) =>
    event.type === 'reading-followed' ? [event] : [],
  );
  expect(new Set(followed.map(({ requirement }) => requirement))).toEqual(new Set(told));
  expect(followed.filter(({ observed, documented }) => !observed || documented)).toEqual([]);
}, 120_000);

it('leaves no conflict without a way to be judged or a reason why there is none', async () => {
  const problems: unknown = await loadContract(new URL('../specs/aws-ec2', import.meta.url), {
    completeness: true,
  }).catch((error: unknown) => error);
  expect(String(problems)).not.toContain('has two readings; add readings');
});
