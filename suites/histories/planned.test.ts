import { describe, expect, test } from 'vitest';
import { SPECS_FOLDER } from '../../specs/folders.ts';
import { loadContract } from '../../specs/load.ts';
import { ed25519FromSeed } from '../keys/synthetic.ts';
import { expectationsOf } from './model/expectations.ts';
import { EMPTY, type ModelCall, type State } from './model/state.ts';
import { step } from './model/step.ts';
import { callOf } from './plan.ts';
import { plannedFor } from './planned.ts';
import type { Means, Scene } from './scene.ts';
import { waysOf } from './ways.ts';

const keys = [1, 2].map((byte) => ed25519FromSeed(Buffer.alloc(32, byte)));
const SCENE: Scene = {
  names: ['a', 'b', 'c'],
  keys: { ed25519: keys, rsa: keys },
  tags: [[], [{ key: 'a', value: 'b' }], [{ key: 'c', value: 'd' }], [{ key: 'e', value: '' }]],
  regions: ['here', 'there'],
};

const REJECTED = ['delete nothing-named', 'import bad-material', 'import plain'];

describe.each([
  ['aws-ec2', [...REJECTED, 'delete dry-run', 'import dry-run']],
  ['alibaba-ecs', REJECTED],
])('the planned histories of %s', async (folder, rejections) => {
  const contract = await loadContract(new URL(folder, SPECS_FOLDER));
  const expectations = expectationsOf(contract);
  const kinds = [{ operation: 'import', keyType: 'ed25519' }] as const;
  const means: Means = {
    ways: waysOf(contract),
    sendings: [],
    kinds,
    usual: kinds.map((kind) => ({ ...kind, weight: 12 })),
  };
  /** The calls of all histories that the contract states, each with the state before it. */
  const played = (focus: 'sequences' | 'rejections'): readonly (readonly [ModelCall, State])[] =>
    plannedFor(focus, means).flatMap((steps) => {
      let state = EMPTY;
      return steps.flatMap((one): (readonly [ModelCall, State])[] => {
        const call = callOf(one, SCENE, means, state);
        const next = call && step(expectations, state, call)[0]?.next;
        if (call === undefined || next === undefined) return [];
        const before = state;
        state = next;
        return [[call, before]];
      });
    });

  test('delete a name more than three times, and use it again with other values each time', () => {
    const used = played('sequences').filter(([call, { gone }]) => 'keyType' in call && gone.length >= 3);
    expect(used.length).toBeGreaterThan(0);
  });

  test('delete one of several key pairs of one key while others live, and one of two regions', () => {
    const deletes = played('sequences').filter(([{ operation }]) => operation === 'delete');
    expect(deletes.some(([, { live }]) => live.length === 3)).toBe(true);
    expect(deletes.some(([, { live }]) => new Set(live.map(({ region }) => region)).size === 2)).toBe(true);
  });

  test('send every call that is rejected while the name is taken and another key pair is there', () => {
    const rejected = played('rejections').filter(([call, state]) =>
      step(expectations, state, call).every(({ answer }) => answer.kind === 'refused'),
    );
    expect(rejected.every(([, { live }]) => live.length >= 2)).toBe(true);
    const whats = new Set(
      rejected.map(
        ([{ operation, fault = 'plain', dryRun }]) => `${operation} ${dryRun ? 'dry-run' : fault}`,
      ),
    );
    expect(rejections.filter((what) => !whats.has(what))).toEqual([]);
  });
});
