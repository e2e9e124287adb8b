import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReferenceServer } from '../../reference/http.ts';
import { freshLine } from '../../reference/testing/gold.ts';
import { startEcsReference } from './server.ts';
import { ask, itemsOf, refusalOf } from './testing/ask.ts';
import { ecdsaLine, rsaLine } from './testing/keys.ts';

let server: ReferenceServer;
let names = 0;
beforeAll(async () => {
  server = await startEcsReference();
});
afterAll(() => server.close());

function nextName(): string {
  names += 1;
  return `import-${names}`;
}

/** Published with its fingerprint by a public copy of this API. */
const VECTOR = {
  line: 'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQCCZuEKjMcMyYtm4Rtnh+7fMNKKeCK9Rkr+Gj1oSA/2ItSUztVHOaTcGNyoYqIGWAZ9Iy6DyixtLybA4RRmFOOPVcSDV3D+7mD9TrDrQntzNP9S/TNiDWFZkDfPovl6L5tsqN99Sh+HGjQvN0Nfuk2hKneO0LJ8yHv6UlllAw4qBr0M4jG06SB7rj7DYbIX7QhGakZAdAZukHiA8M9aIEHfVdxUFxp6iikkZ/c2rvHHUX4+R8uD0pm/d8PgvqGKMm5HV5EwR203V/G6Ggy0WKS6D0H/CvLZAuQK5AWh3ApL0k0cVgZUWbnuJNROiLDSkMjpxaBg2u505gFCVjBVJTWf',
  fingerprint: '2814fd6c0d43673de5f6ee74eff938d9',
};

describe('ImportKeyPair', () => {
  test('answers with name and fingerprint and tells no id', async () => {
    const parameters = { KeyPairName: 'vector', PublicKeyBody: `${VECTOR.line} a comment\n` };
    const { json, status } = await ask(server, 'ImportKeyPair', parameters);
    expect(status).toBe(200);
    expect(json).toEqual({
      RequestId: expect.any(String),
      KeyPairName: 'vector',
      KeyPairFingerPrint: VECTOR.fingerprint,
    });
    const described = await ask(server, 'DescribeKeyPairs', {
      KeyPairName: 'vector',
      IncludePublicKey: 'true',
    });
    expect(itemsOf(described)[0]?.PublicKey).toBe(VECTOR.line);
  });

  test('takes an ECDSA key and hashes it by the same rule', async () => {
    const line = ecdsaLine();
    const parameters = { KeyPairName: nextName(), PublicKeyBody: line };
    const { json } = await ask(server, 'ImportKeyPair', parameters);
    const blob = Buffer.from(line.split(' ')[1] ?? '', 'base64');
    expect(json.KeyPairFingerPrint).toBe(createHash('md5').update(blob).digest('hex'));
  });

  test.each([
    ['an Ed25519 key, which the documents do not list', freshLine],
    ['a word', () => 'garbage'],
    ['base64 without its kind', () => rsaLine().split(' ')[1] ?? ''],
    ['a kind that differs from the one inside', () => rsaLine().replace('ssh-rsa', 'ssh-dss')],
    ['a truncated key', () => rsaLine().slice(0, -8)],
    [
      'an ECDSA key that breaks off',
      () => `ecdsa-sha2-nistp256 ${'AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlz'}`,
    ],
    ['broken base64', () => `${rsaLine()}!`],
    ['base64 of a line, as another cloud wants it', () => Buffer.from(rsaLine()).toString('base64')],
    ['a private key', () => '-----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY-----'],
    ['two lines', () => `${rsaLine()}\n${rsaLine()}`],
  ])('refuses %s', async (_, material) => {
    const parameters = { KeyPairName: nextName(), PublicKeyBody: material() };
    expect(refusalOf(await ask(server, 'ImportKeyPair', parameters))).toBe(
      '400 InvalidPublicKeyBody.Malformed: The PublicKeyBody format is not supported.',
    );
  });

  test.each([
    ['PublicKeyBody', { KeyPairName: 'no-material' }],
    ['KeyPairName', { PublicKeyBody: 'ssh-rsa AAAA' }],
  ])('refuses a request without %s', async (name, parameters) => {
    expect(refusalOf(await ask(server, 'ImportKeyPair', parameters))).toBe(
      `400 MissingParameter: The input parameter "${name}" that is mandatory for processing this request is not supplied.`,
    );
  });

  test('refuses a name that exists, whoever made it', async () => {
    const parameters = { KeyPairName: nextName(), PublicKeyBody: rsaLine() };
    await ask(server, 'ImportKeyPair', parameters);
    const again = await ask(server, 'ImportKeyPair', { ...parameters, PublicKeyBody: rsaLine() });
    const created = await ask(server, 'CreateKeyPair', { KeyPairName: parameters.KeyPairName });
    expect([again.json.Code, created.json.Code]).toEqual(['KeyPair.AlreadyExist', 'KeyPair.AlreadyExist']);
  });

  test('takes one key under several names', async () => {
    const PublicKeyBody = rsaLine();
    const [one, two] = [nextName(), nextName()];
    await ask(server, 'ImportKeyPair', { KeyPairName: one, PublicKeyBody });
    const { json } = await ask(server, 'ImportKeyPair', { KeyPairName: two, PublicKeyBody });
    const KeyPairFingerPrint = String(json.KeyPairFingerPrint);
    const found = await ask(server, 'DescribeKeyPairs', { KeyPairFingerPrint });
    expect(found.json.TotalCount).toBe(2);
  });
});
