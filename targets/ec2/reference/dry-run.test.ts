import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReferenceServer } from '../../reference/http.ts';
import { base64, freshLine } from '../../reference/testing/gold.ts';
import { startReference } from './server.ts';
import { ask, refusalOf, texts } from './testing/ask.ts';

let server: ReferenceServer;
beforeAll(async () => {
  server = await startReference();
  await ask(server, { Action: 'ImportKeyPair', KeyName: 'there', PublicKeyMaterial: base64(freshLine()) });
});
afterAll(() => server.close());

describe('a dry run', () => {
  test.each<Record<string, string>>([
    { Action: 'CreateKeyPair', KeyName: 'new' },
    { Action: 'CreateKeyPair', KeyName: 'there' },
    { Action: 'CreateKeyPair', KeyName: '' },
    { Action: 'CreateKeyPair', KeyName: 'new', KeyType: 'ecdsa' },
    { Action: 'CreateKeyPair', KeyName: 'new', KeyFormat: 'der' },
    { Action: 'ImportKeyPair', KeyName: 'new', PublicKeyMaterial: 'bm90IGEga2V5' },
    { Action: 'DescribeKeyPairs' },
    { Action: 'DescribeKeyPairs', 'KeyName.1': 'missing' },
    { Action: 'DescribeKeyPairs', 'KeyPairId.1': 'bad' },
    { Action: 'DescribeKeyPairs', 'KeyName.1': 'there', 'KeyPairId.1': 'bad' },
    { Action: 'DeleteKeyPair', KeyName: 'there' },
    { Action: 'DeleteKeyPair', KeyName: 'missing' },
    { Action: 'DeleteKeyPair', KeyName: '' },
    { Action: 'DeleteKeyPair', KeyPairId: 'bad' },
    { Action: 'DeleteKeyPair' },
  ])('of %j says 412 and changes nothing', async (parameters) => {
    expect(refusalOf(await ask(server, { ...parameters, DryRun: 'true' }))).toBe(
      '412 DryRunOperation: Request would have succeeded, but DryRun flag is set.',
    );
    expect(texts(await ask(server, { Action: 'DescribeKeyPairs' }), 'keyName')).toEqual(['there']);
  });

  test('is not one when DryRun is false', async () => {
    expect((await ask(server, { Action: 'DescribeKeyPairs', DryRun: 'false' })).status).toBe(200);
  });
});
