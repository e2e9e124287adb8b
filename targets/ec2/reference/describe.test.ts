import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReferenceServer } from '../../reference/http.ts';
import { base64, freshLine } from '../../reference/testing/gold.ts';
import { startReference } from './server.ts';
import { type Answer, ask, only, refusalOf, texts } from './testing/ask.ts';

let server: ReferenceServer;
const ids = new Map<string, string>();
const fingerprints = new Map<string, string>();

const TAGGED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'web-1': { env: 'prod', role: 'web' },
  'web-2': { env: 'test' },
  'db-1': { env: 'prod', Role: 'db' },
  other: {},
};

beforeAll(async () => {
  server = await startReference();
  for (const [name, tags] of Object.entries(TAGGED)) {
    const answer = await ask(server, {
      Action: 'ImportKeyPair',
      KeyName: name,
      PublicKeyMaterial: base64(freshLine()),
      ...tagParameters(tags),
    });
    ids.set(name, only(answer, 'keyPairId'));
    fingerprints.set(name, only(answer, 'keyFingerprint'));
  }
});
afterAll(() => server.close());

function tagParameters(tags: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(tags);
  if (entries.length === 0) return {};
  return Object.fromEntries([
    ['TagSpecification.1.ResourceType', 'key-pair'],
    ...entries.flatMap(([key, value], index) => [
      [`TagSpecification.1.Tag.${index + 1}.Key`, key],
      [`TagSpecification.1.Tag.${index + 1}.Value`, value],
    ]),
  ]);
}

function lookUp(parameters: Record<string, string>): Promise<Answer> {
  return ask(server, { Action: 'DescribeKeyPairs', ...parameters });
}

function filter(name: string, ...values: string[]): Record<string, string> {
  return Object.fromEntries([
    ['Filter.1.Name', name],
    ...values.map((value, index) => [`Filter.1.Value.${index + 1}`, value]),
  ]);
}

async function names(parameters: Record<string, string>): Promise<string[]> {
  return texts(await lookUp(parameters), 'keyName').sort();
}

describe('a lookup', () => {
  test('of nothing in particular shows every pair of the region', async () => {
    expect(await names({})).toEqual(['db-1', 'other', 'web-1', 'web-2']);
  });

  test.each([
    [
      'an unknown name',
      { 'KeyName.1': 'no' },
      "400 InvalidKeyPair.NotFound: The key pair 'no' does not exist",
    ],
    [
      'a known and an unknown name',
      { 'KeyName.1': 'other', 'KeyName.2': 'no' },
      "400 InvalidKeyPair.NotFound: The key pair 'no' does not exist",
    ],
    [
      'a name in other case',
      { 'KeyName.1': 'OTHER' },
      "400 InvalidKeyPair.NotFound: The key pair 'OTHER' does not exist",
    ],
    [
      'an empty name',
      { 'KeyName.1': '' },
      "400 InvalidParameterValue: Invalid value '' for keyPairNames. It should not be blank",
    ],
    [
      'an unknown id',
      { 'KeyPairId.1': 'key-0123456789abcdef0' },
      "400 InvalidParameterValue: Invalid value 'key-0123456789abcdef0' for keyPairId.",
    ],
    [
      'a malformed id',
      { 'KeyPairId.1': 'bad' },
      "400 InvalidParameterValue: Invalid value 'bad' for keyPairId.",
    ],
    [
      'a name and an id',
      { 'KeyName.1': 'other', 'KeyPairId.1': 'bad' },
      "400 InvalidParameterCombination: The parameter 'keyPairId' may not be used in combination with 'keyName'",
    ],
  ])('of %s is refused', async (_case, parameters, expected) => {
    expect(refusalOf(await lookUp(parameters as Record<string, string>))).toBe(expected);
  });

  test('of a name and its own id is refused as well', async () => {
    const answer = await lookUp({ 'KeyName.1': 'other', 'KeyPairId.1': ids.get('other') ?? '' });
    expect(only(answer, 'Code')).toBe('InvalidParameterCombination');
  });

  test('by names or ids shows each pair once', async () => {
    expect(await names({ 'KeyName.1': 'other', 'KeyName.2': 'web-1', 'KeyName.3': 'other' })).toEqual([
      'other',
      'web-1',
    ]);
    const id = ids.get('db-1') ?? '';
    expect(await names({ 'KeyPairId.1': id, 'KeyPairId.7': id })).toEqual(['db-1']);
  });

  test('shows the elements in their order, with an empty tagSet', async () => {
    const answer = await lookUp({ 'KeyName.1': 'other', IncludePublicKey: 'false' });
    const item = answer.text.slice(answer.text.indexOf('<item>'), answer.text.indexOf('</item>'));
    expect([...item.matchAll(/<([a-zA-Z]+\/?)>/g)].map(([, name]) => name)).toEqual([
      'item',
      'keyName',
      'keyPairId',
      'keyFingerprint',
      'keyType',
      'createTime',
      'tagSet/',
    ]);
    expect(only(answer, 'createTime')).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(Math.abs(Date.parse(only(answer, 'createTime')) - Date.now())).toBeLessThan(60_000);
  });

  test('shows the public key between type and time when asked', async () => {
    const answer = await lookUp({ 'KeyName.1': 'other', IncludePublicKey: 'true' });
    expect(answer.text).toMatch(/<\/keyType><publicKey>ssh-ed25519 \S+ other\n<\/publicKey><createTime>/);
  });

  test('shows tags, whatever their order', async () => {
    const answer = await lookUp({ 'KeyName.1': 'web-1' });
    expect(texts(answer, 'key').sort()).toEqual(['env', 'role']);
    expect(texts(answer, 'value').sort()).toEqual(['prod', 'web']);
  });

  test('keeps its order from call to call', async () => {
    const [one, other] = [await lookUp({}), await lookUp({})];
    expect(texts(one, 'keyName')).toEqual(texts(other, 'keyName'));
  });
});

