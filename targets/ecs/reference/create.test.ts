import { createHash, createPrivateKey } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReferenceServer } from '../../reference/http.ts';
import { publicKeyOf, sshBlob } from '../../reference/keys/public-key.ts';
import { startEcsReference } from './server.ts';
import { ask, itemsOf, refusalOf } from './testing/ask.ts';
import { rsaLine } from './testing/keys.ts';

let server: ReferenceServer;
beforeAll(async () => {
  server = await startEcsReference();
});
afterAll(() => server.close());

const MALFORMED = '400 InvalidKeyPairName.Malformed: Specified Key Pair name is not valid.';

describe('CreateKeyPair', () => {
  test('answers with a 2048 bit RSA key in PKCS#1 and the MD5 of its SSH blob', async () => {
    const { json, status, headers } = await ask(server, 'CreateKeyPair', { KeyPairName: 'first' });
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('application/json;charset=utf-8');
    expect(Object.keys(json)).toEqual([
      'RequestId',
      'KeyPairId',
      'KeyPairName',
      'KeyPairFingerPrint',
      'PrivateKeyBody',
    ]);
    const pem = String(json.PrivateKeyBody);
    expect(pem).toMatch(/^-----BEGIN RSA PRIVATE KEY-----\n[\s\S]+\n-----END RSA PRIVATE KEY-----$/);
    const key = createPrivateKey(pem);
    expect(key.asymmetricKeyDetails).toMatchObject({ modulusLength: 2048, publicExponent: 65537n });
    const digest = createHash('md5')
      .update(sshBlob(publicKeyOf(key)))
      .digest('hex');
    expect(json.KeyPairFingerPrint).toBe(digest);
    expect(json.KeyPairId).toMatch(/^ssh-[0-9a-z]{18}$/);
    expect(json.RequestId).toMatch(/^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/);
  });

  test('never gives a key, an id or a request id twice', async () => {
    const [one, two] = await Promise.all([
      ask(server, 'CreateKeyPair', { KeyPairName: 'twin-1' }),
      ask(server, 'CreateKeyPair', { KeyPairName: 'twin-2' }),
    ]);
    for (const member of ['KeyPairId', 'RequestId', 'PrivateKeyBody', 'KeyPairFingerPrint'])
      expect(one?.json[member]).not.toBe(two?.json[member]);
  });

  test('refuses a name that exists in the region, and in no other', async () => {
    await ask(server, 'CreateKeyPair', { KeyPairName: 'double' });
    const again = await ask(server, 'CreateKeyPair', { KeyPairName: 'double' });
    const elsewhere = await ask(server, 'CreateKeyPair', { KeyPairName: 'double', RegionId: 'us-west-1' });
    const otherCase = await ask(server, 'CreateKeyPair', { KeyPairName: 'Double' });
    expect(refusalOf(again)).toBe('400 KeyPair.AlreadyExist: The key pair already exist.');
    expect([elsewhere.status, otherCase.status]).toEqual([200, 200]);
  });

  test('lets one of several simultaneous creates of a name win', async () => {
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => ask(server, 'CreateKeyPair', { KeyPairName: 'race' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400, 400]);
  });

  test.each([
    ['of one character', 'a', MALFORMED],
    ['of 129 characters', 'a'.repeat(129), MALFORMED],
    ['that begins with a digit', '1a', MALFORMED],
    ['that begins with a sign', '_a', MALFORMED],
    ['with a space', 'a b', MALFORMED],
    ['with a slash', 'a/b', MALFORMED],
    ['that begins like an address', 'http://a', MALFORMED],
    ['that begins like a safe address', 'https://a', MALFORMED],
    [
      'that is empty',
      '',
      '400 MissingParameter: The input parameter "KeyPairName" that is mandatory for processing this request is not supplied.',
    ],
  ])('refuses a name %s', async (_, KeyPairName, refusal) => {
    expect(refusalOf(await ask(server, 'CreateKeyPair', { KeyPairName }))).toBe(refusal);
  });

  test.each(['ab', 'a'.repeat(128), 'A0_b-c:d.e', '密钥对', 'é1', 'httpx'])(
    'takes the name %s for an import',
    async (KeyPairName) => {
      const answer = await ask(server, 'ImportKeyPair', { KeyPairName, PublicKeyBody: rsaLine() });
      expect(answer.json.KeyPairName).toBe(KeyPairName);
    },
  );

  test('is refused for a full region, in the order name before quota', async () => {
    const small = await startEcsReference({ limits: { keyPairsPerRegion: 1 } });
    await ask(small, 'CreateKeyPair', { KeyPairName: 'only' });
    const full = await ask(small, 'CreateKeyPair', { KeyPairName: 'other' });
    const imported = await ask(small, 'ImportKeyPair', { KeyPairName: 'more', PublicKeyBody: rsaLine() });
    const double = await ask(small, 'CreateKeyPair', { KeyPairName: 'only' });
    await small.close();
    expect(refusalOf(full)).toBe('403 QuotaExceed.KeyPair: The key pair quota exceeds.');
    expect(imported.json.Code).toBe('QuotaExceed.KeyPair');
    expect(double.json.Code).toBe('KeyPair.AlreadyExist');
  });

  test('takes 500 key pairs in a region', async () => {
    const { json } = await ask(server, 'DescribeKeyPairs', { RegionId: 'me-east-1' });
    expect(json.TotalCount).toBe(0);
    const parameters = { RegionId: 'me-east-1', PublicKeyBody: rsaLine() };
    const answers = await Promise.all(
      Array.from({ length: 501 }, (_, index) =>
        ask(server, 'ImportKeyPair', { ...parameters, KeyPairName: `k${index}` }),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(500);
    expect(answers.filter(({ status }) => status === 403)).toHaveLength(1);
  });

  test('knows the resource groups of its account and no others', async () => {
    const own = await startEcsReference({ resourceGroups: ['rg-own'] });
    const parameters = { PublicKeyBody: rsaLine() };
    const unknown = { KeyPairName: 'unknown', ResourceGroupId: 'rg-other' };
    const known = { KeyPairName: 'known', ResourceGroupId: 'rg-own' };
    const refused = await ask(own, 'ImportKeyPair', { ...parameters, ...unknown });
    const refusedCreate = await ask(own, 'CreateKeyPair', unknown);
    await ask(own, 'ImportKeyPair', { ...parameters, ...known });
    await ask(own, 'ImportKeyPair', { ...parameters, KeyPairName: 'plain' });
    const items = itemsOf(await ask(own, 'DescribeKeyPairs'));
    const found = await ask(own, 'DescribeKeyPairs', { ResourceGroupId: 'rg-own' });
    await own.close();
    expect(refusalOf(refused)).toBe(
      '404 InvalidResourceGroup.NotFound: The ResourceGroup provided does not exist in our records.',
    );
    expect(refusedCreate.json.Code).toBe('InvalidResourceGroup.NotFound');
    expect(items.map((item) => item.ResourceGroupId)).toEqual(['rg-own', '']);
    expect(found.json.TotalCount).toBe(1);
  });
});
