import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Contract } from '../../specs/contract.ts';
import { loadContract } from '../../specs/load.ts';
import { type Answer, ask, claim } from '../ec2/reference/testing/ask.ts';
import type { ReferenceServer } from '../reference/http.ts';
import { startRecorded } from './server.ts';

let contract: Contract;
let server: ReferenceServer;
beforeAll(async () => {
  contract = await loadContract(new URL('../../specs/aws-ec2', import.meta.url));
});
afterEach(() => server.close());

async function start(extrapolations: readonly string[] = []): Promise<void> {
  if (contract.recordings === undefined) throw new Error('no recordings');
  server = await startRecorded(contract.recordings, { extrapolations });
}
const call = (Action: string, parameters: Readonly<Record<string, string>> = {}): Promise<Answer> =>
  ask(server, { Action, ...parameters });
const TAGS = {
  'TagSpecification.1.ResourceType': 'key-pair',
  'TagSpecification.1.Tag.1.Key': 'Name',
  'TagSpecification.1.Tag.1.Value': 'probe',
  'TagSpecification.1.Tag.2.Key': 'suite',
  'TagSpecification.1.Tag.2.Value': 'one',
};
const LINE = Buffer.from(`ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${'A'.repeat(43)}`).toString('base64');
const create = (KeyName: string, KeyType = 'ed25519', KeyFormat = 'pem'): Promise<Answer> =>
  call('CreateKeyPair', { KeyName, KeyType, KeyFormat, ...TAGS });
const element = (text: string, name: string): string =>
  text.split(`<${name}>`)[1]?.split(`</${name}>`)[0] ?? '';
const namesIn = (text: string): readonly string[] =>
  [...text.matchAll(/<(\w+)[/>]/g)].map(([, name]) => name ?? '');

describe('a call of a recorded kind is answered as it was recorded', () => {
  it('a create has the recorded elements in the recorded order, and its tags in the other one', async () => {
    await start();
    const { status, text } = await create('one', 'rsa');
    expect(status).toBe(200);
    expect(
      text.startsWith(
        '<?xml version="1.0" encoding="UTF-8"?>\n<CreateKeyPairResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>',
      ),
    ).toBe(true);
    expect(namesIn(text.replace(/^.*\n/, ''))).toEqual([
      ...['requestId', 'keyName', 'keyFingerprint', 'keyMaterial', 'keyPairId', 'tagSet'],
      ...['item', 'key', 'value', 'item', 'key', 'value'],
    ]);
    expect(text.indexOf('<key>suite<')).toBeLessThan(text.indexOf('<key>Name<'));
  });

  it('a refusal has the recorded status, code, message and headers', async () => {
    await start();
    const { status, text, headers } = await call('DescribeKeyPairs', { 'KeyName.1': 'never' });
    expect([status, element(text, 'Code'), element(text, 'Message')]).toEqual([
      400,
      'InvalidKeyPair.NotFound',
      "The key pair 'never' does not exist",
    ]);
    expect(headers).toMatchObject({
      'content-type': 'text/xml;charset=UTF-8',
      server: 'AmazonEC2',
      connection: 'close',
      'transfer-encoding': 'chunked',
      'x-amzn-requestid': element(text, 'RequestID'),
    });
  });

  it('what is made is found, deleted by its id, and then gone', async () => {
    await start();
    const id = element((await create('one')).text, 'keyPairId');
    const found = await call('DescribeKeyPairs', { 'KeyPairId.1': id, IncludePublicKey: 'true' });
    expect(element(found.text, 'publicKey')).toMatch(/^ssh-ed25519 \S{68} one\n$/);
    const deletion = await call('DeleteKeyPair', { KeyPairId: id });
    expect(element(deletion.text, 'keyPairId')).toBe(id);
    const again = await call('DeleteKeyPair', { KeyPairId: id });
    expect([again.status, again.text.includes('keyPairId')]).toEqual([200, false]);
    const none = await call('DescribeKeyPairs', { 'Filter.1.Name': 'key-name', 'Filter.1.Value.1': '*one*' });
    expect(none.text).toContain('<keySet/>');
  });

  it('overlapping creates of one name make one pair', async () => {
    await start();
    const answers = await Promise.all([create('one', 'rsa'), create('one', 'rsa'), create('one', 'rsa')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 501, 501]);
  });
});

it('imported keys get the fingerprints that were recorded', async () => {
  await start(['optional-parameters', 'key-line-ending']);
  const vectors = contract.vectors.filter(
    ({ origin, grade }) => origin === 'imported' && grade === 'observed',
  );
  for (const [index, { publicKey, material, fingerprint, id }] of vectors.entries()) {
    const PublicKeyMaterial = Buffer.from(material ?? publicKey).toString('base64');
    const { text } = await call('ImportKeyPair', { KeyName: `pair-${index}`, PublicKeyMaterial });
    expect([id, element(text, 'keyFingerprint')]).toEqual([id, fingerprint]);
  }
  expect(vectors.length).toBeGreaterThan(10);
});

