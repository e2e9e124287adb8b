import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReferenceServer } from '../../reference/http.ts';
import { base64, freshLine } from '../../reference/testing/gold.ts';
import { startReference } from './server.ts';
import { type Answer, ask, only, refusalOf, texts } from './testing/ask.ts';

let server: ReferenceServer;
let count = 0;
beforeAll(async () => {
  server = await startReference();
});
afterAll(() => server.close());

const START = { 'TagSpecification.1.ResourceType': 'key-pair' };

function tag(key: string, value: string, number = 1): Record<string, string> {
  const prefix = `TagSpecification.1.Tag.${number}`;
  return { [`${prefix}.Key`]: key, [`${prefix}.Value`]: value };
}

function many(number: number): Record<string, string> {
  const tags = Array.from({ length: number }, (_, index) => tag(`key${index}`, 'x', index + 1));
  return Object.assign({}, ...tags);
}

function add(parameters: Record<string, string>): Promise<Answer> {
  count += 1;
  const PublicKeyMaterial = base64(freshLine());
  return ask(server, {
    Action: 'ImportKeyPair',
    KeyName: `tagged-${count}`,
    PublicKeyMaterial,
    ...parameters,
  });
}

describe('tags', () => {
  test.each<[string, Record<string, string>, string]>([
    [
      'another resource type',
      { 'TagSpecification.1.ResourceType': 'instance', ...tag('a', 'b') },
      "InvalidParameterValue: 'instance' is not a valid taggable resource type for this operation.",
    ],
    [
      'no resource type',
      tag('a', 'b'),
      'InvalidParameterValue: Tag specification resource type must have a value',
    ],
    ['no tags', START, 'InvalidParameterValue: Tag specification must have at least one tag'],
    [
      'an empty key',
      { ...START, ...tag('', 'b') },
      "InvalidParameterValue: Value ( '' ) for parameter Tag key is invalid. Tag key cannot be null or empty.",
    ],
    [
      'a reserved key',
      { ...START, ...tag('aws:x', 'b') },
      "InvalidParameterValue: Tag keys starting with 'aws:' are reserved for internal use",
    ],
    [
      'a key twice',
      { ...START, ...tag('a', 'b'), ...tag('a', 'c', 2) },
      "InvalidParameterValue: Duplicate tag key 'a' specified.",
    ],
    [
      'a key of 129 characters',
      { ...START, ...tag('k'.repeat(129), 'b') },
      'InvalidParameterValue: Tag key exceeds the maximum length of 128 characters',
    ],
    [
      'a value of 257 characters',
      { ...START, ...tag('a', 'v'.repeat(257)) },
      'InvalidParameterValue: Tag value exceeds the maximum length of 256 characters',
    ],
    [
      'a control character',
      { ...START, ...tag('a', '\u0001') },
      'InvalidParameterValue: Tag keys and values must not contain control characters',
    ],
    [
      '51 tags',
      { ...START, ...many(51) },
      'TagLimitExceeded: The resultant tag set must not have more than 50 user tags.',
    ],
  ])('with %s are refused', async (_case, parameters, expected) => {
    expect(refusalOf(await add(parameters))).toBe(`400 ${expected}`);
    expect(texts(await ask(server, { Action: 'DescribeKeyPairs' }), 'keyName')).not.toContain(
      `tagged-${count}`,
    );
  });

  test.each<[string, Record<string, string>, number]>([
    ['a key of 128 characters', tag('k'.repeat(128), 'b'), 1],
    ['a value of 256 characters', tag('a', '\u{1f511}'.repeat(256)), 1],
    ['an empty value', tag('a', ''), 1],
    ['no value at all', { 'TagSpecification.1.Tag.1.Key': 'a' }, 1],
    ['markup in them', tag('<&>"\'', ']]>\r\n\t'), 1],
    ['keys in other case', { ...tag('a', '1'), ...tag('A', '2', 2), ...tag('AWS', '3', 3) }, 3],
    ['50 tags', many(50), 50],
  ])('with %s are kept', async (_case, parameters, number) => {
    const answer = await add({ ...START, ...parameters });
    const seen = await ask(server, { Action: 'DescribeKeyPairs', 'KeyName.1': `tagged-${count}` });
    const sent = Object.entries(parameters);
    for (const view of [answer, seen]) {
      expect(texts(view, 'key')).toHaveLength(number);
      expect(texts(view, 'key').sort()).toEqual(
        sent.flatMap(([name, value]) => (name.endsWith('.Key') ? [value] : [])).sort(),
      );
      const values = sent.flatMap(([name, value]) => (name.endsWith('.Value') ? [value] : []));
      expect(
        texts(view, 'value')
          .filter((value) => value !== '')
          .sort(),
      ).toEqual(values.filter((value) => value !== '').sort());
    }
  });

  test('may be given to a created pair', async () => {
    const parameters = { KeyName: 'created', KeyType: 'ed25519', ...START, ...tag('a', 'b') };
    const answer = await ask(server, { Action: 'CreateKeyPair', ...parameters });
    expect([only(answer, 'key'), only(answer, 'value')]).toEqual(['a', 'b']);
    expect(answer.text).toMatch(
      /<\/keyPairId>\s*<tagSet><item><key>a<\/key><value>b<\/value><\/item><\/tagSet>/,
    );
  });

  test('are changed by CreateTags and DeleteTags, which change nothing else', async () => {
    const made = await add({ ...START, ...tag('Name', 'probe'), ...tag('suite', 'one', 2) });
    const id = only(made, 'keyPairId');
    const look = (): Promise<Answer> => ask(server, { Action: 'DescribeKeyPairs', 'KeyPairId.1': id });
    const before = await look();
    const set = { 'ResourceId.1': id, 'Tag.1.Key': 'Name', 'Tag.1.Value': 'changed' };
    const created = await ask(server, { Action: 'CreateTags', ...set });
    expect(created.text).toMatch(
      /<CreateTagsResponse [^>]*>\s*<requestId>[^<]*<\/requestId>\s*<return>true</,
    );
    const changed = await look();
    expect(texts(changed, 'value').toSorted()).toEqual(['changed', 'one']);
    expect(only(changed, 'createTime')).toBe(only(before, 'createTime'));
    await ask(server, { Action: 'DeleteTags', 'ResourceId.1': id, 'Tag.1.Key': 'Name' });
    expect(texts(await look(), 'key')).toEqual(['suite']);
  });

  test.each<[string, Record<string, string>, string]>([
    ['of a resource that is none', {}, "InvalidID: The ID 'key-0' is not valid"],
    ['with a parameter of another action', { KeyName: 'x' }, 'The parameter KeyName is not recognized'],
  ])('are not changed %s', async (_case, parameters, expected) => {
    const set = { 'ResourceId.1': 'key-0', 'Tag.1.Key': 'a', ...parameters };
    expect(refusalOf(await ask(server, { Action: 'CreateTags', ...set }))).toContain(expected);
  });

  test('are changed under the rules for each of them', async () => {
    const id = only(await add({}), 'keyPairId');
    const set = { 'ResourceId.1': id, 'Tag.1.Key': 'aws:x', 'Tag.1.Value': 'b' };
    expect(refusalOf(await ask(server, { Action: 'CreateTags', ...set }))).toContain(
      'reserved for internal use',
    );
  });
});
