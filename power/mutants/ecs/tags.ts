import { refusal } from '../../../targets/ecs/reference/outcome.ts';
import type { Tag } from '../../../targets/reference/store.ts';
import { accept, only } from '../ec2/conditions.ts';
import { type EcsMutant, ecsMutantsOf } from '../mutant.ts';
import { creating, importing, MAKING } from './conditions.ts';
import { type EcsFault, forEach } from './faults.ts';

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
export const TAGS_MUTANTS: readonly EcsMutant[] = ecsMutantsOf('tags', {
  ...forEach(MAKING, (operation, here) => {
    const id = (what: string): string => `tags.${operation}.${what}`;
    const faults: Record<string, EcsFault> = {};
    for (const [limit, number, by] of LIMITS) {
      faults[`${limit}-${number}`] = {
        summary: `${operation} has ${number} for ${limit} of tags`,
        mustBeKilledBy: id(by),
        fault: ({ tags }) => ({ tags: { [limit]: only(here, () => number, tags[limit]) } }),
      };
    }
    for (const [name, kept, by] of KEPT) {
      faults[`keeps-${name}`] = {
        summary: `${operation} keeps other tags than were sent: ${name}`,
        mustBeKilledBy: id(by),
        fault: ({ tags }) => ({ tags: { stored: only(here, (ctx) => kept(tags.stored(ctx)), tags.stored) } }),
      };
    }
    for (const [check, by] of UNCHECKED) {
      faults[`unchecked-${check}`] = {
        summary: `${operation} does not look for ${check}`,
        mustBeKilledBy: id(by),
        fault: ({ tags }) => ({ tags: { [check]: only(here, accept, tags[check]) } }),
      };
    }
    for (const [name, refused, code, status, by] of REFUSED) {
      faults[name] = {
        summary: `${operation} refuses ${refused} with ${code ?? 'its code'} and ${status}`,
        mustBeKilledBy: id(by),
        fault: ({ tags }) => {
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
      };
    }
    for (const prefix of ['aliyun', 'acs:']) {
      const by = id(`key-${prefix.replace(':', '')}`);
      faults[`takes-${prefix.replace(':', '')}`] = {
        summary: `${operation} takes a tag key that starts with ${prefix}`,
        mustBeKilledBy: by,
        fault: ({ tags }) => ({
          tags: {
            reservedKeyPrefixes: (ctx) =>
              tags.reservedKeyPrefixes(ctx).filter((one) => !(here(ctx) && one === prefix)),
          },
        }),
      };
      faults[`${prefix.replace(':', '')}-anywhere`] = {
        summary: `${operation} refuses a tag key with ${prefix} anywhere in it`,
        mustBeKilledBy: by,
        fault: ({ tags }) => ({
          tags: {
            reservedKey: only(
              here,
              (ctx, { key }) => (key.includes(prefix) ? tags.malformedKey(ctx) : undefined),
              tags.reservedKey,
            ),
          },
        }),
      };
    }
    return faults;
  }),
  'create-takes-value-acs': {
    summary: 'create takes a tag value that starts with acs:',
    mustBeKilledBy: 'tags.create.value-acs',
    fault: ({ tags }) => ({ tags: { reservedValue: only(creating, accept, tags.reservedValue) } }),
  },
  'import-value-acs-as-key': {
    summary: 'import refuses a tag value that starts with acs: with the code of a key',
    mustBeKilledBy: 'tags.import.value-acs',
    fault: ({ tags }) => ({
      tags: {
        reservedValue: only(
          importing,
          (ctx, { value }) => (value.startsWith('acs:') ? tags.malformedKey(ctx) : undefined),
          tags.reservedValue,
        ),
      },
    }),
  },
  ...forEach(MAKING, (operation, here) => ({
    'tags-of-the-one-before': {
      summary: `a ${operation} without tags gets the tags of the one before`,
      mustBeKilledBy: `tags.${operation}.apart`,
      fault: ({ tags }) => {
        let last: readonly Tag[] = [];
        return {
          tags: {
            stored: only(
              here,
              (ctx) => {
                const sent = tags.stored(ctx);
                if (sent.length > 0) last = sent;
                return sent.length > 0 ? sent : last;
              },
              tags.stored,
            ),
          },
        };
      },
    },
  })),
  'import-three-only': {
    summary: 'of many tags the first three are shown',
    mustBeKilledBy: 'tags.import.any-set',
    fault: () => ({ tags: { answered: (_ctx, tags) => tags.slice(0, 3) } }),
  },
  'untagged-without-list': {
    summary: 'a key pair without tags is shown without a list of tags',
    mustBeKilledBy: 'tags.import.untagged',
    fault: ({ responses }) => ({
      responses: {
        describedItem: (ctx, pair) => {
          const { Tags, ...rest } = responses.describedItem(ctx, pair);
          return pair.tags.length === 0 || Tags === undefined ? rest : { ...rest, Tags };
        },
      },
    }),
  },
});
