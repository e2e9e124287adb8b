import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isLinearizable } from './linearizable.ts';
import { listFaults } from './lists.ts';
import type { ConcurrentAnswer, ConcurrentCall, Recorded } from './record.ts';
import { violationsOf } from './violation.ts';

const make = (token: string): ConcurrentCall => ({ kind: 'make', operation: 'import', name: 'n', token });
const look: ConcurrentCall = { kind: 'look', name: 'n' };
const remove = { kind: 'delete', name: 'n' } as const satisfies ConcurrentCall;
const removeId = (token: string): ConcurrentCall => ({ ...remove, token });
const made: ConcurrentAnswer = { kind: 'made' };
const taken: ConcurrentAnswer = { kind: 'taken' };
const deleted: ConcurrentAnswer = { kind: 'deleted' };
const shown = (token?: string): ConcurrentAnswer => ({
  kind: 'shown',
  ...(token !== undefined && { token }),
});
const at = (start: number, end: number, call: ConcurrentCall, answer: ConcurrentAnswer): Recorded => ({
  client: 1,
  call,
  answer,
  start,
  end,
});
const nothing: ConcurrentAnswer = { kind: 'deleted', token: null };
/** A key pair that was made and deleted, and another of its name. */
const TWO_LIVES = [
  at(0, 1, make('a'), made),
  at(2, 3, removeId('a'), deleted),
  at(4, 5, make('b'), made),
] as const;
const NEVER = Number.POSITIVE_INFINITY;
const unanswered = (start: number, call: ConcurrentCall): Recorded =>
  at(start, NEVER, call, { kind: 'unknown' });

describe('histories with known verdicts', () => {
  test.each<[string, boolean, readonly Recorded[]]>([
    ['one make, then a look at it', true, [at(0, 1, make('a'), made), at(2, 3, look, shown('a'))]],
    [
      'a look that misses what was made before it',
      false,
      [at(0, 1, make('a'), made), at(2, 3, look, shown())],
    ],
    ['a look that overlaps with the make', true, [at(0, 5, make('a'), made), at(2, 3, look, shown())]],
    ['two overlapping makes, one taken', true, [at(0, 5, make('a'), made), at(1, 4, make('b'), taken)]],
    ['two overlapping makes, both accepted', false, [at(0, 5, make('a'), made), at(1, 4, make('b'), made)]],
    ['two overlapping makes, both refused', false, [at(0, 5, make('a'), taken), at(1, 4, make('b'), taken)]],
    [
      'two makes with a delete that fits between',
      true,
      [at(0, 5, make('a'), made), at(1, 6, make('b'), made), at(0, 7, remove, deleted)],
    ],
    [
      'two makes with a delete that came too late',
      false,
      [at(0, 2, make('a'), made), at(3, 5, make('b'), made), at(6, 7, remove, deleted)],
    ],
    [
      'a delete by the id of the key pair that is there, and a look that still shows it',
      false,
      [at(0, 1, make('a'), made), at(2, 3, removeId('a'), deleted), at(4, 5, look, shown('a'))],
    ],
    [
      'a delete by the id of an earlier key pair of the name, and a look that shows the later one',
      true,
      [...TWO_LIVES, at(6, 7, removeId('a'), nothing), at(8, 9, look, shown('b'))],
    ],
    [
      'a delete by the id of an earlier key pair of the name that takes the later one',
      false,
      [...TWO_LIVES, at(6, 7, removeId('a'), nothing), at(8, 9, look, shown())],
    ],
    [
      'a delete by the id of a key pair that is there and is said to meet nothing',
      false,
      [at(0, 1, make('a'), made), at(2, 3, removeId('a'), nothing)],
    ],
    [
      'a make without an answer that a look shows',
      true,
      [unanswered(0, make('a')), at(5, 6, look, shown('a'))],
    ],
    [
      'a make without an answer that never happened',
      true,
      [unanswered(0, make('a')), at(5, 6, look, shown())],
    ],
    [
      'what is shown goes away by itself',
      false,
      [unanswered(0, make('a')), at(5, 6, look, shown('a')), at(7, 8, look, shown())],
    ],
    ['a look shows a key pair that nobody made', false, [at(0, 1, look, shown('z'))]],
    [
      'a delete that says it removed another key pair',
      false,
      [at(0, 1, make('a'), made), at(2, 3, remove, { kind: 'deleted', token: 'b' })],
    ],
    [
      'a delete that says nothing was there, though it was',
      false,
      [at(0, 1, make('a'), made), at(2, 3, remove, { kind: 'deleted', token: null })],
    ],
    [
      'two deletes that both say they removed it',
      false,
      [
        at(0, 1, make('a'), made),
        at(2, 5, remove, { kind: 'deleted', token: 'a' }),
        at(3, 4, remove, { kind: 'deleted', token: 'a' }),
      ],
    ],
  ])('%s: %s', (_what, verdict, history) => {
    expect(isLinearizable(history)).toBe(verdict);
  });
});

