import { createHash, createPublicKey } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientFor } from '../../providers.ts';
import type { ReferenceServer } from '../../reference/http.ts';
import { newPrivateKey } from '../../reference/keys/fresh.ts';
import type { KeyPairClient, WireAlteration } from '../../target.ts';
import { testTarget } from '../../testing/target.ts';
import { REFERENCE_RESOURCE_GROUP, startEcsReference } from '../reference/server.ts';
import { callOf, ecsTarget } from '../testing/ecs.ts';
import { createEcsClient } from './rpc.ts';

let server: ReferenceServer;
let client: KeyPairClient;
beforeAll(async () => {
  const target = ecsTarget();
  server = await startEcsReference({ verify: target.credentials });
  client = createEcsClient({ ...target, endpoint: server.url });
});
afterAll(async () => {
  await client.close();
  await server.close();
});

let names = 0;
function nextName(): string {
  names += 1;
  return `rpc-${names}`;
}

/** Every way a request can be written; all of them mean the same. */
const WAYS: readonly (readonly [string, WireAlteration])[] = [
  ['version 3, POST, query', {}],
  ['version 3, POST, body', { place: 'body' }],
  ['version 3, GET', { method: 'GET' }],
  ['version 3, spaces as plus', { space: '+', order: 'reversed' }],
  ['version 2, GET, JSON', { authentication: 'presigned' }],
  ['version 2, GET, XML', { authentication: 'presigned', format: 'xml' }],
  ['version 2, GET, no format', { authentication: 'presigned', omit: ['Format'] }],
  ['version 2, POST, body', { authentication: 'presigned', method: 'POST', place: 'body' }],
  [
    'version 2, POST, body, XML',
    { authentication: 'presigned', method: 'POST', place: 'body', format: 'xml' },
  ],
  ['version 2, POST, query', { authentication: 'presigned', method: 'POST', order: 'sorted' }],
];

describe.each(WAYS)('%s', (_, wire) => {
  test('goes through the life of a key pair, verified', async () => {
    const name = nextName();
    const tags = [
      { key: '中文 *', value: "it's (a) ~+/&=" },
      { key: 'empty', value: '' },
    ];
    const resourceGroup = REFERENCE_RESOURCE_GROUP;
    const created = await callOf(client, {
      operation: 'create',
      parameters: { name, tags, resourceGroup },
      wire,
    });
    expect(created).toMatchObject({ kind: 'accepted', requestId: expect.stringMatching(/^[0-9A-F-]{36}$/) });
    const pair = created.kind === 'accepted' ? created.keyPairs[0] : undefined;
    expect(pair).toMatchObject({ name, id: expect.stringMatching(/^ssh-/) });
    const spki = createPublicKey(pair?.privateKey ?? '').export({ format: 'jwk' });
    expect(spki.e).toBe('AQAB');

    const lookUp = {
      names: [name],
      tags,
      resourceGroup,
      includePublicKey: true,
      pageSize: 50,
      pageNumber: 1,
    };
    const described = await callOf(client, { operation: 'describe', parameters: lookUp, wire });
    expect(described).toMatchObject({
      kind: 'accepted',
      totalCount: 1,
      keyPairs: [{ name, fingerprint: pair?.fingerprint, tags, createdAt: expect.any(String) }],
    });
    const shown = described.kind === 'accepted' ? (described.keyPairs[0]?.publicKey ?? '') : '';
    const blob = Buffer.from(shown.split(' ')[1] ?? '', 'base64');
    expect(createHash('md5').update(blob).digest('hex')).toBe(pair?.fingerprint);

    const deleted = await callOf(client, { operation: 'delete', parameters: { names: [name] }, wire });
    expect(deleted).toMatchObject({ kind: 'accepted', keyPairs: [], deleted: {} });
    const gone = await callOf(client, { operation: 'describe', parameters: { name }, wire });
    expect(gone).toMatchObject({ kind: 'accepted', keyPairs: [], totalCount: 0 });
  });

  test('imports a key and is refused with code and status', async () => {
    const privateKey = newPrivateKey('rsa', { modulusLength: 1024 });
    const { n = '', e = '' } = privateKey.export({ format: 'jwk' });
    const material = sshLine(Buffer.from(e, 'base64url'), Buffer.from(n, 'base64url'));
    const name = nextName();
    const call = { operation: 'import', parameters: { name, material }, wire } as const;
    expect(await callOf(client, call)).toMatchObject({ kind: 'accepted', keyPairs: [{ name }] });
    expect(await callOf(client, call)).toMatchObject({
      kind: 'refused',
      status: 400,
      code: 'KeyPair.AlreadyExist',
      message: 'The key pair already exist.',
      requestId: expect.stringMatching(/^[0-9A-F-]{36}$/),
    });
    expect(await callOf(client, { ...call, region: 'nowhere' })).toMatchObject({
      kind: 'refused',
      status: 404,
      code: 'InvalidRegionId.NotFound',
    });
  });
});

