import { createPublicKey, type KeyObject } from 'node:crypto';
import process from 'node:process';
import { expect, test } from 'vitest';
import { createRedactor, type RedactedExchange, redactText } from './redact.ts';
import { newPrivateKey } from './reference/keys/fresh.ts';
import { openSshPrivateKey } from './reference/keys/openssh.ts';
import type { Exchange } from './target.ts';

function redactExchange(exchange: Exchange, secret = '', keptBytes?: number): RedactedExchange {
  const redactor = createRedactor({
    credentials: { accessKeyId: 'AKID', secretAccessKey: secret },
    ...(keptBytes !== undefined && { keptBytes }),
  });
  return redactor.within([exchange]).exchange(exchange);
}

function exported(key: KeyObject, type: 'pkcs1' | 'pkcs8'): string {
  return key.export({ type, format: 'pem' }).toString();
}

const rsa = newPrivateKey('rsa', { modulusLength: 2048 });
const ed25519 = newPrivateKey('ed25519');
const PPK = `PuTTY-User-Key-File-2: ssh-ed25519
Encryption: none
Comment: name
Public-Lines: 2
AAAAC3NzaC1lZDI1NTE5AAAAIHVtdGVzdHVtdGVzdHVtdGVzdHVtdGVzdHVtdGVz
dHVt
Private-Lines: 1
c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0MTIz
Private-MAC: 0123456789abcdef0123456789abcdef01234567
`;

const KEYS: readonly (readonly [string, string])[] = [
  ['PKCS#1', exported(rsa, 'pkcs1')],
  ['PKCS#8 RSA', exported(rsa, 'pkcs8')],
  ['PKCS#8 Ed25519', exported(ed25519, 'pkcs8')],
  ['OpenSSH', openSshPrivateKey(newPrivateKey('ed25519'), 'comment')],
  ['PPK', PPK],
];

/** Pieces of the private half, so that a remaining part is found wherever it stands. */
function privatePieces(key: string): string[] {
  const secretPart = key.startsWith('PuTTY') ? key.slice(key.indexOf('Private-Lines')) : key;
  const lines = secretPart.split('\n').filter((line) => /^[A-Za-z0-9+/=]{24,}$/.test(line));
  expect(lines.length).toBeGreaterThan(0);
  return lines.map((line) => line.slice(0, 24));
}

const WRAPPINGS: readonly (readonly [string, (key: string) => string])[] = [
  ['plain', (key) => key],
  ['with CRLF', (key) => key.replaceAll('\n', '\r\n')],
  ['in XML', (key) => `<keyMaterial>${key}</keyMaterial><keyPairId>key-1</keyPairId>`],
  [
    'in XML with escaped line breaks',
    (key) => `<keyMaterial>${key.replaceAll('\n', '&#10;')}</keyMaterial><keyPairId>key-1</keyPairId>`,
  ],
  [
    'in XML with hexadecimal line breaks',
    (key) => `<keyMaterial>${key.replaceAll('\n', '&#xD;\n')}</keyMaterial><keyPairId>key-1</keyPairId>`,
  ],
  ['in JSON', (key) => JSON.stringify({ KeyMaterial: key, id: 'key-1' })],
  ['percent-encoded', (key) => `KeyMaterial=${encodeURIComponent(key)}&id=key-1`],
  ['as a form', (key) => `${new URLSearchParams({ KeyMaterial: key, id: 'key-1' })}`],
  ['cut in the middle', (key) => key.slice(0, key.length - 30)],
];

for (const [format, key] of KEYS)
  test.each(WRAPPINGS)(`${format} %s is removed`, (_, wrap) => {
    const clean = redactText(wrap(key));
    const readable = decodeURIComponent(clean.replaceAll('+', '%2B'));
    for (const piece of privatePieces(key)) {
      expect(clean).not.toContain(piece);
      expect(readable).not.toContain(piece);
    }
    expect(clean.includes('key-1')).toBe(wrap(key).includes('key-1'));
    expect(redactText(clean)).toBe(clean);
  });

