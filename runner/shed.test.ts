import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { createRedactor } from '../targets/redact.ts';
import type { Exchange } from '../targets/target.ts';
import { shedBodies } from './shed.ts';

function exchange(id: number, text: string): Exchange {
  return {
    id,
    client: 'wire',
    startedAt: 0,
    durationMs: 1,
    request: { method: 'POST', url: 'http://127.0.0.1/', headers: [], body: '' },
    response: { status: 200, headers: [], body: Buffer.from(text) },
    call: { operation: 'describe', region: 'us-east-1', parameters: {} },
  };
}

it.each([
  ['bodies of a megabyte', 1_000_000, 12, 'é'],
  ['bodies of five megabytes', 5_000_000, 3, 'ab'],
  ['a small body among large ones', 9_000_000, 2, '<x>'],
])('of %s, the earlier ones keep what a report shows of them', (_, size, count, unit) => {
  const text = unit.repeat(size / Buffer.byteLength(unit));
  const all = Array.from({ length: count }, (_unused, at) => exchange(at, text));
  const small = exchange(99, 'small');
  const whole = createRedactor().within(all).exchange(exchange(0, text));
  shedBodies([...all.slice(0, -1), small, ...all.slice(-1)]);
  const held = all.reduce((sum, { response }) => sum + response.body.byteLength, 0);
  expect(held).toBeLessThan(size + 400_000 * count);
  expect(small.response.body.byteLength).toBe(5);
  expect(all.at(-1)?.response.cut).toBeUndefined();
  const [first] = all;
  expect(first?.response.cut?.sha256).toBe(createHash('sha256').update(text).digest('hex'));
  expect(
    createRedactor()
      .within(all)
      .exchange(all[0] as Exchange).response,
  ).toEqual(whole.response);
});

it('leaves alone what fits', () => {
  const all = [exchange(1, 'a'.repeat(1_000_000)), exchange(2, 'b')];
  shedBodies(all);
  expect(all.map(({ response }) => response.body.byteLength)).toEqual([1_000_000, 1]);
});
