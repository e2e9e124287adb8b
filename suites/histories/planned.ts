import type { Focus } from './arbitrary.ts';
import type { Step, StepOf } from './plan.ts';
import { type Means, SLOTS } from './scene.ts';

/** How often a name is made and deleted again, so that what counts calls is met. */
const LIVES = 4;

const make = (more: Partial<StepOf<'make'>> = {}): Step => ({
  do: 'make',
  kind: 0,
  slot: 0,
  region: 0,
  key: 0,
  tags: 0,
  how: 'plain',
  send: 0,
  ...more,
});

const remove = (more: Partial<StepOf<'delete'>> = {}): Step => ({
  do: 'delete',
  by: 'name',
  slot: 0,
  region: 0,
  how: 'plain',
  send: 0,
  ...more,
});

/**
 * Histories that are played whatever the seed, before the generated ones: those of a name that is used again and again,
 * by each way to delete it and each kind of key pair, one for each call that is rejected, and every look at what is gone.
 */
export function plannedFor(focus: Focus, { usual, ways }: Pick<Means, 'usual' | 'ways'>): readonly Step[][] {
  // What costs much is in the generated histories now and then.
  const kinds = usual.flatMap(({ weight }, kind) => (weight > 1 ? [kind] : []));
  const byId = ways.some(({ id }) => id === 'by id');
  const deletes: readonly StepOf<'delete'>['by'][] = byId ? ['name', 'id'] : ['name'];
  const lookBy = (way: number): Step => ({
    do: 'look',
    way,
    slot: 0,
    region: 0,
    publicKey: true,
    how: 'plain',
    send: 0,
  });
  const looks = ['by name', 'by id', 'of everything'].flatMap((wanted) => {
    const way = ways.findIndex(({ id }) => id === wanted);
    return way < 0 ? [] : [lookBy(way)];
  });
  switch (focus) {
    case 'sequences':
      return kinds.flatMap((kind) => [
        ...deletes.map((by) => lives(kind, by, looks)),
        shared(kind, looks),
        regions(kind, looks),
        ...(byId ? [named(kind)] : []),
      ]);
    case 'rejections':
      return kinds.map((kind) => rejections(kind, byId, looks));
    case 'anything':
      return kinds.flatMap((kind) =>
        deletes.map((by) =>
          gone(
            kind,
            by,
            ways.map((_, way) => lookBy(way)),
          ),
        ),
      );
  }
}

/** One name again and again, each time with another key and other tags. */
function lives(kind: number, by: StepOf<'delete'>['by'], looks: readonly Step[]): Step[] {
  return Array.from({ length: LIVES }, (_, life): Step[] => [
    make({ kind, key: life % 2, tags: (life + 1) % 3 }),
    ...looks,
    remove({ by }),
    // Nothing is there any more, and nothing else may go.
    ...(life === 0 ? [make({ kind, slot: 1 }), remove({ by })] : []),
  ]).flat();
}

/** A delete with the id of one key pair and the name of another; the look that follows is at both. */
function named(kind: number): Step[] {
  return [make({ kind }), make({ kind, slot: 1, key: 1 }), remove({ by: 'other-name-and-id' })];
}

/** Every way to look at a key pair that is gone, beside one that shares its tags and key. */
function gone(kind: number, by: StepOf<'delete'>['by'], looks: readonly Step[]): Step[] {
  return [make({ kind, tags: 2 }), make({ kind, slot: 1, tags: 2 }), remove({ by }), ...looks];
}

/** Several names with one key: what is done to one is not done to the others. */
function shared(kind: number, looks: readonly Step[]): Step[] {
  const names = Array.from({ length: SLOTS }, (_, slot) => make({ kind, slot, tags: slot }));
  return [...names, remove({ slot: 1 }), ...looks, remove({ slot: 2 }), ...looks];
}

/** One name in two regions. */
function regions(kind: number, looks: readonly Step[]): Step[] {
  return [
    make({ kind, tags: 1 }),
    make({ kind, region: 1, key: 1, tags: 2 }),
    remove({ region: 1 }),
    ...looks,
    make({ kind, region: 1 }),
    remove(),
    ...looks.map((one) => ({ ...one, region: 1 })),
  ];
}

/** Every call that is rejected, under a name that is taken, beside another key pair. */
function rejections(kind: number, byId: boolean, looks: readonly Step[]): Step[] {
  const hows = ['plain', 'dry-run', 'bad-material', 'bad-type'] as const;
  const bys = ['name', ...(byId ? (['id', 'near-id'] as const) : []), 'nothing'] as const;
  return [
    make({ kind, slot: 1, tags: 2 }),
    make({ kind, tags: 1 }),
    ...hows.flatMap((how) => [make({ kind, key: 1, tags: 2, how }), ...looks]),
    ...hows.slice(1).map((how) => make({ kind, slot: 2, how })),
    make({ kind, slot: 2 }),
    ...bys.flatMap((by) => [
      remove({ by, how: by === 'near-id' || by === 'nothing' ? 'plain' : 'dry-run' }),
      ...looks,
    ]),
  ];
}
