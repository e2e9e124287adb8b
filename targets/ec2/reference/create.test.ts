import { createPrivateKey } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReferenceServer } from '../../reference/http.ts';
import { sha1OfPkcs8, sha256OfSshBlob } from '../../reference/keys/fingerprints.ts';
import { publicKeyOf } from '../../reference/keys/public-key.ts';
import { openSshLine, parseOpenSshLine } from '../../reference/keys/public-text.ts';
import { installed, ask as tool } from '../../reference/testing/tools.ts';
import { startReference } from './server.ts';
import { type Answer, ask, only, refusalOf, texts } from './testing/ask.ts';

let server: ReferenceServer;
beforeAll(async () => {
  server = await startReference();
});
afterAll(() => server.close());

function create(KeyName: string, more: Record<string, string> = {}): Promise<Answer> {
  return ask(server, { Action: 'CreateKeyPair', KeyName, ...more });
}

async function publicKeyOfPair(name: string): Promise<string> {
  const described = await ask(server, {
    Action: 'DescribeKeyPairs',
    'KeyName.1': name,
    IncludePublicKey: 'true',
  });
  return only(described, 'publicKey');
}

function elements(answer: Answer): string[] {
  return [...answer.text.matchAll(/<([a-zA-Z]+)>/g)].map(([, name]) => name ?? '');
}

describe('a name', () => {
  const name255 = 'n'.repeat(255);
  test.each([
    ['is missing', '', '400 MissingParameter: The request must contain the parameter KeyName'],
    [
      'has 256 characters',
      `${name255}x`,
      '400 InvalidParameterValue: Value for parameter KeyName is invalid. Length exceeds maximum of 255.',
    ],
    [
      'starts with a space',
      ' a',
      "400 InvalidParameterValue: Invalid value ' a' for keyName. It should be trimmed",
    ],
    [
      'ends with a space',
      'a ',
      "400 InvalidParameterValue: Invalid value 'a ' for keyName. It should be trimmed",
    ],
    [
      'is beyond ASCII',
      'é',
      '400 InvalidParameterValue: Value for parameter KeyName is invalid. Character sets beyond ASCII are not supported.',
    ],
    ['has a newline', 'a\nb', '400 InvalidParameterValue: Value for parameter a\nb is invalid. KeyName'],
    [
      'has a control character',
      'a\u0007b',
      '400 InvalidParameterValue: Value for parameter a\ufffdb is invalid. KeyName',
    ],
  ])('is refused when it %s', async (_case, name, expected) => {
    expect(refusalOf(await create(name, { KeyType: 'ed25519' }))).toBe(expected);
    expect((await ask(server, { Action: 'DescribeKeyPairs' })).status).toBe(200);
  });

  test.each([[name255], ['a b'], [`!"#$%&'()*+,-./:;<=>?@[\\]^_\`{|}~`], ['x'], ['A'], ['a']])(
    'may be %j',
    async (name) => {
      const answer = await create(name, { KeyType: 'ed25519' });
      expect([answer.status, only(answer, 'keyName')]).toEqual([200, name]);
      const described = await ask(server, { Action: 'DescribeKeyPairs', 'KeyName.1': name });
      expect(only(described, 'keyName')).toBe(name);
    },
  );

  test('is refused when a pair has it', async () => {
    await create('twice', { KeyType: 'ed25519' });
    expect(refusalOf(await create('twice'))).toBe('400 InvalidKeyPair.Duplicate: The keypair already exists');
  });
});

