import { refusal } from '../../../targets/ecs/reference/outcome.ts';
import type { Tag } from '../../../targets/reference/store.ts';
import type { EcsMutant } from '../mutant.ts';
import {
  accept,
  always,
  at,
  creating,
  forEach,
  importing,
  MAKING,
  only,
  perServer,
  type Row,
  table,
} from './table.ts';

/** Limits that are one off, or none. */
const LIMITS: readonly (readonly [
  limit: 'maximumCount' | 'maximumKeyLength' | 'maximumValueLength',
  number: number,
  by: string,
])[] = [
  ['maximumCount', 19, 'twenty'],
  ['maximumCount', 21, 'twenty-one'],
  ['maximumCount', 50, 'twenty-one'],
  ['maximumKeyLength', 64, 'key-128'],
  ['maximumKeyLength', 127, 'key-128'],
  ['maximumKeyLength', 129, 'key-129'],
  ['maximumValueLength', 127, 'value-128'],
  ['maximumValueLength', 129, 'value-129'],
  ['maximumValueLength', 256, 'value-129'],
];

/** Tags that are kept otherwise than they were sent. */
const KEPT: readonly (readonly [name: string, kept: (tags: readonly Tag[]) => readonly Tag[], by: string])[] =
  [
    ['none', () => [], 'kept'],
    ['first-only', (tags) => tags.slice(0, 1), 'kept'],
    ['ten-only', (tags) => tags.slice(0, 10), 'twenty'],
    ['swapped', (tags) => tags.map(({ key, value }) => ({ key: value, value: key })), 'kept'],
    ['upper-case-keys', (tags) => tags.map((tag) => ({ ...tag, key: tag.key.toUpperCase() })), 'kept'],
    ['escaped', (tags) => tags.map((tag) => ({ ...tag, value: encodeURIComponent(tag.value) })), 'encoding'],
    [
      'null-for-empty',
      (tags) => tags.map(({ key, value }) => ({ key, value: value || 'null' })),
      'value-empty',
    ],
    ['without-empty', (tags) => tags.filter(({ value }) => value !== ''), 'value-empty'],
  ];

/** Checks that are not made. */
const UNCHECKED: readonly (readonly [
  check: 'emptyKey' | 'addressInKey' | 'addressInValue' | 'duplicateKey' | 'tooMany',
  by: string,
])[] = [
  ['emptyKey', 'key-empty'],
  ['addressInKey', 'key-http'],
  ['addressInValue', 'value-http'],
  ['duplicateKey', 'key-repeated'],
  ['tooMany', 'twenty-one'],
];

/** Refusals with another code or status. */
const REFUSED: readonly (readonly [
  name: string,
  refused: 'malformedKey' | 'malformedValue' | 'tooMany' | 'duplicateKey',
  code: string | undefined,
  status: number,
  by: string,
])[] = [
  ['key-with-code-of-value', 'malformedKey', 'InvalidTagValue.Malformed', 400, 'key-129'],
  ['value-with-code-of-key', 'malformedValue', 'InvalidTagKey.Malformed', 400, 'value-129'],
  ['count-with-400', 'tooMany', undefined, 400, 'twenty-one'],
  ['repeated-with-code-of-key', 'duplicateKey', 'InvalidTagKey.Malformed', 400, 'key-repeated'],
];

