import { expect, it } from 'vitest';
import { readContract } from '../specs/compiled.ts';
import { correctBehaviours, withBehaviours } from '../targets/ec2/reference/behaviours.ts';
import { startReference } from '../targets/ec2/reference/server.ts';
import { type Passed, startProxy } from './testing/proxy.ts';
import { verdictsAt } from './verdicts-at.ts';

const QUOTA = 40;
const contract = await readContract('aws-ec2');
const quiet = contract.rules.regions[2];

/** The verdicts on the quota at a region of few places, where some imports are carried out and get no response. */
async function verdictsWhere(isLost: (nth: number) => boolean): Promise<ReadonlyMap<string, string>> {
  const { quota } = correctBehaviours();
  const limit: typeof quota.limit = (ctx) => (ctx.region === quiet ? QUOTA : quota.limit(ctx));
  const behaviours = withBehaviours({ quota: { limit } });
  const reference = await startReference({ behaviours });
  let imports = 0;
  const isFilling = ({ headers, requestBody }: Passed): boolean =>
    requestBody.includes('ImportKeyPair') && headers.authorization?.includes(`/${quiet}/`) === true;
  const proxy = await startProxy(reference.url, (passed) => {
    if (!isFilling(passed)) return passed.responseBody;
    imports += 1;
    return imports <= QUOTA && isLost(imports) ? 'hang' : passed.responseBody;
  });
  try {
    return await verdictsAt(contract, proxy.url, {
      topics: ['quota'],
      clients: ['wire'],
      quota: QUOTA,
      requestMs: 3_000,
    });
  } finally {
    await proxy.close();
    await reference.close();
  }
}

it('a region is filled although the target left some calls without a response', async () => {
  const verdicts = await verdictsWhere((nth) => nth % 5 === 0);
  const quotas = [...verdicts].filter(([id]) => id.startsWith('quota.'));
  expect(quotas.length).toBeGreaterThan(5);
  expect(quotas.filter(([, verdict]) => verdict !== 'pass')).toEqual([]);
});
