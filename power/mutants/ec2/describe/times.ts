import { type Mutant, mutantsOf } from '../../mutant.ts';

/** Faults in the create times that a describe shows. */
export const DESCRIBE_TIMES: readonly Mutant[] = mutantsOf('describe', {
  'create-time-missing': {
    summary: 'a describe shows no create time',
    mustBeKilledBy: 'describe.describe.create-time-format',
    source: 'https://github.com/getmoto/moto/pull/6341',
    fault: ({ responses }) => ({
      responses: {
        describedItem: (ctx, pair) =>
          responses.describedItem(ctx, pair).filter(({ name }) => name !== 'createTime'),
      },
    }),
  },
  'create-time-seconds': {
    summary: 'the create time has no decimals',
    mustBeKilledBy: 'describe.describe.create-time-format',
    fault: ({ clock }) => ({
      clock: { timestamp: (ctx, time) => clock.timestamp(ctx, time).replace(/\.\d+Z/, 'Z') },
    }),
  },
  'create-time-local': {
    summary: 'the create time of created key pairs is two hours ahead',
    mustBeKilledBy: 'describe.describe.create-time-created',
    fault: ({ responses }) => ({
      responses: {
        describedItem: (ctx, pair) =>
          responses.describedItem(
            ctx,
            pair.origin === 'created'
              ? { ...pair, createdAt: new Date(pair.createdAt.getTime() + 7_200_000) }
              : pair,
          ),
      },
    }),
  },
  'create-time-fixed': {
    summary: 'the create time of imported key pairs is a fixed day',
    mustBeKilledBy: 'describe.describe.create-time-imported',
    fault: ({ responses }) => ({
      responses: {
        describedItem: (ctx, pair) =>
          responses.describedItem(
            ctx,
            pair.origin === 'imported' ? { ...pair, createdAt: new Date('2026-01-01T00:00:00Z') } : pair,
          ),
      },
    }),
  },
  'create-time-moves': {
    summary: 'the create time moves with every describe',
    mustBeKilledBy: 'describe.describe.create-time-stable',
    fault: ({ clock }) => ({ clock: { timestamp: (ctx) => clock.timestamp(ctx, clock.now(ctx)) } }),
  },
});
