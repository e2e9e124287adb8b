import { describe, expect, test } from 'vitest';
import { createdKeyTypes, importedKeyTypes, nameSchema } from '../../specs/constraints.ts';
import { SPECS_FOLDER } from '../../specs/folders.ts';
import { loadContract } from '../../specs/load.ts';
import { ed25519FromSeed } from '../keys/synthetic.ts';
import { expectationsOf } from './model/expectations.ts';
import { EMPTY, type State } from './model/state.ts';
import { step } from './model/step.ts';
import type { KeyKind, Scene } from './scene.ts';
import { oneOfEach } from './tour.ts';
import { waysOf } from './ways.ts';

const keys = [1, 2].map((byte) => ed25519FromSeed(Buffer.alloc(32, byte)));
const SCENE: Scene = {
  names: ['stem'],
  keys: { ed25519: keys, rsa: keys },
  tags: [
    [],
    [{ key: 'a', value: 'b' }],
    [{ key: 'c', value: 'd' }],
    [{ key: 'e', value: '' }],
    [{ key: 'f', value: 'g' }],
  ],
  regions: ['here', 'there'],
};

describe.each(['aws-ec2', 'alibaba-ecs', 'testing/third-provider'])('the tour of %s', async (folder) => {
  const contract = await loadContract(new URL(folder, SPECS_FOLDER));
  const kinds: readonly KeyKind[] = [
    ...createdKeyTypes(contract).map((keyType) => ({ operation: 'create', keyType }) as const),
    ...importedKeyTypes(contract).map((keyType) => ({ operation: 'import', keyType }) as const),
  ];
  const played = oneOfEach(contract, { kinds }, SCENE).reduce(
    (state: State, call) => step(expectationsOf(contract), state, call)[0]?.next ?? state,
    EMPTY,
  );
  const here = played.live.filter(({ region }) => region === 'here');

  test.each(kinds)(
    'every way of looking finds a key pair of $operation $keyType',
    ({ operation, keyType }) => {
      const origin = operation === 'create' ? 'created' : 'imported';
      const pairs = here.filter((pair) => pair.origin === origin && pair.keyType === keyType);
      const unfound = waysOf(contract).filter(
        (way) => !pairs.some((pair) => way.ask(pair, here) !== undefined),
      );
      expect(unfound.map(({ id }) => id)).toEqual([]);
    },
  );

  test('shows a used name, a key pair without tags, an empty value, one name in two regions, and longest names', () => {
    const { live } = played;
    const { maxLength } = nameSchema(contract);
    const long = live.filter(({ name }) => name.length === maxLength);
    expect(long.map(({ origin }) => origin)).toEqual(maxLength === undefined ? [] : ['created', 'imported']);
    expect(long.every(({ tags }) => tags[0]?.key === 'f')).toBe(true);
    expect(live.some(({ reused }) => reused)).toBe(true);
    expect(live.some(({ tags }) => tags.length === 0)).toBe(true);
    expect(live.some(({ tags }) => tags.some(({ value }) => value === ''))).toBe(true);
    expect(
      here.some(({ name }) => live.some((other) => other.name === name && other.region === 'there')),
    ).toBe(true);
  });
});
