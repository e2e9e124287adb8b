import type { EcsBehaviours } from '../../../targets/ecs/reference/behaviours.ts';
import type { Context } from '../../../targets/ecs/reference/context.ts';
import { type Refusal, refusal } from '../../../targets/ecs/reference/outcome.ts';
import type { EcsFault } from './faults.ts';
import { always, at, type Condition, only, type Row } from './table.ts';

/** Names whose length has a limit that is one off, or none. */
const LENGTHS: readonly (readonly [
  name: string,
  group: 'minimumLength' | 'maximumLength',
  length: number,
  by: string,
])[] = [
  ['shortest-3', 'minimumLength', 3, 'length-2'],
  ['shortest-1', 'minimumLength', 1, 'length-1'],
  ['longest-126', 'maximumLength', 126, 'length-127'],
  ['longest-127', 'maximumLength', 127, 'length-128'],
  ['longest-129', 'maximumLength', 129, 'length-129'],
  ['longest-255', 'maximumLength', 255, 'length-129'],
  ['longest-none', 'maximumLength', Number.POSITIVE_INFINITY, 'length-1000'],
];

/** Characters that a faulty server takes at the beginning of a name. */
const STARTS: readonly (readonly [name: string, character: RegExp, by: string])[] = [
  ['starts-with-digit', /^\d$/, 'leading-digit'],
  ['starts-with-colon', /^:$/, 'leading-colon'],
  ['starts-with-underscore', /^_$/, 'leading-underscore'],
  ['starts-with-hyphen', /^-$/, 'leading-hyphen'],
  ['starts-with-space', /^ $/, 'leading-space'],
];

/** Characters that a faulty server takes inside a name. */
const INSIDES: readonly (readonly [name: string, character: RegExp, by: string])[] = [
  ['space-inside', /^ $/, 'space'],
  ['slash-inside', /^\/$/, 'slash'],
  ['line-break-inside', /^[\r\n]$/, 'line-break'],
  ['markup-inside', /^[<>&"']$/, 'markup'],
];

/** Characters that a faulty server does not take inside a name. */
const MISSING: readonly (readonly [name: string, character: RegExp, by: string])[] = [
  ['no-colon', /^:$/, 'alphabet'],
  ['no-upper-case-z', /^Z$/, 'alphabet'],
];

/** A making that takes a character where the correct one does not, or the other way about. */
function character(
  summary: string,
  mustBeKilledBy: string,
  other: (correct: EcsBehaviours['names']) => Partial<EcsBehaviours['names']>,
): EcsFault {
  return [summary, mustBeKilledBy, ({ names }) => ({ names: other(names) })];
}

/** A making that refuses names which both answers are allowed for, in a way that neither is. */
function refused(
  summary: string,
  mustBeKilledBy: string,
  fits: (ctx: Context, name: string) => boolean,
  answer: Refusal,
): EcsFault {
  return [
    summary,
    mustBeKilledBy,
    at('names', 'refuse', always, (right, ctx, name) => (fits(ctx, name) ? answer : right(ctx, name))),
  ];
}

/** Faults of the lengths and characters of names, for one operation. */
export function nameRuleFaults(operation: 'create' | 'import', here: Condition): Row[] {
  const id = (what: string): string => `name.${operation}.${what}`;
  const faults: Row[] = [];
  for (const [name, limit, length, by] of LENGTHS) {
    faults.push([
      name,
      `${operation} takes names by a ${limit === 'minimumLength' ? 'least' : 'greatest'} length of ${length}`,
      id(by),
      ({ names }) => ({ names: { [limit]: only(here, () => length, names[limit]) } }),
    ]);
  }
  for (const [name, start, by] of STARTS) {
    faults.push([
      name,
      ...character(`${operation} takes a name whose first character is ${start.source}`, id(by), (names) => ({
        isFirstCharacter: (ctx, first) =>
          (here(ctx) && start.test(first)) || names.isFirstCharacter(ctx, first),
      })),
    ]);
  }
  for (const [name, inside, by] of INSIDES) {
    faults.push([
      name,
      ...character(`${operation} takes a name with ${inside.source} inside`, id(by), (names) => ({
        isCharacter: (ctx, one) => (here(ctx) && inside.test(one)) || names.isCharacter(ctx, one),
      })),
    ]);
  }
  for (const [name, missing, by] of MISSING) {
    faults.push([
      name,
      ...character(`${operation} refuses a name with ${missing.source} inside`, id(by), (names) => ({
        isCharacter: (ctx, one) => !(here(ctx) && missing.test(one)) && names.isCharacter(ctx, one),
      })),
    ]);
  }
  return [
    ...faults,
    [
      'dot-other-code',
      ...refused(
        `${operation} refuses a name with a dot with the code InvalidParameter`,
        id('dot'),
        (ctx, name) => here(ctx) && name.includes('.'),
        refusal('InvalidParameter', 'The name is not valid.'),
      ),
    ],
    [
      'beyond-ascii-500',
      ...refused(
        `a ${operation} of a name beyond ASCII is a fault of the server`,
        id('unicode'),
        (ctx, name) => here(ctx) && /[^\x00-\x7f]/.test(name),
        refusal('InternalError', 'The request processing has failed.', 500),
      ),
    ],
  ];
}
