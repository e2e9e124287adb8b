import { expect, it } from 'vitest';
import { isGating } from '../runner/gating.ts';
import { readContract } from '../specs/compiled.ts';
import { DEFAULT_CREDENTIALS } from '../targets/config/config.ts';
import {
  type BehaviourOverrides,
  correctBehaviours,
  withBehaviours,
} from '../targets/ec2/reference/behaviours.ts';
import { DRESS_NAMES, type DressName } from '../targets/ec2/reference/dress.ts';
import { startReference } from '../targets/ec2/reference/server.ts';
import { ask } from '../targets/ec2/reference/testing/ask.ts';
import { foldingCase, LATER } from './testing/dresses.ts';
import { verdictsAt } from './verdicts-at.ts';

const contract = await readContract('aws-ec2');

/** What is neither met nor left out on a server that is right but different. */
async function wrongOn(
  { dress, overrides = {} }: { readonly dress?: DressName; readonly overrides?: BehaviourOverrides },
  topics: readonly string[],
): Promise<readonly (readonly [string, string])[]> {
  const server = await startReference({
    behaviours: withBehaviours(overrides),
    verify: DEFAULT_CREDENTIALS,
    ...(dress && { dress }),
  });
  const verdicts = await verdictsAt(contract, server.url, {
    topics,
    capabilities: { 'verifies-signatures': true },
  });
  await server.close();
  expect(verdicts.size).toBeGreaterThan(20);
  return [...verdicts].filter(([, verdict]) => verdict !== 'pass' && verdict !== 'skipped');
}

it.each(DRESS_NAMES)(
  'the suite has nothing to say against the headers and layout of %s, but what came later',
  async (dress) => {
    const topics = ['response-shape', 'error-shape', 'client', 'dry-run', 'wire', 'lifecycle'];
    const wrong = (await wrongOn({ dress }, topics)).map(([id]) => id);
    expect(wrong.toSorted()).toEqual(LATER[dress]);
    const failed = contract.requirements.filter(({ id }) => wrong.includes(id));
    expect(failed.filter(isGating)).toEqual([]);
  },
  120_000,
);

it('a server that takes names that differ only in case for one has no fault', async () => {
  const overrides = foldingCase(correctBehaviours());
  expect(await wrongOn({ overrides }, ['name', 'duplicate', 'describe', 'filter', 'isolation'])).toEqual([]);
}, 120_000);

it.each([
  ['2018', [undefined, undefined]],
  ['2020', ['close', undefined]],
  ['2026', ['close', 'text/xml;charset=UTF-8']],
] as const)('a refusal of %s has the Connection and Content-Type that were seen', async (dress, expected) => {
  const server = await startReference({ dress });
  const { headers, text } = await ask(server, { Action: 'DeleteKeyPair' });
  const success = await ask(server, { Action: 'DescribeKeyPairs' });
  await server.close();
  expect(text).toMatch(/^<\?xml[^\n]*\n<Response>[^\n]*$/);
  expect(success.text.split('\n').length).toBe(dress === '2026' ? 2 : 5);
  expect(headers.server).toBe('AmazonEC2');
  if (dress !== '2018') expect([headers.connection, headers['content-type']]).toEqual(expected);
});
