import { refusal } from '../../../targets/ecs/reference/outcome.ts';
import type { EcsKeyPair } from '../../../targets/ecs/reference/pair.ts';
import { accept, only } from '../ec2/conditions.ts';
import { type EcsMutant, ecsMutantsOf } from '../mutant.ts';
import { importing, MAKING } from './conditions.ts';
import { acrossRegions, type EcsFault, forEach, pairsOf, putMadeUp } from './faults.ts';
import { nameRuleFaults } from './name-rules.ts';

/** Faults of the rules on names. */
export const NAME_MUTANTS: readonly EcsMutant[] = ecsMutantsOf('name', {
  ...forEach(MAKING, nameRuleFaults),
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
    'old-key-under-its-name': {
      summary: `${operation} under the name of a deleted key pair brings the deleted key back`,
      mustBeKilledBy: `name.${operation}.reuse`,
      fault: ({ store }) => {
        const removed = new Map<string, EcsKeyPair>();
        return {
          store: {
            remove(ctx, pair) {
              removed.set(`${ctx.region} ${pair.name}`, pair);
              store.remove(ctx, pair);
            },
            insert(ctx, pair) {
              const old = here(ctx) ? removed.get(`${ctx.region} ${pair.name}`) : undefined;
              const kept =
                old === undefined ? pair : { ...pair, blob: old.blob, fingerprint: old.fingerprint };
              return store.insert(ctx, kept);
            },
          },
        };
      },
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
