import { setTimeout } from 'node:timers/promises';
import type { Waited } from '../../targets/target.ts';
import { type CheckBody, type CheckContext, Inconclusive, type Judgement, Unsupported } from '../check.ts';
import { anyPair, bystander } from '../flows.ts';
import { twoClients } from './two.ts';

/** Seconds a waiter may take for a key pair that is there, or soon will be. */
const PATIENCE_SECONDS = 10;
/** Milliseconds until the key pair is made where the client does not tell when it has looked. */
const LATE_MS = 2000;

/** Given: `late: true` where the key pair is made only after the waiter has begun to look. */
export const waiter: CheckBody = {
  kind: 'example',
  method: "Waits for a key pair with the client's own waiter, which has to see it.",
  uses: [],
  anyMaking: true,
  second: true,
  async run(ctx) {
    const { wire } = twoClients(ctx);
    if (ctx.given.late !== true) {
      const { name } = await anyPair(wire);
      ctx.must(judgeSeen(await wait(ctx, name)));
      return;
    }
    // A describe that shows another key pair than the named one has to show it every time.
    await bystander(wire);
    const name = ctx.name();
    let madeAt = 0;
    const { promise: looked, resolve } = deferred();
    const late = setTimeout(LATE_MS, undefined, { signal: ctx.signal });
    const [waited] = await Promise.all([
      wait(ctx, name, resolve),
      Promise.race([looked, late]).then(() => {
        madeAt = Date.now();
        return anyPair(wire, { name });
      }),
    ]);
    ctx.must(judgeSeen(waited));
    ctx.must(judgeWaited(waited, madeAt));
  },
};

function deferred(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve: () => void = () => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

async function wait(ctx: CheckContext, name: string, looked?: () => void): Promise<Waited> {
  if (ctx.client.waitUntilExists === undefined)
    throw new Unsupported(`the ${ctx.client.kind} client has no waiter`, 'client');
  const limits = { signal: ctx.signal, maxSeconds: PATIENCE_SECONDS, ...(looked && { looked }) };
  return ctx.client.waitUntilExists({ name, region: ctx.region }, limits);
}

function judgeSeen({ seen, reason, exchanges }: Waited): Judgement {
  if (seen) return undefined;
  const exchange = exchanges.at(-1);
  if (exchange === undefined) throw new Inconclusive(`the waiter sent nothing: ${reason ?? 'no reason'}`);
  const facts = { seconds: PATIENCE_SECONDS, reason: reasonInWords(reason) };
  return { code: 'waiter-gives-up', facts, exchange };
}

/**
 * A name that nobody has yet must not be shown.
 * @param madeAt when the key pair was asked for, in milliseconds since the epoch
 */
function judgeWaited({ exchanges }: Waited, madeAt: number): Judgement {
  const [first] = exchanges;
  if (first === undefined || exchanges.length > 1) return undefined;
  // A program that starts slowly may look for the first time when the key pair is there. Times of day are whole milliseconds.
  if (Math.floor(first.startedAt + first.durationMs) > madeAt) return undefined;
  return { code: 'waiter-too-early', facts: { status: first.response.status }, exchange: first };
}

/** Why a waiter gave up; the SDK writes it as an object, with how often it got each response. */
function reasonInWords(reason = 'not seen'): string {
  if (!reason.startsWith('{')) return reason;
  try {
    const { reason: why, observedResponses = {} } = JSON.parse(reason) as {
      readonly reason?: string;
      readonly observedResponses?: Readonly<Record<string, number>>;
    };
    const responses = Object.entries(observedResponses).map(
      ([response, times]) => `${response} (${times} times)`,
    );
    return [why ?? 'not seen', ...responses].join('; ');
  } catch {
    return reason;
  }
}