it('refused material gets the refusal that was recorded, and none is accepted', async () => {
  await start(['optional-parameters']);
  const coded = await Promise.all(
    contract.rejectedMaterials.map(async ({ id, materialBase64, refusal }) => {
      const { text } = await call('ImportKeyPair', {
        KeyName: id.slice(0, 60),
        PublicKeyMaterial: materialBase64,
      });
      return [id, element(text, 'Code'), contract.refusals[refusal]?.code] as const;
    }),
  );
  const judged = coded.filter(([, code]) => code !== 'NotRecorded');
  expect(judged.filter(([, code, recorded]) => code !== recorded)).toEqual([]);
  expect(judged.length).toBeGreaterThan(5);
});

describe('created material is a key of its own', () => {
  it.each(['rsa', 'ed25519'])('%s as PEM fits its public key and fingerprint', async (type) => {
    await start();
    const { text } = await create('one', type);
    const material = element(text, 'keyMaterial');
    const described = await call('DescribeKeyPairs', {
      'KeyPairId.1': element(text, 'keyPairId'),
      IncludePublicKey: 'true',
    });
    const blob = Buffer.from(element(described.text, 'publicKey').split(' ')[1] ?? '', 'base64');
    if (type === 'rsa') {
      const key = createPrivateKey(material);
      const digest = createHash('sha1')
        .update(key.export({ format: 'der', type: 'pkcs8' }))
        .digest('hex');
      expect(element(text, 'keyFingerprint').replaceAll(':', '')).toBe(digest);
      const { n = '' } = createPublicKey(key).export({ format: 'jwk' });
      expect(blob.includes(Buffer.from(n, 'base64url'))).toBe(true);
    } else {
      expect(material).toMatch(/^-----BEGIN OPENSSH PRIVATE KEY-----\n/);
      expect(element(text, 'keyFingerprint')).toBe(createHash('sha256').update(blob).digest('base64'));
    }
  });

  it('PPK has version 2 and the name as its comment', async () => {
    await start();
    const { text } = await create('one', 'ed25519', 'ppk');
    expect(element(text, 'keyMaterial')).toMatch(
      /^PuTTY-User-Key-File-2: ssh-ed25519\nEncryption: none\nComment: one\n/,
    );
  });
});

describe('any other call is answered with 501', () => {
  it.each([
    ['an unknown action', { Action: 'DescribeInstances' }],
    ['a parameter that was not sent', { Action: 'DescribeKeyPairs', MaxResults: '5' }],
    ['a name of another form', { Action: 'CreateKeyPair', KeyName: 'a b' }],
    ['a delete by an id that never was', { Action: 'DeleteKeyPair', KeyPairId: 'key-0123456789abcdef0' }],
    ['a list of everything', { Action: 'DescribeKeyPairs' }],
    ['another version', { Action: 'DeleteKeyPair', Version: '2014-10-01' }],
    ['a switch that is off', { Action: 'DeleteKeyPair', DryRun: 'false' }],
  ])('%s', async (_what, parameters) => {
    await start();
    const { status, text } = await ask(server, parameters);
    expect([status, element(text, 'Code')]).toEqual([501, 'NotRecorded']);
  });

  it('another region, a GET and a request without a signature', async () => {
    await start();
    const delete_ = { Action: 'DeleteKeyPair' };
    const answers = [
      await ask(server, delete_, { region: 'eu-west-1' }),
      await ask(server, delete_, { method: 'GET' }),
      await ask(server, delete_, { headers: { authorization: '' } }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([501, 501, 501]);
    expect((await ask(server, delete_, { headers: { authorization: claim() } })).status).toBe(400);
  });

  it('what an extrapolation adds is answered only with it', async () => {
    await start();
    expect((await call('CreateKeyPair', { KeyName: 'one' })).status).toBe(501);
    await server.close();
    await start(['optional-parameters', 'delete-by-name']);
    expect((await call('CreateKeyPair', { KeyName: 'one' })).text).not.toContain('tagSet');
    expect((await call('DeleteKeyPair', { KeyName: 'one' })).text).toContain('<keyPairId>');
    expect((await call('DescribeKeyPairs')).status).toBe(501);
  });

  it.each([
    ['several-names', { Action: 'DescribeKeyPairs', 'KeyName.1': 'one', 'KeyName.2': 'two' }, 200],
    [
      'exact-name-filter',
      { Action: 'DescribeKeyPairs', 'Filter.1.Name': 'key-name', 'Filter.1.Value.1': 'two' },
      200,
    ],
    ['dry-run', { Action: 'DeleteKeyPair', KeyName: 'one', DryRun: 'true' }, 412],
    ['taken-name', { Action: 'ImportKeyPair', KeyName: 'one', PublicKeyMaterial: LINE }, 400],
  ])('%s', async (extrapolation, parameters, status) => {
    const statuses: number[] = [];
    for (const extrapolations of [[], [extrapolation]]) {
      await start(extrapolations);
      await create('one');
      await create('two');
      const answer = await ask(server, parameters);
      statuses.push(answer.status);
      if (extrapolations.length === 0) await server.close();
    }
    expect(statuses).toEqual([501, status]);
  });

  it('a name that is the id of another key pair is a name that nobody has', async () => {
    await start(['taken-name', 'optional-parameters']);
    const id = element((await create('one')).text, 'keyPairId');
    const { status, text } = await call('ImportKeyPair', { KeyName: id, PublicKeyMaterial: LINE });
    expect([status, element(text, 'keyName')]).toEqual([200, id]);
  });
});
