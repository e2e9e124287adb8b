import { afterEach, beforeAll, expect, it } from 'vitest';
import { readContract } from '../specs/compiled.ts';
import type { Contract } from '../specs/contract.ts';
import { type Behaviours, correctBehaviours, withBehaviours } from '../targets/ec2/reference/behaviours.ts';
import type { Context } from '../targets/ec2/reference/context.ts';
import { startReference } from '../targets/ec2/reference/server.ts';
import { openClients } from '../targets/providers.ts';
import { testTarget } from '../targets/testing/target.ts';
import type { CheckFinished } from './events.ts';
import { run } from './run.ts';
import { runOptions } from './run-options.ts';

const REQUIREMENT = 'client.describe.agreement';

let contract: Contract;
beforeAll(async () => {
  contract = await readContract('aws-ec2');
});
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** The word of the SDK on one requirement, about a server that leaves the key type out for it where `holds` says so. */
async function judged(holds: (ctx: Context) => boolean): Promise<CheckFinished | undefined> {
  const { responses } = correctBehaviours();
  const behaviours: Behaviours = withBehaviours({
    responses: {
      describedItem: (ctx, pair) => {
        const nodes = responses.describedItem(ctx, pair);
        return fromSdk(ctx) && holds(ctx) ? nodes.filter(({ name }) => name !== 'keyType') : nodes;
      },
    },
  });
  const server = await startReference({ behaviours });
  closers.push(() => server.close());
  const target = testTarget({
    endpoint: server.url,
    timeouts: { connectMs: 4_000, requestMs: 15_000, checkMs: 60_000 },
  });
  const clients = await openClients(target);
  closers.push(async () => {
    for (const client of clients) await client.close();
  });
  let found: CheckFinished | undefined;
  for await (const event of run(
    runOptions({
      select: { only: [REQUIREMENT] },
      contract,
      target,
      clients,
      seed: 11,
      quota: 'skip',
      runs: 3,
    }),
  ))
    if (event.type === 'check-finished' && event.requirement === REQUIREMENT) found = event;
  return found;
}

const fromSdk = (ctx: Context): boolean => String(ctx.request.headers['amz-sdk-request']).endsWith('max=1');

it('two clients that are told different things are a finding with the exchange of each', async () => {
  const word = await judged(() => true);
  const [finding] = word?.findings ?? [];
  const of = (id: number | undefined): unknown => word?.exchanges.find((one) => one.id === id)?.client;
  expect(word).toMatchObject({ client: 'sdk', verdict: 'fail' });
  expect([of(finding?.exchanges[0]), of(finding?.compared?.exchange)]).toEqual(['sdk', 'wire']);
  expect(finding).toMatchObject({
    code: 'clients-disagree',
    facts: { part: 'key type' },
    compared: { client: 'wire' },
  });
}, 60_000);

it('what differs once and not again is a target that wavers, and no finding', async () => {
  let times = 0;
  const word = await judged(() => {
    times += 1;
    return times === 1;
  });
  expect(times).toBeGreaterThan(1);
  expect(word).toMatchObject({
    verdict: 'pass',
    findings: [],
    remarks: ['two clients were told different things, and the same when they asked again'],
  });
}, 60_000);