const ENCODINGS: readonly (readonly [string, (base64: string) => string])[] = [
  ['in JSON', (base64) => JSON.stringify({ KeyMaterial: base64, id: 'key-1' })],
  ['in XML with line breaks', (base64) => `<m>${base64.replace(/.{76}/g, '$&\n')}</m><i>key-1</i>`],
  ['in a form', (base64) => `PublicKeyMaterial=${encodeURIComponent(base64)}&id=key-1`],
  ['after other letters', (base64) => `x${base64}&id=key-1`],
  ['in base64 once more', (base64) => `a ${Buffer.from(base64).toString('base64')} key-1`],
];

for (const [format, key] of KEYS)
  test.each(ENCODINGS)(`base64 of ${format} %s is removed`, (_, wrap) => {
    const base64 = Buffer.from(key).toString('base64');
    const clean = redactText(wrap(base64));
    expect(clean).not.toContain(base64.slice(20, 60));
    expect(clean.length).toBeLessThan(120);
    expect(clean).toContain('key-1');
    expect(redactText(clean)).toBe(clean);
  });

test.each(KEYS.filter(([format]) => format !== 'PPK'))(
  'the base64 inside %s is removed without its PEM lines',
  (_, key) => {
    const inner = key.replace(/-----.*-----/g, '').replaceAll('\n', '');
    expect(redactText(`{"k":"${inner}"}`)).toBe('{"k":"[redacted private key]"}');
  },
);

test('public keys, fingerprints and the public half of a PPK stay', () => {
  const line = `ssh-rsa AAAAB3NzaC1yc2E${'A'.repeat(300)} name`;
  const spki = createPublicKey(newPrivateKey('rsa', { modulusLength: 2048 })).export({
    type: 'spki',
    format: 'der',
  });
  const text = `${line}\n<f>1f:51:ae:28:bf:89:e9:d8:1f:25:5d:37:2d:7d:b8:ca:9f:f5:f1:6f</f>\n${spki.toString('base64')}`;
  expect(redactText(text)).toBe(text);
  expect(redactText(PPK)).toContain('AAAAC3NzaC1lZDI1NTE5');
  expect(redactText(PPK)).toContain('PuTTY-User-Key-File-2: ssh-ed25519');
});

test('signatures and tokens are removed wherever they stand, the rest of the line stays', () => {
  expect(
    redactText(
      'AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/ec2/aws4_request, SignedHeaders=host, Signature=abcdef',
    ),
  ).toBe(
    'AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/ec2/aws4_request, SignedHeaders=host, Signature=[redacted]',
  );
  expect(
    redactText('/?A=1&X-Amz-SignedHeaders=host&X-Amz-Signature=ab12&X-Amz-Security-Token=t%2Fk&B=2'),
  ).toBe('/?A=1&X-Amz-SignedHeaders=host&X-Amz-Signature=[redacted]&X-Amz-Security-Token=[redacted]&B=2');
  expect(redactText('SignatureMethod=HMAC-SHA1&SignatureVersion=1.0&Signature=a%3D&SecurityToken=x')).toBe(
    'SignatureMethod=HMAC-SHA1&SignatureVersion=1.0&Signature=[redacted]&SecurityToken=[redacted]',
  );
  expect(redactText('{"x-amz-security-token": "abc/def"}')).toBe('{"x-amz-security-token": "[redacted]"}');
});

test('given secrets are removed in every form, words are not taken for secrets', () => {
  const secret = 'wJalr/XUtn+FEMI"K7';
  const text = `a ${secret} b ${encodeURIComponent(secret)} c ${JSON.stringify(secret)} test`;
  expect(redactText(text, [secret, 'test'])).toBe('a [redacted] b [redacted] c "[redacted]" test');
});

test('hostile texts are cleaned in linear time', () => {
  const before = process.cpuUsage();
  redactText(
    `${'-----BEGIN RSA PRIVATE KEY-----<'.repeat(20_000)}${'A'.repeat(1_000_000)}${'\\n'.repeat(200_000)}`,
  );
  redactText('-----BEGIN PRIVATE KEY----- '.repeat(20_000));
  redactText('A\\n'.repeat(1_000_000));
  redactText(
    'Signature='.repeat(100_000) + 'security-token'.repeat(100_000) + '-----BEGIN RSA '.repeat(100_000),
  );
  expect(process.cpuUsage(before).user).toBeLessThan(3_000_000);
});