test.each([
  ['none', 400, 'MissingAccessKeyId'],
  ['unknown-access-key', 404, 'InvalidAccessKeyId.NotFound'],
  ['wrong-secret', 400, 'SignatureDoesNotMatch'],
  ['expired', 400, 'InvalidTimeStamp.Expired'],
  ['altered-after-signing', 400, 'SignatureDoesNotMatch'],
] as const)('authentication %s is refused by a verifying server', async (authentication, status, code) => {
  for (const place of ['query', 'body'] as const) {
    const wire = { authentication, place };
    expect(await callOf(client, { operation: 'describe', wire })).toMatchObject({
      kind: 'refused',
      status,
      code,
    });
  }
});

test('a request that is altered after signing still asks for the same where nobody verifies', async () => {
  const lenient = await startEcsReference();
  const own = createEcsClient(ecsTarget({ endpoint: lenient.url }));
  const name = nextName();
  const wire = { authentication: 'altered-after-signing' } as const;
  const outcome = await callOf(own, { operation: 'create', parameters: { name }, wire });
  await own.close();
  await lenient.close();
  expect(outcome).toMatchObject({ kind: 'accepted', keyPairs: [{ name }] });
});

test('a session token is sent where the target has one, in both versions', async () => {
  const credentials = { ...ecsTarget().credentials, sessionToken: 'to+ken/==' };
  const asking = await startEcsReference({ verify: credentials });
  const own = createEcsClient(ecsTarget({ endpoint: asking.url, credentials }));
  const outcomes = [
    await callOf(own, { operation: 'describe' }),
    await callOf(own, { operation: 'describe', wire: { authentication: 'presigned' } }),
  ];
  await own.close();
  await asking.close();
  expect(outcomes.map(({ kind }) => kind)).toEqual(['accepted', 'accepted']);
});

test('a provider has its client, and an unknown one a clear line', async () => {
  const ecs = await clientFor(ecsTarget({ endpoint: server.url }));
  const ec2 = await clientFor(testTarget());
  expect([ecs.kind, ec2.kind]).toEqual(['wire', 'wire']);
  expect(await callOf(ecs, { operation: 'describe' })).toMatchObject({ kind: 'accepted' });
  await Promise.all([ecs.close(), ec2.close()]);
  await expect(clientFor(testTarget({ provider: 'other' }))).rejects.toThrow(
    "unsupported provider 'other'; supported: aws-ec2, alibaba-ecs",
  );
});

function sshLine(exponent: Buffer, modulus: Buffer): string {
  const fields = [Buffer.from('ssh-rsa'), exponent, Buffer.concat([Buffer.from([0]), modulus])];
  const blob = fields.flatMap((field) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(field.length);
    return [length, field];
  });
  return `ssh-rsa ${Buffer.concat(blob).toString('base64')} comment`;
}
