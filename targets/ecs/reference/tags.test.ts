import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReferenceServer } from '../../reference/http.ts';
import { startEcsReference } from './server.ts';
import { ask, type EcsParameters, itemsOf, refusalOf } from './testing/ask.ts';
import { rsaLine } from './testing/keys.ts';

let server: ReferenceServer;
const PublicKeyBody = rsaLine();
beforeAll(async () => {
  server = await startEcsReference();
});
afterAll(() => server.close());

type Pairs = readonly (readonly [string, string])[];

function tagged(tags: Pairs): EcsParameters {
  const named = tags.flatMap(([key, value], index) => [
    [`Tag.${index + 1}.Key`, key],
    [`Tag.${index + 1}.Value`, value],
  ]);
  return Object.fromEntries(named) as EcsParameters;
}

const KEY = '400 InvalidTagKey.Malformed: The specified Tag.n.Key is not valid.';
const VALUE = '400 InvalidTagValue.Malformed: The specified Tag.n.Value is not valid.';

describe('tags', () => {
  test.each<[string, Pairs, string]>([
    ['an empty key', [['', 'v']], KEY],
    ['a key of 129 characters', [['k'.repeat(129), 'v']], KEY],
    ['a key that begins with aliyun', [['aliyun-x', 'v']], KEY],
    ['a key that begins with acs:', [['acs:x', 'v']], KEY],
    ['an address in a key', [['see http://x', 'v']], KEY],
    ['a value of 129 characters', [['k', 'v'.repeat(129)]], VALUE],
    ['an address in a value', [['k', 'see https://x']], VALUE],
    [
      'a key that comes twice',
      [
        ['k', '1'],
        ['k', '2'],
      ],
      '400 Duplicate.TagKey: The Tag.N.Key contain duplicate key.',
    ],
    [
      '21 tags',
      Array.from({ length: 21 }, (_, index) => [`k${index}`, ''] as const),
      '403 QuotaExceed.Tags: The maximum number of tags is exceeded. The maximum is 20.',
    ],
  ])('are refused by create and import for %s', async (_, tags, refusal) => {
    const parameters = { KeyPairName: 'never', PublicKeyBody, ...tagged(tags) };
    expect(refusalOf(await ask(server, 'CreateKeyPair', parameters))).toBe(refusal);
    expect(refusalOf(await ask(server, 'ImportKeyPair', parameters))).toBe(refusal);
    const left = await ask(server, 'DescribeKeyPairs', { KeyPairName: 'never' });
    expect(left.json.TotalCount).toBe(0);
  });

  test('may have a value that begins with acs: in an import, and not in a create', async () => {
    const parameters = { PublicKeyBody, ...tagged([['k', 'acs:x']]) };
    const created = await ask(server, 'CreateKeyPair', { KeyPairName: 'created', ...parameters });
    const imported = await ask(server, 'ImportKeyPair', { KeyPairName: 'imported', ...parameters });
    expect([refusalOf(created), imported.status]).toEqual([VALUE, 200]);
  });

  test('are kept up to every limit', async () => {
    const tags: Pairs = [
      ['k'.repeat(128), 'v'.repeat(128)],
      ['K', ''],
      ['k', '中文 +&='],
      ...Array.from({ length: 17 }, (_, index) => [`n${index}`, 'my-aliyun'] as const),
    ];
    await ask(server, 'ImportKeyPair', { KeyPairName: 'many', PublicKeyBody, ...tagged(tags) });
    const [item] = itemsOf(await ask(server, 'DescribeKeyPairs', { KeyPairName: 'many' }));
    expect(item?.Tags).toEqual({ Tag: tags.map(([TagKey, TagValue]) => ({ TagKey, TagValue })) });
  });
});
