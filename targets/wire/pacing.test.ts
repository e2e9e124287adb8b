import { expect, it } from 'vitest';
import type { Exchange, KeyPairCall, KeyPairClient, Outcome } from '../target.ts';
import { type Pace, paced } from './pacing.ts';

const signal = new AbortController().signal;
const PACE: Pace = { retries: 3, throttlingCodes: new Set(['Busy']), random: () => 0 };

function answer(status: number, code?: string, retryAfter?: string): Outcome {
  const headers = retryAfter === undefined ? [] : [['Retry-After', retryAfter] as const];
  const exchange = { response: { status, headers, body: new Uint8Array() } } as unknown as Exchange;
  if (status === 200) return { kind: 'accepted', status, keyPairs: [], exchange };
  if (code === undefined) return { kind: 'unreadable', status, reason: 'no body', exchange };
  return { kind: 'refused', status, code, message: '', exchange };
}

function scripted(answers: readonly Outcome[]): { readonly client: KeyPairClient; sent(): number } {
  let sent = 0;
  const client: KeyPairClient = {
    kind: 'wire',
    call: () => {
      const next = answers[Math.min(sent, answers.length - 1)];
      sent += 1;
      return next === undefined ? Promise.reject(new Error('no answer')) : Promise.resolve(next);
    },
    close: () => Promise.resolve(),
  };
  return { client, sent: () => sent };
}

const call = (operation: KeyPairCall['operation']): KeyPairCall => ({
  operation,
  region: 'r',
  parameters: {},
});

async function send(
  answers: readonly Outcome[],
  operation: KeyPairCall['operation'],
  pace: Pace = PACE,
): Promise<{ readonly outcome: Outcome; readonly sent: number }> {
  const { client, sent } = scripted(answers);
  const outcome = await paced([client], pace)[0]?.call(call(operation), { signal });
  if (outcome === undefined) throw new Error('no client');
  return { outcome, sent: sent() };
}

it('a throttled create is sent again until it is taken', async () => {
  const { outcome, sent } = await send([answer(503, 'Busy'), answer(200)], 'create');
  expect([outcome.kind, sent]).toEqual(['accepted', 2]);
});

it('a call that stays throttled is handed on after the last repetition', async () => {
  const { outcome, sent } = await send([answer(429)], 'describe', { ...PACE, retries: 1 });
  expect([outcome.status, sent]).toEqual([429, 2]);
});

it.each([
  ['a refusal', answer(400, 'Other'), 'create'],
  ['an error of the server', answer(500, 'InternalError'), 'create'],
  ['a bare 503 to a create, which may have happened', answer(503), 'create'],
] as const)('%s is not repeated', async (_, first, operation) => {
  expect((await send([first, answer(200)], operation)).sent).toBe(1);
});

it('a bare 503 to a describe is repeated', async () => {
  expect((await send([answer(503), answer(200)], 'describe')).sent).toBe(2);
});

it('Retry-After is waited for', async () => {
  const startedAt = performance.now();
  await send([answer(429, 'Busy', '1'), answer(200)], 'create');
  expect(performance.now() - startedAt).toBeGreaterThan(950);
});

it('clients share one rate', async () => {
  const { client } = scripted([answer(200)]);
  const [one, two] = paced([client, client], { ...PACE, rate: 50 });
  const startedAt = performance.now();
  const describeAgain = async (_: unknown, index: number): Promise<void> => {
    await (index % 2 ? one : two)?.call(call('describe'), { signal });
  };
  await Promise.all(Array.from({ length: 11 }, describeAgain));
  expect(performance.now() - startedAt).toBeGreaterThan(190);
});

it('a call that waits for its turn ends with its signal', async () => {
  const { client, sent } = scripted([answer(200)]);
  const [slow] = paced([client], { ...PACE, rate: 0.01 });
  await slow?.call(call('describe'), { signal });
  const waiting = slow?.call(call('describe'), { signal: AbortSignal.timeout(20) });
  await expect(waiting).rejects.toMatchObject({ name: 'TransportError', code: 'ABORTED' });
  expect(sent()).toBe(1);
});
