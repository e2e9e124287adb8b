import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReferenceServer } from '../../reference/http.ts';
import { base64, freshLine, goldRejections, goldVectors } from '../../reference/testing/gold.ts';
import { startReference } from './server.ts';
import { type Answer, ask, only, refusalOf } from './testing/ask.ts';

let server: ReferenceServer;
beforeAll(async () => {
  server = await startReference();
});
afterAll(() => server.close());

function importKey(KeyName: string, PublicKeyMaterial: string): Promise<Answer> {
  return ask(server, { Action: 'ImportKeyPair', KeyName, PublicKeyMaterial });
}

async function described(name: string): Promise<Answer> {
  return ask(server, { Action: 'DescribeKeyPairs', 'KeyName.1': name, IncludePublicKey: 'true' });
}

const MALFORMED = '400 InvalidKey.Format: Key is not in valid OpenSSH public key format';

describe('the gold vectors', () => {
  test.each(goldVectors)('$id gets the recorded fingerprint', async (vector) => {
    const expected =
      vector.expectedFingerprintIfPublicHalfImported ??
      // The fingerprint of a created RSA key needs its private half, which nobody published.
      (vector.operation === 'CreateKeyPair' && vector.keyType === 'rsa'
        ? undefined
        : vector.expectedKeyFingerprint);
    const answer = await importKey(vector.id, base64(vector.publicKeyOpenSSH));
    expect(answer.status).toBe(200);
    if (expected === undefined) expect(only(answer, 'keyFingerprint')).toHaveLength(47);
    else expect(only(answer, 'keyFingerprint')).toBe(expected);
    const seen = await described(vector.id);
    expect(only(seen, 'keyFingerprint')).toBe(only(answer, 'keyFingerprint'));
    expect(only(seen, 'keyType')).toBe(vector.keyType);
    expect(only(seen, 'publicKey')).toBe(`${vector.publicKeyOpenSSH} ${vector.id}\n`);
  });

  test.each(goldVectors.filter((vector) => vector.materialBeforeApiBase64 !== undefined))(
    '$id is taken in its other encoding',
    async (vector) => {
      const answer = await importKey(`${vector.id}-other`, base64(vector.materialBeforeApiBase64 ?? ''));
      expect(only(answer, 'keyFingerprint')).toBe(vector.expectedKeyFingerprint);
      expect(only(await described(`${vector.id}-other`), 'publicKey')).toBe(
        `${vector.publicKeyOpenSSH} ${vector.id}-other\n`,
      );
    },
  );

  test('are taken as RFC 4716 block when RSA', async () => {
    const vector = goldVectors.find(({ id }) => id === 'aws-import-rsa2048-a');
    const blob = vector?.publicKeyOpenSSH
      .split(' ')[1]
      ?.match(/.{1,70}/g)
      ?.join('\n');
    const block = `---- BEGIN SSH2 PUBLIC KEY ----\nComment: "owned probe"\n${blob}\n---- END SSH2 PUBLIC KEY ----\n`;
    expect(only(await importKey('block', base64(block)), 'keyFingerprint')).toBe(
      vector?.expectedKeyFingerprint,
    );
  });

  test.each(goldRejections)(
    '$id is refused as recorded',
    async ({ id, publicKeyMaterialApiValue, expected }) => {
      expect(refusalOf(await importKey(id, publicKeyMaterialApiValue))).toBe(
        `${expected.httpStatus} ${expected.code}: ${expected.message}`,
      );
      expect(only(await described(id), 'Code')).toBe('InvalidKeyPair.NotFound');
    },
  );
});

describe('imported material', () => {
  test('may have a comment and a final newline, which leave no trace', async () => {
    const line = freshLine();
    const answer = await importKey('commented', base64(`${line} owned comment\n`));
    expect(answer.status).toBe(200);
    expect(only(await described('commented'), 'publicKey')).toBe(`${line} commented\n`);
  });

  test('is 2,048 characters at most', async () => {
    const line = freshLine();
    const filled = (length: number): string => base64(`${line} ${'c'.repeat(length - line.length - 1)}`);
    expect((await importKey('longest', filled(2_048))).status).toBe(200);
    expect(refusalOf(await importKey('longer', filled(2_049)))).toBe(
      '400 InvalidParameterValue: Value for parameter PublicKeyMaterial is invalid. Length exceeds maximum of 2048.',
    );
  });

  test.each([
    ['no base64', 'not base64!'],
    ['the bare line', freshLine()],
    ['base64 without padding', base64('ab').replace('=', '')],
    ['two lines', base64(`${freshLine()}\n${freshLine()}\n`)],
    ['a DSA key', base64('ssh-dss AAAAB3NzaC1kc3MAAAABAQ==')],
    ['a blob that announces four gigabytes', base64('ssh-rsa AAAAB3NzaC1yc2H/////AAAA')],
    ['an empty blob', base64('ssh-rsa AAAAAA==')],
  ])('is refused when it is %s', async (_case, material) => {
    expect(refusalOf(await importKey('broken', material))).toBe(MALFORMED);
  });

  test('is required', async () => {
    expect(refusalOf(await ask(server, { Action: 'ImportKeyPair', KeyName: 'none' }))).toBe(
      '400 MissingParameter: The request must contain the parameter PublicKeyMaterial',
    );
    expect(refusalOf(await ask(server, { Action: 'ImportKeyPair', PublicKeyMaterial: 'AA==' }))).toBe(
      '400 MissingParameter: The request must contain the parameter KeyName',
    );
  });

  test('is not looked at when the name exists', async () => {
    await importKey('taken', base64(freshLine()));
    expect(refusalOf(await importKey('taken', base64('garbage')))).toBe(
      '400 InvalidKeyPair.Duplicate: The keypair already exists',
    );
  });

  test('may be the same under several names, with ids of their own', async () => {
    const material = base64(freshLine());
    const [one, other] = [await importKey('same-1', material), await importKey('same-2', material)];
    expect(only(one, 'keyFingerprint')).toBe(only(other, 'keyFingerprint'));
    expect(only(one, 'keyPairId')).not.toBe(only(other, 'keyPairId'));
  });

  test('is answered without type, material or empty tagSet', async () => {
    const answer = await importKey('shape', base64(freshLine()));
    expect([...answer.text.matchAll(/<([a-zA-Z]+)>/g)].map(([, name]) => name)).toEqual([
      'requestId',
      'keyName',
      'keyPairId',
      'keyFingerprint',
    ]);
    expect(answer.text).not.toContain('tagSet');
  });
});
