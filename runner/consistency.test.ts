import { expect, it } from 'vitest';
import { readContract } from '../specs/compiled.ts';
import type { Exchange, KeyPairCall, KeyPairClient, Outcome } from '../targets/target.ts';
import { settle, settlingInWords } from './consistency.ts';

const exchange = {} as Exchange;
const signal = new AbortController().signal;
const contract = await readContract('aws-ec2');
const accepted = (...names: readonly string[]): Outcome => ({
  kind: 'accepted',
  status: 200,
  keyPairs: names.map((name) => ({ name })),
  exchange,
});
const create: KeyPairCall = { operation: 'create', region: 'r', parameters: { name: 'n' } };
const remove: KeyPairCall = { operation: 'delete', region: 'r', parameters: { name: 'n' } };

/** A service whose describe shows a change only at the n-th look. */
function lagging(looks: number, before: Outcome, after: Outcome): KeyPairClient & { looks: number } {
  return {
    kind: 'wire',
    looks: 0,
    call() {
      this.looks += 1;
      return Promise.resolve(this.looks < looks ? before : after);
    },
    close: () => Promise.resolve(),
  };
}

it.each([
  ['what was made', create, accepted('n'), lagging(3, accepted(), accepted('n'))],
  ['that it was removed', remove, accepted(), lagging(3, accepted('n'), accepted())],
])(
  'a describe that lags is waited for until it shows %s, and the time is told',
  async (what, call, outcome, client) => {
    const settling = await settle(call, outcome, { client, contract, signal, limitMs: 5_000 });
    expect(settling).toMatchObject({ settled: true });
    expect(settling?.waitedMs).toBeGreaterThan(250);
    expect(settling && settlingInWords(settling)).toMatch(
      new RegExp(`^waited \\d+ ms until a describe showed ${what}$`),
    );
  },
);

it('a change that is never shown ends the wait at its limit', async () => {
  const client = lagging(Infinity, accepted(), accepted('n'));
  const settling = await settle(create, accepted('n'), { client, contract, signal, limitMs: 300 });
  expect(settling).toMatchObject({ settled: false });
  expect(settling?.waitedMs).toBeLessThan(2_000);
});

it.each([
  ['a change that every way shows at once', create, accepted('n'), 5_000, 3],
  ['a limit of nothing', create, accepted('n'), 0, 0],
  ['a describe', { ...create, operation: 'describe' as const }, accepted('n'), 5_000, 0],
])('%s is not waited for', async (_, call, outcome, limitMs, looks) => {
  const client = lagging(1, accepted(), accepted('n'));
  expect(await settle(call, outcome, { client, contract, signal, limitMs })).toBeUndefined();
  expect(client.looks).toBe(looks);
});

it.each([
  ['a list', (call: KeyPairCall) => Object.keys(call.parameters).length === 0],
  ['a filter', ({ parameters }: KeyPairCall) => parameters.filters !== undefined],
])('%s that lags behind a describe of the name is waited for, and named', async (way, isLate) => {
  let looks = 0;
  const client: KeyPairClient = {
    kind: 'wire',
    call: (call) => Promise.resolve(isLate(call) && looks++ < 2 ? accepted('other') : accepted('other', 'n')),
    close: () => Promise.resolve(),
  };
  const settling = await settle(create, accepted('n'), { client, contract, signal, limitMs: 5_000 });
  expect(settling).toMatchObject({ settled: true, way });
  expect(settling && settlingInWords(settling)).toMatch(`until ${way} showed what was made`);
});

it('lists and filters that never lag are not asked for ever, those that do are', async () => {
  for (const late of [false, true]) {
    let lists = 0;
    const client: KeyPairClient = {
      kind: 'wire',
      call({ parameters }) {
        if (parameters.names !== undefined) return Promise.resolve(accepted('n'));
        lists += 1;
        return Promise.resolve(late && lists === 1 ? accepted() : accepted('n'));
      },
      close: () => Promise.resolve(),
    };
    const changes = 60;
    for (let index = 0; index < changes; index += 1)
      await settle(create, accepted('n'), { client, contract, signal, limitMs: 5_000 });
    if (late) expect(lists).toBeGreaterThanOrEqual(2 * changes);
    else expect(lists).toBeLessThan(changes);
  }
});