describe('lists', () => {
  const listed = (...names: string[]): ConcurrentAnswer => ({
    kind: 'listed',
    tokens: new Map(names.map((name) => [name, 'a'])),
  });
  const list: ConcurrentCall = { kind: 'list' };

  test('must show what surely existed and must not show what surely did not', () => {
    const before = at(0, 1, make('a'), made);
    expect(listFaults([before, at(2, 3, list, listed())])).toMatchObject([{ name: 'n', shown: false }]);
    expect(listFaults([before, at(2, 3, list, listed('n'))])).toEqual([]);
    const gone = at(4, 5, remove, deleted);
    expect(listFaults([before, gone, at(6, 7, list, listed('n'))])).toMatchObject([
      { name: 'n', shown: true },
    ]);
  });

  test('may go either way while a make or a delete is under way', () => {
    for (const names of [[], ['n']]) {
      expect(listFaults([at(0, 5, make('a'), made), at(1, 2, list, listed(...names))])).toEqual([]);
      const both = [at(0, 1, make('a'), made), at(2, 9, remove, deleted), at(3, 4, list, listed(...names))];
      expect(listFaults(both)).toEqual([]);
    }
  });

  test('may be old by as much as the target declares', () => {
    const late = [at(0, 1, make('a'), made), at(2, 3, list, listed()), at(4, 5, look, shown())];
    expect(violationsOf(late).map(({ kind }) => kind)).toEqual(['looks', 'lists']);
    expect(violationsOf(late, 100)).toEqual([]);
  });
});

test('two makes that are both accepted are told without a make that was still going on, and the later one is marked', () => {
  const history = [
    at(0, 10, make('a'), made),
    at(1, 12, make('b'), made),
    at(2, 40, make('c'), taken),
    at(3, Number.POSITIVE_INFINITY, make('d'), { kind: 'unknown' }),
  ];
  const [violation] = violationsOf(history);
  expect(violation?.calls.map(({ call }) => (call.kind === 'make' ? call.token : ''))).toEqual(['a', 'b']);
  expect(violation?.offending).toMatchObject({ call: { token: 'b' } });
});

test('a make without an answer is kept where somebody saw what it may have made', () => {
  const history = [
    at(0, Number.POSITIVE_INFINITY, make('a'), { kind: 'unknown' }),
    at(5, 6, look, shown('a')),
    at(7, 8, look, shown()),
  ];
  expect(violationsOf(history)[0]?.calls).toHaveLength(3);
});

/** A random run of a register that is right: each call takes effect at one moment between its start and its end. */
const runs = fc
  .array(
    fc.record({
      kind: fc.constantFrom('make', 'look', 'delete'),
      before: fc.integer({ min: 0, max: 30 }),
      after: fc.integer({ min: 0, max: 30 }),
    }),
    { minLength: 2, maxLength: 12 },
  )
  .map((steps): Recorded[] => {
    let state: string | undefined;
    return steps.map(({ kind, before, after }, index) => {
      const moment = index * 10;
      const spans = (call: ConcurrentCall, answer: ConcurrentAnswer): Recorded =>
        at(moment - before, moment + after, call, answer);
      if (kind === 'look') return spans(look, shown(state));
      if (kind === 'delete') {
        state = undefined;
        return spans(remove, deleted);
      }
      const token = `t${index}`;
      if (state !== undefined) return spans(make(token), taken);
      state = token;
      return spans(make(token), made);
    });
  });

test('whatever a right register answers is linearizable', () => {
  fc.assert(fc.property(runs, (history) => isLinearizable(history)));
});

test('a look that shows what nobody made is never linearizable, and is found by the fewest calls', () => {
  fc.assert(
    fc.property(runs, fc.nat(), (history, which) => {
      const index = which % history.length;
      const changed = history.with(index, {
        ...(history[index] as Recorded),
        call: look,
        answer: shown('nobody'),
      });
      expect(isLinearizable(changed)).toBe(false);
      const [violation] = violationsOf(changed);
      expect(violation?.calls.length).toBeLessThanOrEqual(changed.length);
      expect(isLinearizable(violation?.calls ?? [])).toBe(false);
    }),
  );
});

test('one answer changed where nothing overlaps is never linearizable', () => {
  const apart = runs.map((history) =>
    history.map((one, index) => ({ ...one, start: index * 10, end: index * 10 + 1 })),
  );
  fc.assert(
    fc.property(apart, fc.nat(), (history, which) => {
      const judged = history.filter(({ call }) => call.kind !== 'delete');
      const wrong = judged[which % Math.max(1, judged.length)];
      if (wrong === undefined) return;
      const opposite =
        wrong.answer.kind === 'made' ? taken : wrong.answer.kind === 'taken' ? made : undefined;
      const answer =
        opposite ??
        (wrong.answer.kind === 'shown' && wrong.answer.token === undefined ? shown('x') : shown());
      expect(isLinearizable(history.map((one) => (one === wrong ? { ...one, answer } : one)))).toBe(false);
    }),
  );
});
