import fc from 'fast-check';
import type { Step, StepOf } from './plan.ts';
import { type Means, SLOTS } from './scene.ts';

/** What a set of histories is mainly about. */
export type Focus = 'sequences' | 'rejections' | 'anything';

/** How often each kind of step comes, by focus. */
const WEIGHTS: Readonly<Record<Focus, Readonly<Record<Step['do'], number>>>> = {
  sequences: { make: 5, look: 3, delete: 4 },
  rejections: { make: 6, look: 2, delete: 3 },
  anything: { make: 4, look: 6, delete: 3 },
};

/** Histories of up to `length` steps. Values shrink towards a plain call on the first name. */
export function historiesOf(means: Means, focus: Focus, length: number): fc.Arbitrary<Step[]> {
  const weights = WEIGHTS[focus];
  const step = fc.oneof(
    { weight: weights.make, arbitrary: makes(means, focus) },
    { weight: weights.look, arbitrary: looks(means) },
    { weight: weights.delete, arbitrary: deletes(means, focus) },
  );
  // Twice the length at the most is that length on average; a bias towards short ones would find nothing new.
  return fc.noBias(fc.array(step, { minLength: 1, maxLength: 2 * length, size: 'max' }));
}

/** The plain value most of the time, one of the others sometimes. */
function mostly<T>(plain: T, others: readonly T[], weight: number): fc.Arbitrary<T> {
  if (others.length === 0) return fc.constant(plain);
  return fc.oneof(
    { weight, arbitrary: fc.constant(plain) },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
  );
}

/** The first name more often than the others, so that things happen to it again and again. */
const slot: fc.Arbitrary<number> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 2, arbitrary: fc.nat({ max: SLOTS - 1 }) },
);
const region: fc.Arbitrary<number> = mostly(0, [1], 5);

function sendings(means: Means): fc.Arbitrary<number> {
  return mostly(
    0,
    means.sendings.map((_, index) => index + 1),
    3,
  );
}

function makes(means: Means, focus: Focus): fc.Arbitrary<StepOf<'make'>> {
  const kinds = means.usual.map(({ weight }, kind) => ({ weight, arbitrary: fc.constant(kind) }));
  return fc.record({
    do: fc.constant('make'),
    kind: kinds.length === 0 ? fc.constant(0) : fc.oneof(...kinds),
    slot,
    region,
    key: fc.nat({ max: 1 }),
    tags: fc.nat({ max: 3 }),
    how: mostly(
      'plain',
      // A call without a name is known to break targets: checks that run last send it.
      ['dry-run', 'bad-material', 'bad-type'] as const,
      focus === 'rejections' ? 2 : 6,
    ),
    send: sendings(means),
  });
}

function looks(means: Means): fc.Arbitrary<StepOf<'look'>> {
  return fc.record({
    do: fc.constant('look'),
    way: fc.nat({ max: means.ways.length - 1 }),
    slot,
    region,
    publicKey: fc.boolean(),
    how: mostly('plain', ['dry-run'] as const, 12),
    send: sendings(means),
  });
}

function deletes(means: Means, focus: Focus): fc.Arbitrary<StepOf<'delete'>> {
  return fc.record({
    do: fc.constant('delete'),
    by: mostly('name', ['id', 'id', 'other-name-and-id', 'near-id', 'nothing'] as const, 2),
    slot,
    region,
    how: mostly('plain', ['dry-run'] as const, focus === 'rejections' ? 3 : 8),
    send: sendings(means),
  });
}