function exchange(body: Uint8Array, changes: Partial<Exchange['request']> = {}): Exchange {
  return {
    id: 1,
    client: 'wire',
    startedAt: 0,
    durationMs: 1,
    request: { method: 'POST', url: 'http://127.0.0.1/', headers: [], body: '', ...changes },
    response: { status: 200, headers: [['Set-Cookie', 'session=1']], body },
    call: { operation: 'import', region: 'us-east-1', parameters: { name: 'k', material: Buffer.from(PPK) } },
  };
}

test('an exchange is JSON and has no secret left in any part', () => {
  const pem = exported(rsa, 'pkcs1');
  const original = exchange(Buffer.from(`<keyMaterial>${pem}</keyMaterial>`), {
    url: 'http://127.0.0.1/?X-Amz-Signature=feedbeef',
    headers: [
      ['Authorization', 'Basic dXNlcjpwYXNz'],
      ['authorization', 'AWS4-HMAC-SHA256 Credential=AKID/x, Signature=feedbeef'],
      ['X-Amz-Security-Token', 'token-value'],
    ],
    body: `PublicKeyMaterial=${encodeURIComponent(Buffer.from(PPK).toString('base64'))}&Echo=secret-secret`,
  });
  const redacted = redactExchange(original, 'secret-secret');
  const json = JSON.stringify(redacted);
  expect(JSON.parse(json)).toEqual(redacted);
  for (const left of [
    'feedbeef',
    'token-value',
    'dXNlcjpwYXNz',
    'session=1',
    'secret-secret',
    'c2VjcmV0',
    pem.slice(40, 70),
  ])
    expect(json).not.toContain(left);
  expect(json).toContain('Credential=AKID/x');
  expect(redacted.call.parameters.material).toContain('Public-Lines: 2');
});

test('bytes that are not UTF-8 are base64', () => {
  const body = Buffer.from([0xff, 0, 0x80]);
  expect(redactExchange(exchange(body)).response.body).toEqual({
    kind: 'base64',
    base64: body.toString('base64'),
  });
});

test('a key between bytes that are not UTF-8 is removed', () => {
  const body = Buffer.concat([Buffer.from([0xff]), Buffer.from(exported(ed25519, 'pkcs8'))]);
  const { body: shown } = redactExchange(exchange(body)).response;
  expect(shown).toMatchObject({ kind: 'text', text: expect.stringContaining('[redacted private key]') });
});

test('a long body is cut after it is cleaned, with its whole length', () => {
  const text = `${'x '.repeat(20)}${exported(rsa, 'pkcs1')}${'y '.repeat(1_000)}`;
  const { body } = redactExchange(exchange(Buffer.from(text)), '', 100).response;
  expect(body).toMatchObject({ kind: 'text', cutFrom: text.length });
  expect(body.kind === 'text' && body.text).toHaveLength(100);
  expect(body.kind === 'text' && body.text).toContain('[redacted private key]');
});

test('a very long request body is cut with a note', () => {
  const { body } = redactExchange(
    exchange(new Uint8Array(), { body: `KeyName=${'x%20'.repeat(100)}` }),
    '',
    20,
  ).request;
  expect(body).toBe('KeyName=x%20x%20x%20[cut from 408 characters]');
});

test('an enormous body is cleaned quickly', () => {
  const before = process.cpuUsage();
  const { body } = redactExchange(exchange(Buffer.from('A\n'.repeat(8_000_000)))).response;
  expect(body.cutFrom).toBe(16_000_000);
  expect(process.cpuUsage(before).user).toBeLessThan(3_000_000);
});

test.each([
  ['User: arn:aws:iam::123456789012:user/joe', 'User: arn:aws:iam::[redacted account]:user/joe'],
  [
    'arn:aws-cn:ec2:cn-north-1:123456789012:key-pair/x',
    'arn:aws-cn:ec2:cn-north-1:[redacted account]:key-pair/x',
  ],
  ['arn%3Aaws%3Aiam%3A%3A123456789012%3Auser', 'arn%3Aaws%3Aiam%3A%3A[redacted account]%3Auser'],
  ['acs:ram::1234567890123456:user/joe', 'acs:ram::[redacted account]:user/joe'],
  ['<Account>123456789012</Account>', '<Account>[redacted account]</Account>'],
  ['{"AccountId":"1234567890123456"}', '{"AccountId":"[redacted account]"}'],
  ['key 123456789012 of nobody', 'key 123456789012 of nobody'],
])('of %s the account is taken out, and nothing else', (text, clean) => {
  expect(redactText(text)).toBe(clean);
});