/** Faults of tags. */
// biome-ignore format: a row is a mutant
export const TAGS_MUTANTS: readonly EcsMutant[] = table('tags', [
  ...forEach(MAKING, (operation, here) => {
    const id = (what: string): string => `tags.${operation}.${what}`;
    const faults: Row[] = [];
    for (const [limit, number, by] of LIMITS) {
      faults.push([
        `${limit}-${number}`,
        `${operation} has ${number} for ${limit} of tags`,
        id(by),
        ({ tags }) => ({ tags: { [limit]: only(here, () => number, tags[limit]) } }),
      ]);
    }
    for (const [name, kept, by] of KEPT) {
      faults.push([
        `keeps-${name}`,
        `${operation} keeps other tags than were sent: ${name}`,
        id(by),
        at('tags', 'stored', here, (right, ctx) => kept(right(ctx))),
      ]);
    }
    faults.push([
      'valueless-dropped',
      `${operation} drops a tag without a value`,
      id('without-value'),
      at('tags', 'stored', here, (right, ctx) =>
        right(ctx).filter((_tag, index) => ctx.parameters.get(`Tag.${index + 1}.Value`) !== undefined),
      ),
    ]);
    for (const [check, by] of UNCHECKED) {
      faults.push([
        `unchecked-${check}`,
        `${operation} does not look for ${check}`,
        id(by),
        ({ tags }) => ({ tags: { [check]: only(here, accept, tags[check]) } }),
      ]);
    }
    for (const [name, refused, code, status, by] of REFUSED) {
      faults.push([
        name,
        `${operation} refuses ${refused} with ${code ?? 'its code'} and ${status}`,
        id(by),
        ({ tags }) => {
          const right: (...asked: never[]) => ReturnType<typeof tags.tooMany> = tags[refused];
          return {
            tags: {
              [refused]: (...asked: never[]) => {
                const [ctx] = asked as readonly unknown[] as Parameters<typeof tags.stored>;
                const answer = right(...asked);
                return answer === undefined || !here(ctx)
                  ? answer
                  : refusal(code ?? answer.code, answer.message, status);
              },
            },
          };
        },
      ]);
    }
    for (const prefix of ['aliyun', 'acs:']) {
      const by = id(`key-${prefix.replace(':', '')}`);
      faults.push([
        `takes-${prefix.replace(':', '')}`,
        `${operation} takes a tag key that starts with ${prefix}`,
        by,
        at('tags', 'reservedKeyPrefixes', always, (right, ctx) =>
          right(ctx).filter((one) => !(here(ctx) && one === prefix)),
        ),
      ]);
      faults.push([
        `${prefix.replace(':', '')}-anywhere`,
        `${operation} refuses a tag key with ${prefix} anywhere in it`,
        by,
        at('tags', 'reservedKey', here, (_right, ctx, { key }) =>
          key.includes(prefix) ? ctx.behaviours.tags.malformedKey(ctx) : undefined,
        ),
      ]);
    }
    return faults;
  }),
  ['create-takes-value-acs', 'create takes a tag value that starts with acs:', 'tags.create.value-acs',
    at('tags', 'reservedValue', creating, accept)],
  ['import-value-acs-as-key', 'import refuses a tag value that starts with acs: with the code of a key',
    'tags.import.value-acs',
    at('tags', 'reservedValue', importing, (_right, ctx, { value }) =>
      value.startsWith('acs:') ? ctx.behaviours.tags.malformedKey(ctx) : undefined)],
  ...forEach(MAKING, (operation, here) => [
    ['tags-of-the-one-before', `a ${operation} without tags gets the tags of the one before`,
      `tags.${operation}.apart`,
      perServer(() => {
        let last: readonly Tag[] = [];
        return at('tags', 'stored', here, (right, ctx) => {
          const sent = right(ctx);
          if (sent.length > 0) last = sent;
          return sent.length > 0 ? sent : last;
        });
      })],
  ]),
  ['import-three-only', 'of many tags the first three are shown', 'tags.import.any-set',
    at('tags', 'answered', always, (_right, _ctx, tags) => tags.slice(0, 3))],
  ['untagged-without-list', 'a key pair without tags is shown without a list of tags', 'tags.import.untagged',
    at('responses', 'describedItem', always, (right, ctx, pair) => {
      const { Tags, ...rest } = right(ctx, pair);
      return pair.tags.length === 0 || Tags === undefined ? rest : { ...rest, Tags };
    })],
]);
