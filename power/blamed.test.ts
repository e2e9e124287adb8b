import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../runner/events.ts';
import type { Context } from '../targets/ec2/reference/context.ts';
import { refusal } from '../targets/ec2/reference/outcome.ts';
import { HISTORY_MUTANTS } from './mutants/ec2/history.ts';
import { always, at, describing, type Fault, importing } from './mutants/ec2/table.ts';
import { explored } from './testing/explored.ts';

const LIMIT_MS = 240_000;
const SEQUENCES = 'history.delete.leaves-no-trace';
const REJECTIONS = 'history.create.rejected-changes-nothing';
const ANYTHING = 'history.import.any-sequence';

const asks = (ctx: Context, ...names: readonly string[]): boolean =>
  names.every((name) => ctx.parameters.get(name) !== undefined);
const mutant = (id: string): Fault => {
  const found = HISTORY_MUTANTS.find((one) => one.id === `history/${id}`);
  if (found === undefined) throw new Error(`no mutant ${id}`);
  return found.fault;
};

/** A server with one fault, the requirements that meet it, and the calls that may be blamed for what it leaves behind. */
type Row = readonly [what: string, fault: Fault, only: readonly string[], blamed: RegExp];

const LEAVE_BEHIND: readonly Row[] = [
  [
    'a delete with a name and the id of another key pair deletes nothing',
    at(
      'deletion',
      'target',
      (ctx) => asks(ctx, 'KeyName', 'KeyPairId'),
      () => undefined,
    ),
    [SEQUENCES, REJECTIONS, ANYTHING],
    /^delete by id/u,
  ],
  [
    'a delete by id deletes nothing',
    at(
      'deletion',
      'target',
      (ctx) => asks(ctx, 'KeyPairId'),
      () => undefined,
    ),
    [SEQUENCES, REJECTIONS, ANYTHING],
    /^delete by id/u,
  ],
  [
    'a delete of a key pair with tags deletes nothing',
    at('deletion', 'remove', always, (right, ctx, pair) => {
      if (pair.tags.length === 0) right(ctx, pair);
    }),
    [SEQUENCES, REJECTIONS, ANYTHING],
    /^delete( by id)?( \(name-and-id\))?$/u,
  ],
  [
    'a dry run of an import deletes the key pair of the name',
    at('dryRun', 'answer', importing, (right, ctx, prepare) => {
      const pair = ctx.behaviours.store.byName(ctx, ctx.parameters.get('KeyName') ?? '');
      if (pair !== undefined) ctx.behaviours.store.remove(ctx, pair);
      return right(ctx, prepare);
    }),
    [REJECTIONS, ANYTHING],
    /^import \(dry-run\)$/u,
  ],
  [
    'a delete takes every key pair of the same public key',
    mutant('same-key-shares-delete'),
    [SEQUENCES],
    /^delete( by id)?( \(.*\))? of another key pair$/u,
  ],
  [
    'a delete takes the key pair of that name in every region',
    mutant('delete-in-every-region'),
    [SEQUENCES],
    /^delete( by id)?( \(.*\))? in another region$/u,
  ],
  [
    'a refused duplicate takes the tags away',
    mutant('duplicate-drops-tags'),
    [REJECTIONS],
    /^(create|import) \(name-taken[a-z-]*\)$/u,
  ],
  [
    'every look shows another fingerprint',
    at('fingerprints', 'described', always, () => randomUUID()),
    [SEQUENCES, ANYTHING],
    /^a describe$/u,
  ],
];

const LOOK_WRONG: readonly (readonly [what: string, fault: Fault])[] = [
  [
    'a describe by the name of a key pair that was made again fails',
    (correct) => {
      const used = new Set<string>();
      return {
        deletion: {
          remove(ctx, pair) {
            used.add(pair.name);
            correct.deletion.remove(ctx, pair);
          },
        },
        describe: {
          unknownName: (ctx, name) => {
            const known = ctx.behaviours.store.byName(ctx, name);
            return known !== undefined && used.has(name)
              ? refusal('InternalError', 'An internal error has occurred', 500)
              : correct.describe.unknownName(ctx, name);
          },
        },
      };
    },
  ],
  [
    'every look shows another id',
    at('responses', 'describedItem', always, (right, ctx, pair) =>
      right(ctx, { ...pair, id: `key-0${randomUUID().replaceAll('-', '').slice(0, 16)}` }),
    ),
  ],
  [
    'a describe by name is answered with an empty list',
    at(
      'describe',
      'selected',
      (ctx) => describing(ctx) && ctx.parameters.list('KeyName').length > 0,
      () => [],
    ),
  ],
];

const told = (findings: readonly Finding[]): string =>
  findings.map(({ code, summary, facts }) => JSON.stringify([code, summary, facts.steps])).join('\n');

describe.each(LEAVE_BEHIND)('%s', (_what, fault, only, blamed) => {
  it(
    'is blamed on the call that did it, and on no later one',
    async () => {
      const findings = await explored(fault, only, 8);
      const after = findings.flatMap(({ facts }) => (facts.after === undefined ? [] : [String(facts.after)]));
      expect(after.length, told(findings)).toBeGreaterThan(0);
      expect(
        after.filter((one) => !blamed.test(one)),
        told(findings),
      ).toEqual([]);
    },
    LIMIT_MS,
  );
});

describe.each(LOOK_WRONG)('%s', (_what, fault) => {
  it(
    'is a finding of looks, for which no call that makes or deletes is blamed',
    async () => {
      const findings = await explored(fault, [SEQUENCES, ANYTHING], 8);
      expect(findings.length).toBeGreaterThan(0);
      const others = findings.filter(
        ({ facts }) =>
          (facts.operation !== undefined && facts.operation !== 'describe' && facts.way === undefined) ||
          (facts.after !== undefined && facts.after !== 'a describe'),
      );
      expect(others, told(others)).toEqual([]);
    },
    LIMIT_MS,
  );
});
