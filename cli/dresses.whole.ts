import { describe, expect, it } from 'vitest';
import { isGating } from '../runner/gating.ts';
import { readContract } from '../specs/compiled.ts';
import { DEFAULT_CREDENTIALS } from '../targets/config/config.ts';
import { correctBehaviours, withBehaviours } from '../targets/ec2/reference/behaviours.ts';
import { DRESS_NAMES } from '../targets/ec2/reference/dress.ts';
import { startReference } from '../targets/ec2/reference/server.ts';
import { foldingCase, LATER } from './testing/dresses.ts';
import { verdictsAt } from './verdicts-at.ts';

const contract = await readContract('aws-ec2');

/** What a whole run finds at a server, without the quota. */
async function wrongAt(options: Parameters<typeof startReference>[0]): Promise<readonly string[]> {
  const server = await startReference({ verify: DEFAULT_CREDENTIALS, ...options });
  const verdicts = await verdictsAt(contract, server.url, { capabilities: { 'verifies-signatures': true } });
  await server.close();
  expect(verdicts.size).toBeGreaterThan(600);
  return [...verdicts].filter(([, one]) => one !== 'pass' && one !== 'skipped').map(([id]) => id);
}

describe.each(DRESS_NAMES)('a whole run on the dress of %s', (dress) => {
  it('fails nothing but what the service did not do yet', async () => {
    const wrong = await wrongAt({ dress });
    expect(wrong.toSorted()).toEqual(LATER[dress]);
    expect(contract.requirements.filter((one) => wrong.includes(one.id) && isGating(one))).toEqual([]);
  });
});

it('a whole run on a server that takes names that differ only in case for one fails nothing', async () => {
  const behaviours = withBehaviours(foldingCase(correctBehaviours()));
  expect(await wrongAt({ behaviours })).toEqual([]);
});