describe('type and format', () => {
  test.each([
    [
      { KeyType: 'ecdsa' },
      "400 InvalidParameterValue: 1 validation error detected: Value 'ecdsa' at 'keyType' failed to satisfy constraint: Member must satisfy enum value set: [rsa, ed25519]",
    ],
    [
      { KeyType: '' },
      "400 InvalidParameterValue: 1 validation error detected: Value '' at 'keyType' failed to satisfy constraint: Member must satisfy enum value set: [rsa, ed25519]",
    ],
    [
      { KeyFormat: 'der' },
      "400 InvalidParameterValue: 1 validation error detected: Value 'der' at 'keyFormat' failed to satisfy constraint: Member must satisfy enum value set: [ppk, pem]",
    ],
  ])('%j is refused', async (parameters, expected) => {
    expect(refusalOf(await create('typed', parameters))).toBe(expected);
    const described = await ask(server, {
      Action: 'DescribeKeyPairs',
      'Filter.1.Name': 'key-name',
      'Filter.1.Value.1': 'typed',
    });
    expect(texts(described, 'keyName')).toEqual([]);
  });
});

describe('a created pair', () => {
  test('is RSA in PKCS#1 PEM by default, with the SHA-1 of its PKCS#8 form', async () => {
    const answer = await create('plain-rsa');
    expect(elements(answer)).toEqual(['requestId', 'keyName', 'keyFingerprint', 'keyMaterial', 'keyPairId']);
    const material = only(answer, 'keyMaterial');
    expect(material).toMatch(/^-----BEGIN RSA PRIVATE KEY-----\n/);
    const key = createPrivateKey(material);
    expect(key.asymmetricKeyDetails).toEqual({ modulusLength: 2048, publicExponent: 65537n });
    expect(only(answer, 'keyFingerprint')).toBe(sha1OfPkcs8(key));
    expect(only(answer, 'keyPairId')).toMatch(/^key-[0-9a-f]{17}$/);
    expect(await publicKeyOfPair('plain-rsa')).toBe(`${openSshLine(publicKeyOf(key), 'plain-rsa')}\n`);
  });

  test('is Ed25519 in the OpenSSH container when asked', async (ctx) => {
    const answer = await create('plain-ed', { KeyType: 'ed25519', KeyFormat: 'pem' });
    const material = only(answer, 'keyMaterial');
    expect(material).toMatch(/^-----BEGIN OPENSSH PRIVATE KEY-----\n/);
    const line = await publicKeyOfPair('plain-ed');
    const key = parseOpenSshLine(line);
    expect(key && sha256OfSshBlob(key)).toBe(only(answer, 'keyFingerprint'));
    if (!(await installed('ssh-keygen'))) ctx.skip('ssh-keygen is not installed');
    const read = await tool('ssh-keygen', ['-y', '-P', '', '-f', 'FILE'], material);
    expect(line).toBe(`${read.trim()} plain-ed\n`);
  });

  test.each([
    ['rsa', 'ssh-rsa', 59],
    ['ed25519', 'ssh-ed25519', 44],
  ])('is a PPK of version 2 when asked: %s', async (KeyType, algorithm, length) => {
    const answer = await create(`ppk-${KeyType}`, { KeyType, KeyFormat: 'ppk' });
    const lines = only(answer, 'keyMaterial').split('\n');
    expect(lines.slice(0, 3)).toEqual([
      `PuTTY-User-Key-File-2: ${algorithm}`,
      'Encryption: none',
      `Comment: ppk-${KeyType}`,
    ]);
    expect(only(answer, 'keyFingerprint')).toHaveLength(length);
    const described = await ask(server, { Action: 'DescribeKeyPairs', 'KeyName.1': `ppk-${KeyType}` });
    expect(only(described, 'keyType')).toBe(KeyType);
    expect(only(described, 'keyFingerprint')).toBe(only(answer, 'keyFingerprint'));
    expect(described.text).not.toContain('PRIVATE');
  });

  test('is another each time', async () => {
    const answers = await Promise.all([create('one'), create('two')]);
    expect(new Set(answers.map((answer) => only(answer, 'keyMaterial'))).size).toBe(2);
    expect(new Set(answers.map((answer) => only(answer, 'keyPairId'))).size).toBe(2);
  });
});