describe('a filter', () => {
  test.each([
    ['key-name', ['web-1'], ['web-1']],
    ['key-name', ['web-*'], ['web-1', 'web-2']],
    ['key-name', ['*-1'], ['db-1', 'web-1']],
    ['key-name', ['*e*'], ['other', 'web-1', 'web-2']],
    ['key-name', ['web-?'], ['web-1', 'web-2']],
    ['key-name', ['web\\-*'], ['web-1', 'web-2']],
    ['key-name', ['WEB-*'], []],
    ['key-name', ['web-1', 'other'], ['other', 'web-1']],
    ['key-name', [], []],
    ['tag:env', ['prod'], ['db-1', 'web-1']],
    ['tag:env', ['*'], ['db-1', 'web-1', 'web-2']],
    ['tag:role', ['*'], ['web-1']],
    ['tag-key', ['Role'], ['db-1']],
    ['tag-key', ['?ole'], ['db-1', 'web-1']],
    ['tag-value', ['prod'], ['db-1', 'web-1']],
    ['tag:none', ['x'], []],
  ])('%s = %j finds %j', async (name, values, expected) => {
    const answer = await lookUp(filter(name, ...values));
    expect(answer.status).toBe(200);
    expect(texts(answer, 'keyName').sort()).toEqual(expected);
    if (expected.length === 0) expect(answer.text).toContain('<keySet/>');
  });

  test('finds by id and fingerprint', async () => {
    expect(await names(filter('key-pair-id', ids.get('db-1') ?? ''))).toEqual(['db-1']);
    expect(await names(filter('fingerprint', fingerprints.get('other') ?? ''))).toEqual(['other']);
  });

  test('must pass together with the others', async () => {
    const both = { ...filter('tag:env', 'prod'), 'Filter.2.Name': 'key-name', 'Filter.2.Value.1': 'web-*' };
    expect(await names(both)).toEqual(['web-1']);
  });

  test('narrows the names asked for', async () => {
    expect(await names({ 'KeyName.1': 'web-1', ...filter('tag:env', 'prod') })).toEqual(['web-1']);
    const none = await lookUp({ 'KeyName.1': 'other', ...filter('tag:env', 'prod') });
    expect([none.status, texts(none, 'keyName')]).toEqual([200, []]);
  });

  test.each(['key-type', 'Key-Name', 'tag:', 'nothing'])('%s does not exist', async (name) => {
    expect(refusalOf(await lookUp(filter(name, 'x')))).toBe(
      `400 InvalidParameterValue: The filter '${name}' is invalid`,
    );
  });

  test('needs a name', async () => {
    expect(refusalOf(await lookUp({ 'Filter.1.Value.1': 'x' }))).toBe(
      "400 InvalidParameterValue: The filter 'null' is invalid",
    );
  });
});
