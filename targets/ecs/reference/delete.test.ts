import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReferenceServer } from '../../reference/http.ts';
import { startEcsReference } from './server.ts';
import { ask, namesOf, refusalOf } from './testing/ask.ts';
import { rsaLine } from './testing/keys.ts';

let server: ReferenceServer;
beforeAll(async () => {
  server = await startEcsReference();
});
afterAll(() => server.close());

async function hold(...names: string[]): Promise<void> {
  const PublicKeyBody = rsaLine();
  for (const KeyPairName of names) await ask(server, 'ImportKeyPair', { KeyPairName, PublicKeyBody });
}

describe('DeleteKeyPairs', () => {
  test('takes out the named pairs and no others, whether all of them exist or not', async () => {
    await hold('one', 'two', 'three');
    const names = JSON.stringify(['one', 'nobody', 'two', 'one']);
    const { json, status } = await ask(server, 'DeleteKeyPairs', { KeyPairNames: names });
    expect([status, json]).toEqual([200, { RequestId: expect.any(String) }]);
    expect(namesOf(await ask(server, 'DescribeKeyPairs'))).toEqual(['three']);
  });

  test('frees the name', async () => {
    await hold('again');
    await ask(server, 'DeleteKeyPairs', { KeyPairNames: '["again"]' });
    const answer = await ask(server, 'ImportKeyPair', { KeyPairName: 'again', PublicKeyBody: rsaLine() });
    expect(answer.status).toBe(200);
  });

  test('stays within its region', async () => {
    await hold('here');
    await ask(server, 'DeleteKeyPairs', { KeyPairNames: '["here"]', RegionId: 'us-east-1' });
    const left = await ask(server, 'DescribeKeyPairs', { KeyPairName: 'here' });
    expect(left.json.TotalCount).toBe(1);
  });

  test('takes 100 names at once', async () => {
    const names = JSON.stringify(Array.from({ length: 100 }, (_, index) => `k${index}`));
    expect((await ask(server, 'DeleteKeyPairs', { KeyPairNames: names })).status).toBe(200);
  });

  test.each([
    ['101 names', JSON.stringify(Array.from({ length: 101 }, (_, index) => `k${index}`))],
    ['no name', '[]'],
    ['a plain name', 'here'],
    ['a list that is no JSON', "['here']"],
    ['a JSON text', '"here"'],
    ['a number', '[1]'],
  ])('refuses %s and takes nothing out', async (_, KeyPairNames) => {
    await hold('here');
    expect(refusalOf(await ask(server, 'DeleteKeyPairs', { KeyPairNames }))).toBe(
      '400 InvalidKeyPairNames.ValueNotSupported: The specified parameter "KeyPairNames" is not valid.',
    );
    const left = await ask(server, 'DescribeKeyPairs', { KeyPairName: 'here' });
    expect(left.json.TotalCount).toBe(1);
  });

  test('refuses a request without names', async () => {
    expect(refusalOf(await ask(server, 'DeleteKeyPairs'))).toBe(
      '400 MissingParameter: The input parameter "KeyPairNames" that is mandatory for processing this request is not supplied.',
    );
  });
});
