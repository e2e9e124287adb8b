import { expect, test } from 'vitest';
import { createRedactor, redactText } from './redact.ts';
import { newPrivateKey } from './reference/keys/fresh.ts';
import type { Exchange } from './target.ts';

const ed25519 = newPrivateKey('ed25519');

test('the shortest private key is removed wherever it stands in a long text', () => {
  const der = ed25519.export({ type: 'pkcs8', format: 'der' }).toString('base64');
  for (let before = 0; before < 130; before += 1) {
    const clean = redactText(`${'ab<c>d e.'.repeat(15).slice(0, before)} ${der} ${'f:g '.repeat(20)}`);
    expect(clean).not.toContain(der.slice(20, 60));
    expect(clean).toContain('[redacted private key]');
  }
});

const plain: Omit<Exchange, 'call'> = {
  id: 1,
  client: 'wire',
  startedAt: 0,
  durationMs: 1,
  request: { method: 'POST', url: 'http://127.0.0.1/', headers: [], body: '' },
  response: { status: 200, headers: [], body: new Uint8Array() },
};

test('members of a call without a value are left out, and the others keep their form', () => {
  const call = {
    operation: 'describe' as const,
    region: 'us-east-1',
    parameters: { names: ['a', 'secret-secret'], dryRun: false, tagScope: null },
    wire: { omit: undefined, headers: [['x', 'secret-secret']] },
  };
  const redacted = createRedactor({ credentials: { accessKeyId: 'x', secretAccessKey: 'secret-secret' } })
    .within([])
    .exchange({ ...plain, call } as unknown as Exchange);
  expect(redacted.call).toStrictEqual({
    operation: 'describe',
    region: 'us-east-1',
    parameters: { names: ['a', '[redacted]'], dryRun: false, tagScope: null },
    wire: { headers: [['x', '[redacted]']] },
  });
});
