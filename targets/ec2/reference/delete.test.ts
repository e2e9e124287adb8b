import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReferenceServer } from '../../reference/http.ts';
import { base64, freshLine } from '../../reference/testing/gold.ts';
import { startReference } from './server.ts';
import { type Answer, ask, only, refusalOf, texts } from './testing/ask.ts';

let server: ReferenceServer;
beforeAll(async () => {
  server = await startReference();
  await add('unrelated');
});
afterAll(() => server.close());

async function add(name: string): Promise<string> {
  const parameters = { Action: 'ImportKeyPair', KeyName: name, PublicKeyMaterial: base64(freshLine()) };
  return only(await ask(server, parameters), 'keyPairId');
}

function remove(parameters: Record<string, string>): Promise<Answer> {
  return ask(server, { Action: 'DeleteKeyPair', ...parameters });
}

async function names(): Promise<string[]> {
  return texts(await ask(server, { Action: 'DescribeKeyPairs' }), 'keyName').sort();
}

describe('a delete', () => {
  test('by name takes out that pair and tells its id', async () => {
    const id = await add('by-name');
    const answer = await remove({ KeyName: 'by-name' });
    expect(answer.text).toMatch(/<return>true<\/return>\s*<keyPairId>[^<]+<\/keyPairId>/);
    expect(only(answer, 'keyPairId')).toBe(id);
    expect(await names()).toEqual(['unrelated']);
  });

  test('by id takes out that pair', async () => {
    const id = await add('by-id');
    expect(only(await remove({ KeyPairId: id }), 'keyPairId')).toBe(id);
    expect(await names()).toEqual(['unrelated']);
  });

  test('of what is gone or never was by name is a success without id', async () => {
    const id = await add('gone');
    await remove({ KeyName: 'gone' });
    for (const parameters of [{ KeyName: 'gone' }, { KeyPairId: id }, { KeyName: 'never' }]) {
      const answer = await remove(parameters as Record<string, string>);
      expect([answer.status, only(answer, 'return'), texts(answer, 'keyPairId')]).toEqual([200, 'true', []]);
    }
  });

  test('follows the id when name and id disagree', async () => {
    const id = await add('victim');
    const answer = await remove({ KeyName: 'unrelated', KeyPairId: id });
    expect(only(answer, 'keyPairId')).toBe(id);
    expect(await names()).toEqual(['unrelated']);
    const again = await remove({ KeyName: 'unrelated', KeyPairId: id });
    expect([again.status, texts(again, 'keyPairId')]).toEqual([200, []]);
    expect(await names()).toEqual(['unrelated']);
  });

  test.each([
    [{}, '400 MissingParameter: KeyName or KeyPairId must be provided'],
    [{ KeyName: '', KeyPairId: '' }, '400 MissingParameter: KeyName or KeyPairId must be provided'],
    [{ KeyPairId: 'bad' }, '400 InvalidParameterValue: Value for parameter keyPairId is invalid.'],
    [{ KeyPairId: 'key-12345678' }, '400 InvalidParameterValue: Value for parameter keyPairId is invalid.'],
    [
      { KeyPairId: 'key-00000000000000000' },
      "400 InvalidParameterValue: Invalid value 'key-00000000000000000' for keyPairId.",
    ],
  ])('of %j is refused', async (parameters, expected) => {
    expect(refusalOf(await remove(parameters as Record<string, string>))).toBe(expected);
    expect(await names()).toEqual(['unrelated']);
  });

  test('frees the name for a pair with a new id', async () => {
    const first = await add('again');
    await remove({ KeyName: 'again' });
    const second = await add('again');
    expect(second).not.toBe(first);
    const seen = await ask(server, { Action: 'DescribeKeyPairs', 'KeyName.1': 'again' });
    expect(only(seen, 'keyPairId')).toBe(second);
    await remove({ KeyName: 'again' });
  });
});
