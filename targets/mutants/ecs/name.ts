import { refusal } from '../../reference/ecs/outcome.ts';
import { accept, only } from '../conditions.ts';
import { type EcsMutant, ecsMutantsOf } from '../mutant.ts';
import { importing, MAKING } from './conditions.ts';
import { acrossRegions, type EcsFault, forEach, pairsOf, putMadeUp } from './faults.ts';

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

/** Faults of the rules on names. */
export const NAME_MUTANTS: readonly EcsMutant[] = ecsMutantsOf('name', {
  ...forEach(MAKING, (operation, here) => {
    const id = (what: string): string => `name.${operation}.${what}`;
    const tables: Record<string, EcsFault> = {};
    for (const [name, limit, length, by] of LENGTHS) {
      tables[name] = {
        summary: `${operation} takes names by a ${limit === 'minimumLength' ? 'least' : 'greatest'} length of ${length}`,
        mustBeKilledBy: id(by),
        fault: ({ names }) => ({ names: { [limit]: only(here, () => length, names[limit]) } }),
      };
    }
    for (const [name, character, by] of STARTS) {
      tables[name] = {
        summary: `${operation} takes a name whose first character is ${character.source}`,
        mustBeKilledBy: id(by),
        fault: ({ names }) => ({
          names: {
            isFirstCharacter: (ctx, first) =>
              (here(ctx) && character.test(first)) || names.isFirstCharacter(ctx, first),
          },
        }),
      };
    }
    for (const [name, character, by] of INSIDES) {
      tables[name] = {
        summary: `${operation} takes a name with ${character.source} inside`,
        mustBeKilledBy: id(by),
        fault: ({ names }) => ({
          names: {
            isCharacter: (ctx, one) => (here(ctx) && character.test(one)) || names.isCharacter(ctx, one),
          },
        }),
      };
    }
    for (const [name, character, by] of MISSING) {
      tables[name] = {
        summary: `${operation} refuses a name with ${character.source} inside`,
        mustBeKilledBy: id(by),
        fault: ({ names }) => ({
          names: {
            isCharacter: (ctx, one) => !(here(ctx) && character.test(one)) && names.isCharacter(ctx, one),
          },
        }),
      };
    }
    return tables;
  }),
  ...forEach(MAKING, (operation, here) => ({
    'cuts-long-names': {
      summary: `${operation} cuts a long name to 128 characters instead of refusing it`,
      mustBeKilledBy: `name.${operation}.length-1000`,
      fault: ({ names }) => ({
        names: {
          tooLong: only(here, accept, names.tooLong),
          stored: only(here, (_ctx, name) => name.slice(0, 128), names.stored),
        },
      }),
    },
    ...trimming('trims-start', (name) => name.trimStart(), `name.${operation}.leading-space`),
    ...trimming('trims-end', (name) => name.trimEnd(), `name.${operation}.trailing-space`),
    ...prefix('http://', `name.${operation}.leading-http`),
    ...prefix('https://', `name.${operation}.leading-https`),
    'http-anywhere': {
      summary: `${operation} refuses a name with http anywhere in it`,
      mustBeKilledBy: `name.${operation}.http-inside`,
      fault: ({ names }) => ({
        names: {
          forbiddenPrefix: only(
            here,
            (ctx, name) => (name.includes('http') ? names.malformed(ctx) : undefined),
            names.forbiddenPrefix,
          ),
        },
      }),
    },
    'absent-made-up': {
      summary: `${operation} makes a name up where none was sent`,
      mustBeKilledBy: `name.${operation}.absent`,
      fault: ({ names }) => {
        let turn = 0;
        return {
          names: {
            missing: only(here, accept, names.missing),
            refuse: (ctx, name) => (name === '' && here(ctx) ? undefined : names.refuse(ctx, name)),
            stored(ctx, name) {
              turn += 1;
              return name === '' ? `unnamed-${turn}` : names.stored(ctx, name);
            },
          },
        };
      },
    },
    'absent-malformed': {
      summary: `${operation} calls an absent name malformed`,
      mustBeKilledBy: `name.${operation}.absent`,
      fault: ({ names }) => ({ names: { missing: only(here, accept, names.missing) } }),
    },
    'empty-taken': {
      summary: `${operation} takes an empty name`,
      mustBeKilledBy: `name.${operation}.empty`,
      fault: ({ names }) => ({
        names: {
          missing: only(
            (ctx) => here(ctx) && ctx.parameters.get('KeyPairName') === '',
            accept,
            names.missing,
          ),
          refuse: (ctx, name) => (name === '' && here(ctx) ? undefined : names.refuse(ctx, name)),
        },
      }),
    },
    'lower-case': {
      summary: `${operation} keeps names in lower case`,
      mustBeKilledBy: `name.${operation}.alphabet`,
      fault: ({ names }) => ({
        names: { stored: only(here, (_ctx, name) => name.toLowerCase(), names.stored) },
      }),
    },
    'refused-yet-kept': {
      summary: `${operation} refuses a bad name and keeps a key pair of that name all the same`,
      mustBeKilledBy: `name.${operation}.slash`,
      fault: (correct) => ({
        names: {
          refuse: only(
            here,
            (ctx, name) => {
              const refused = correct.names.refuse(ctx, name);
              if (refused !== undefined) putMadeUp(correct, ctx, name);
              return refused;
            },
            correct.names.refuse,
          ),
        },
      }),
    },
    'wrong-code': {
      summary: `${operation} refuses a bad name with the code InvalidParameter`,
      mustBeKilledBy: `name.${operation}.length-129`,
      fault: ({ names }) => ({
        names: {
          malformed: only(here, () => refusal('InvalidParameter', 'The name is not valid.'), names.malformed),
        },
      }),
    },
    'wrong-status': {
      summary: `${operation} refuses a bad name with the status 404`,
      mustBeKilledBy: `name.${operation}.length-1`,
      fault: ({ names }) => ({
        names: {
          malformed: only(here, (ctx) => ({ ...names.malformed(ctx), status: 404 }), names.malformed),
        },
      }),
    },
    'one-account': {
      summary: `${operation} refuses a name that another region has`,
      mustBeKilledBy: `name.${operation}.per-region`,
      fault: acrossRegions((others) => ({ duplicates }) => ({
        duplicates: {
          refuse: only(
            here,
            (ctx, name) =>
              pairsOf(others(ctx)).some((pair) => pair.name === name)
                ? refusal('KeyPair.AlreadyExist', 'The key pair already exist.')
                : duplicates.refuse(ctx, name),
            duplicates.refuse,
          ),
        },
      })),
    },
  })),
  'import-cut-to-100': {
    summary: 'an import cuts names to 100 characters',
    mustBeKilledBy: 'name.import.any-valid',
    fault: ({ names }) => ({
      names: { stored: only(importing, (_ctx, name) => name.slice(0, 100), names.stored) },
    }),
  },
  'import-no-upper-case-q': {
    summary: 'an import refuses a name with a Q inside',
    mustBeKilledBy: 'name.import.every-character',
    fault: ({ names }) => ({
      names: { isCharacter: (ctx, one) => !(importing(ctx) && one === 'Q') && names.isCharacter(ctx, one) },
    }),
  },
});

/** Names that are made better instead of refused. */
function trimming(
  name: string,
  trimmed: (name: string) => string,
  mustBeKilledBy: string,
): Readonly<Record<string, EcsFault>> {
  return {
    [name]: {
      summary: 'spaces around a name are cut off instead of refused',
      mustBeKilledBy,
      fault: ({ names }) => ({
        names: {
          refuse: (ctx, sent) => names.refuse(ctx, trimmed(sent)),
          stored: (ctx, sent) => names.stored(ctx, trimmed(sent)),
        },
      }),
    },
  };
}

/** Names that begin like an address. */
function prefix(address: string, mustBeKilledBy: string): Readonly<Record<string, EcsFault>> {
  return {
    [`takes-${address.replace('://', '')}`]: {
      summary: `a name that begins with ${address} is taken`,
      mustBeKilledBy,
      fault: ({ names }) => ({
        names: {
          refuse: (ctx, name) => (name.startsWith(address) ? undefined : names.refuse(ctx, name)),
        },
      }),
    },
  };
}
