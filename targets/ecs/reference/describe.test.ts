import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReferenceServer } from '../../reference/http.ts';
import { startEcsReference } from './server.ts';
import { ask, type EcsAnswer, type EcsParameters, itemsOf, namesOf, refusalOf } from './testing/ask.ts';
import { rsaLine } from './testing/keys.ts';

let server: ReferenceServer;
const lines = { alpha: rsaLine(), beta: rsaLine(), alphabet: rsaLine() };

beforeAll(async () => {
  server = await startEcsReference({ resourceGroups: ['rg-1'] });
  const tagged = { 'Tag.1.Key': 'team', 'Tag.1.Value': 'red', 'Tag.2.Key': 'empty', 'Tag.2.Value': '' };
  await take('alpha', lines.alpha, tagged);
  await take('beta', lines.beta, { 'Tag.1.Key': 'team', 'Tag.1.Value': 'blue', ResourceGroupId: 'rg-1' });
  await take('alphabet', lines.alphabet);
});
afterAll(() => server.close());

function take(KeyPairName: string, PublicKeyBody: string, more: EcsParameters = {}): Promise<EcsAnswer> {
  return ask(server, 'ImportKeyPair', { KeyPairName, PublicKeyBody, ...more });
}

function look(parameters: EcsParameters = {}): Promise<EcsAnswer> {
  return ask(server, 'DescribeKeyPairs', parameters);
}

describe('DescribeKeyPairs', () => {
  test('answers with nested lists, a minute of creation and no id', async () => {
    const { json } = await look({ KeyPairName: 'alpha' });
    expect(json).toEqual({
      RequestId: expect.any(String),
      PageNumber: 1,
      PageSize: 10,
      TotalCount: 1,
      KeyPairs: {
        KeyPair: [
          {
            KeyPairName: 'alpha',
            KeyPairFingerPrint: expect.stringMatching(/^[0-9a-f]{32}$/),
            CreationTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\dZ$/),
            ResourceGroupId: '',
            Tags: {
              Tag: [
                { TagKey: 'team', TagValue: 'red' },
                { TagKey: 'empty', TagValue: '' },
              ],
            },
          },
        ],
      },
    });
    const at = Date.parse(String(itemsOf(await look())[0]?.CreationTime));
    expect(Math.abs(Date.now() - at)).toBeLessThan(120_000);
  });

  test.each([
    ['a name', 'alpha', ['alpha']],
    ['a beginning', 'alpha*', ['alpha', 'alphabet']],
    ['an end', '*bet', ['alphabet']],
    ['a middle', '*a*', ['alpha', 'beta', 'alphabet']],
    ['everything', '*', ['alpha', 'beta', 'alphabet']],
    ['a part without a star', 'alph', []],
    ['another case', 'ALPHA', []],
    ['a star within', 'al*a', []],
    ['a name that nobody has', 'gamma', []],
  ])('finds by %s', async (_, KeyPairName, names) => {
    const answer = await look({ KeyPairName });
    expect(answer.status).toBe(200);
    expect(namesOf(answer)).toEqual(names);
    expect(answer.json.TotalCount).toBe(names.length);
  });

  test('joins name and fingerprint with AND', async () => {
    const KeyPairFingerPrint = String(itemsOf(await look({ KeyPairName: 'beta' }))[0]?.KeyPairFingerPrint);
    expect(namesOf(await look({ KeyPairFingerPrint }))).toEqual(['beta']);
    expect(namesOf(await look({ KeyPairFingerPrint, KeyPairName: '*' }))).toEqual(['beta']);
    expect(namesOf(await look({ KeyPairFingerPrint, KeyPairName: 'alpha' }))).toEqual([]);
  });

  test.each<[string, EcsParameters, string[]]>([
    ['key and value', { 'Tag.1.Key': 'team', 'Tag.1.Value': 'red' }, ['alpha']],
    ['key alone', { 'Tag.1.Key': 'team' }, ['alpha', 'beta']],
    ['two keys', { 'Tag.1.Key': 'team', 'Tag.2.Key': 'empty' }, ['alpha']],
    ['another value', { 'Tag.1.Key': 'team', 'Tag.1.Value': 'Red' }, []],
    ['another key', { 'Tag.1.Key': 'TEAM' }, []],
    ['resource group', { ResourceGroupId: 'rg-1' }, ['beta']],
    ['an unknown resource group', { ResourceGroupId: 'rg-2' }, []],
  ])('finds by %s', async (_, parameters, names) => {
    expect(namesOf(await look(parameters))).toEqual(names);
  });

  test('shows the public key only where it is asked for', async () => {
    const shown = await look({ KeyPairName: 'beta', IncludePublicKey: 'True' });
    const hidden = await look({ KeyPairName: 'beta', IncludePublicKey: 'false' });
    const wrong = await look({ IncludePublicKey: 'yes' });
    expect(itemsOf(shown)[0]?.PublicKey).toBe(lines.beta);
    expect(itemsOf(hidden)[0]).not.toHaveProperty('PublicKey');
    expect(refusalOf(wrong)).toBe(
      '400 InvalidParameter: The specified parameter "IncludePublicKey" is not valid.',
    );
  });

  test('cuts into pages whose total is that of all', async () => {
    const pages = await Promise.all(['1', '2', '3'].map((PageNumber) => look({ PageNumber, PageSize: '2' })));
    expect(pages.map(namesOf)).toEqual([['alpha', 'beta'], ['alphabet'], []]);
    expect(pages.map(({ json }) => [json.PageNumber, json.PageSize, json.TotalCount])).toEqual([
      [1, 2, 3],
      [2, 2, 3],
      [3, 2, 3],
    ]);
  });

  test('shows ten on a page by default', async () => {
    const RegionId = 'eu-central-1';
    const PublicKeyBody = rsaLine();
    for (let index = 0; index < 12; index += 1)
      await ask(server, 'ImportKeyPair', { RegionId, KeyPairName: `many-${index}`, PublicKeyBody });
    expect(namesOf(await look({ RegionId }))).toHaveLength(10);
    expect(namesOf(await look({ RegionId, PageNumber: '2' }))).toEqual(['many-10', 'many-11']);
    expect(namesOf(await look({ RegionId, PageSize: '50' }))).toHaveLength(12);
  });

  test.each([
    ['PageSize', '0'],
    ['PageSize', '51'],
    ['PageSize', '-1'],
    ['PageSize', 'ten'],
    ['PageNumber', '0'],
    ['PageNumber', '1.5'],
  ])('refuses the %s %s', async (name, value) => {
    expect(refusalOf(await look({ [name]: value }))).toBe(
      `400 InvalidParameter: The specified parameter "${name}" is not valid.`,
    );
  });

  test('takes no notice of parameters that it does not have', async () => {
    const answer = await look({ DryRun: 'true', Colour: 'red', KeyPairName: 'alpha' });
    expect(namesOf(answer)).toEqual(['alpha']);
  });
});
