import { describe, expect, it } from 'vitest';
import { createRedactor } from './redact.ts';
import { shownCreate } from './redact-create.ts';
import { newPrivateKey } from './reference/keys/fresh.ts';
import type { Exchange, KeyPairCall } from './target.ts';
import { type EncodedKey, encodedKeys } from './testing/key-encodings.ts';
import { leaksIn } from './testing/leaks.ts';

const call: KeyPairCall = {
  operation: 'create',
  region: 'us-east-1',
  parameters: { name: 'kpc-name', keyType: 'rsa' },
};

const rsa = newPrivateKey('rsa', { modulusLength: 2048 });
const ed25519 = newPrivateKey('ed25519');
const RSA = rsa.export({ format: 'pem', type: 'pkcs1' }).toString();
const ED25519 = ed25519.export({ format: 'pem', type: 'pkcs8' }).toString();
const number = (name: 'd' | 'p' | 'q' | 'qi'): Uint8Array =>
  Buffer.from(rsa.export({ format: 'jwk' })[name] ?? '', 'base64url');
const SECRETS = {
  RSA: new Map([
    ['d', number('d')],
    ['p', number('p')],
    ['q', number('q')],
    ['qi', number('qi')],
  ]),
  Ed25519: new Map([['seed', Buffer.from(ed25519.export({ format: 'jwk' }).d ?? '', 'base64url')]]),
};

function exchangeWith({ body, headers }: EncodedKey): Exchange {
  const request = { method: 'POST', url: 'http://127.0.0.1/', headers: [], body: '' };
  return {
    id: 1,
    client: 'wire',
    startedAt: 0,
    durationMs: 1,
    request,
    response: { status: 200, headers, body },
    call,
  };
}

/** What a report could come to show: the exchange, and findings that quote its body in every way. */
function shown(encoded: EncodedKey): string {
  const exchange = exchangeWith(encoded);
  const redactor = createRedactor().within([exchange]);
  const text = encoded.body.toString('utf8');
  const value = text.replace(/<[^>]*>/g, ' ');
  const quotes = [text, value, JSON.stringify(value), encodeURIComponent(value), value.slice(300, 700)];
  return JSON.stringify([
    redactor.exchange(exchange),
    quotes.map((quote) => redactor.text(`shows "${quote}"`)),
  ]);
}

const CASES = (['RSA', 'Ed25519'] as const).flatMap((type) =>
  [...encodedKeys(type === 'RSA' ? RSA : ED25519)].map(
    ([name, encoded]) => [`${type} in ${name}`, encoded, SECRETS[type]] as const,
  ),
);

describe('a private key in a response to a create', () => {
  it('is tried in more than eighty writings, and every one holds the key', () => {
    expect(CASES.length).toBeGreaterThan(160);
    const blind = CASES.filter(([, { body, headers }, secrets]) => {
      const raw = Buffer.concat([body, Buffer.from(JSON.stringify(headers))]);
      return leaksIn(new Map([['raw', raw]]), secrets).length === 0;
    });
    // Writings that the search of the test itself cannot undo.
    expect(blind.map(([name]) => name.replace(/^.*: /, ''))).toEqual(
      expect.arrayContaining(['all in numbers', 'all in binary digits', 'reversed']),
    );
    expect(blind.length).toBeLessThanOrEqual(20);
  }, 180_000);

  it.each(CASES)('is withheld as %s', (_, encoded, secrets) => {
    expect(leaksIn(new Map([['report', Buffer.from(shown(encoded))]]), secrets)).toEqual([]);
  });

  it.each(CASES.filter(([name]) => /numbers|binary|reversed/.test(name)))(
    'is not there either as %s',
    (_, encoded) => {
      const text = JSON.stringify(
        createRedactor()
          .within([exchangeWith(encoded)])
          .exchange(exchangeWith(encoded)),
      );
      const value =
        /<keyMaterial>([\s\S]*)<\/keyMaterial>/.exec(encoded.body.toString())?.[1] ?? expect.fail();
      expect(text).not.toContain(value.slice(100, 140));
    },
  );
});

describe('what is kept of a response to a create', () => {
  const body = (text: string): string => shownCreate(Buffer.from(text), [], call).text;

  it('is all that providers answer, but for the key', () => {
    const [plain] = encodedKeys(ED25519).values();
    const kept = shownCreate(plain?.body ?? expect.fail(), [], call).text;
    for (const value of [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '>kpc-name<',
      'key-0123456789abcdef0',
      '1f:51:ae',
    ])
      expect(kept).toContain(value);
    expect(kept).toContain('<keyMaterial>[redacted private key]</keyMaterial>');
  });

  it.each([
    [
      '<Response><Errors><Error><Code>InvalidKeyPair.Duplicate</Code><Message>The keypair &apos;kpc-name&apos; already exists.</Message></Error></Errors><RequestID>00000000-0000-4000-8000-000000000000</RequestID></Response>',
      "The keypair 'kpc-name' already exists.",
    ],
    [
      '{"RequestId":"00000000-0000-4000-8000-000000000000","Code":"KeyPair.AlreadyExist","Message":"The specified KeyPair \'kpc-name\' already exists.","HostId":"ecs.aliyuncs.com"}',
      'KeyPair.AlreadyExist',
    ],
    [
      '{"KeyPairName":"kpc-name","KeyPairFingerPrint":"89f0ba62ac70b3f8a0b1b9f7a6b5e2c1","KeyPairId":"ssh-bp67acfmxazb4p","PrivateKeyBody":"x"}',
      '89f0ba62ac70b3f8a0b1b9f7a6b5e2c1',
    ],
    [
      '<Response><Errors><Error><Code>InvalidParameterValue</Code><Message>Value (dsa) for parameter KeyType is invalid. Valid values are rsa and ed25519.</Message></Error></Errors></Response>',
      'Valid values are rsa and ed25519.',
    ],
  ])('is an honest answer: %s', (text, kept) => {
    expect(body(text).replaceAll('&apos;', "'")).toContain(kept);
    expect(body(text)).not.toContain('withheld');
  });

  it.each(['OK', '<html><p>Bad Gateway', '{"a":1', '\u0000'])('is the size and digest of %j', (text) => {
    expect(body(text)).toMatch(/^\[\d+ bytes withheld, sha256 [0-9a-f]{16}\]$/);
  });
});
