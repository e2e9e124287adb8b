import { describe, expect, it } from 'vitest';
import { Inconclusive } from '../suites/check.ts';
import { type KeyPairCall, type Outcome, TransportError } from '../targets/target.ts';
import { persist } from './persist.ts';
import { exchangeOf, refusal } from './testing/fakes.ts';

const CALL: KeyPairCall = { operation: 'delete', region: 'one', parameters: { name: 'n' } };
const ACCEPTED: Outcome = { kind: 'accepted', status: 200, keyPairs: [], exchange: exchangeOf(CALL) };
const never = new AbortController().signal;

/** Sends nothing; gives or throws these one after the other, the last of them for ever. */
function script(...steps: readonly (Outcome | Error)[]): (() => Promise<Outcome>) & { sent: number } {
  const send = async (): Promise<Outcome> => {
    const step = steps[Math.min(send.sent, steps.length - 1)];
    send.sent += 1;
    if (step === undefined || step instanceof Error) throw step ?? new Error('an empty script');
    return step;
  };
  send.sent = 0;
  return send;
}

const lost = (code: string): Error => new TransportError('no answer', 'headers', code);

describe('a call of a clean-up', () => {
  it.each<[string, Outcome | Error]>([
    ['a reset connection', lost('ECONNRESET')],
    ['HTTP 503', refusal(CALL, 503, 'Unavailable')],
    ['HTTP 500', refusal(CALL, 500, 'InternalError')],
    ['HTTP 429', refusal(CALL, 429, 'Slow')],
    ['a throttling code', new Inconclusive('the target did not take the request')],
  ])('is sent again after %s', async (_, fault) => {
    const send = script(fault, ACCEPTED);
    expect(await persist(send, never)).toBe(ACCEPTED);
    expect(send.sent).toBe(2);
  });

  it.each<[string, Outcome | Error]>([
    ['success', ACCEPTED],
    ['a refusal', refusal(CALL, 400, 'NotThere')],
    ['HTTP 501', refusal(CALL, 501, 'NotImplemented')],
    ['nobody listening', lost('ECONNREFUSED')],
    ['no answer in time', lost('REQUEST_TIMEOUT')],
    ['a delete that is not ours', lost('NOT_OURS')],
    ['an error of the suite', new TypeError('broken')],
  ])('is not sent again after %s', async (_, end) => {
    const send = script(end);
    const ended = await persist(send, never).catch((error: unknown) => error);
    expect(ended).toBe(end);
    expect(send.sent).toBe(1);
  });

  it('comes to what its last attempt came to when the fault lasts', async () => {
    const busy = refusal(CALL, 503, 'Unavailable');
    const send = script(lost('ECONNRESET'), busy);
    expect(await persist(send, never)).toBe(busy);
    expect(send.sent).toBe(3);
  });

  it('is not sent again once its time is over', async () => {
    const send = script(lost('ECONNRESET'));
    await expect(persist(send, AbortSignal.timeout(50))).rejects.toThrow('no answer');
    expect(send.sent).toBe(1);
  });
});
