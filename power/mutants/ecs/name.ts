import type { EcsKeyPair } from '../../../targets/ecs/reference/context.ts';
import { refusal } from '../../../targets/ecs/reference/outcome.ts';
import type { EcsMutant } from '../mutant.ts';
import { acrossRegions, pairsOf, putMadeUp } from './faults.ts';
import { nameRuleFaults } from './name-rules.ts';
import {
  accept,
  always,
  at,
  forEach,
  importing,
  MAKING,
  perServer,
  type Row,
  table,
  together,
} from './table.ts';

/** Faults of the rules on names. */
// biome-ignore format: a row is a mutant
export const NAME_MUTANTS: readonly EcsMutant[] = table('name', [
  ...forEach(MAKING, nameRuleFaults),
  ...forEach(MAKING, (operation, here) => [
    ['cuts-long-names', `${operation} cuts a long name to 128 characters instead of refusing it`,
      `name.${operation}.length-1000`,
      together(
        at('names', 'tooLong', here, accept),
        at('names', 'stored', here, (_right, _ctx, name) => name.slice(0, 128)))],
    ...trimming('trims-start', (name) => name.trimStart(), `name.${operation}.leading-space`),
    ...trimming('trims-end', (name) => name.trimEnd(), `name.${operation}.trailing-space`),
    ...prefix('http://', `name.${operation}.leading-http`),
    ...prefix('https://', `name.${operation}.leading-https`),
    ['http-anywhere', `${operation} refuses a name with http anywhere in it`, `name.${operation}.http-inside`,
      at('names', 'forbiddenPrefix', here, (_right, ctx, name) =>
        name.includes('http') ? ctx.behaviours.names.malformed(ctx) : undefined)],
    ['absent-made-up', `${operation} makes a name up where none was sent`, `name.${operation}.absent`,
      perServer(() => {
        let turn = 0;
        return together(
          at('names', 'missing', here, accept),
          at('names', 'refuse', always, (right, ctx, name) =>
            (name === '' && here(ctx) ? undefined : right(ctx, name))),
          at('names', 'stored', always, (right, ctx, name) => {
            turn += 1;
            return name === '' ? `unnamed-${turn}` : right(ctx, name);
          }));
      })],
    ['absent-malformed', `${operation} calls an absent name malformed`, `name.${operation}.absent`,
      at('names', 'missing', here, accept)],
    ['empty-taken', `${operation} takes an empty name`, `name.${operation}.empty`,
      together(
        at('names', 'missing', (ctx) => here(ctx) && ctx.parameters.get('KeyPairName') === '', accept),
        at('names', 'refuse', always, (right, ctx, name) =>
          (name === '' && here(ctx) ? undefined : right(ctx, name))))],
    ['lower-case', `${operation} keeps names in lower case`, `name.${operation}.alphabet`,
      at('names', 'stored', here, (_right, _ctx, name) => name.toLowerCase())],
    ['refused-yet-kept', `${operation} refuses a bad name and keeps a key pair of that name all the same`,
      `name.${operation}.slash`,
      perServer((correct) =>
        at('names', 'refuse', here, (right, ctx, name) => {
          const refused = right(ctx, name);
          if (refused !== undefined) putMadeUp(correct, ctx, name);
          return refused;
        }))],
    ['wrong-code', `${operation} refuses a bad name with the code InvalidParameter`,
      `name.${operation}.length-129`,
      at('names', 'malformed', here, () => refusal('InvalidParameter', 'The name is not valid.'))],
    ['wrong-status', `${operation} refuses a bad name with the status 404`, `name.${operation}.length-1`,
      at('names', 'malformed', here, (right, ctx) => ({ ...right(ctx), status: 404 }))],
    ['old-key-under-its-name',
      `${operation} under the name of a deleted key pair brings the deleted key back`,
      `name.${operation}.reuse`,
      perServer(() => {
        const removed = new Map<string, EcsKeyPair>();
        return together(
          at('store', 'remove', always, (right, ctx, pair) => {
            removed.set(`${ctx.region} ${pair.name}`, pair);
            right(ctx, pair);
          }),
          at('store', 'insert', always, (right, ctx, pair) => {
            const old = here(ctx) ? removed.get(`${ctx.region} ${pair.name}`) : undefined;
            const kept =
              old === undefined ? pair : { ...pair, blob: old.blob, fingerprint: old.fingerprint };
            return right(ctx, kept);
          }));
      })],
    ['one-account', `${operation} refuses a name that another region has`, `name.${operation}.per-region`,
      acrossRegions((others) =>
        at('duplicates', 'refuse', here, (right, ctx, name) =>
          pairsOf(others(ctx)).some((pair) => pair.name === name)
            ? refusal('KeyPair.AlreadyExist', 'The key pair already exist.')
            : right(ctx, name),
        ))],
  ]),
  ['import-cut-to-100', 'an import cuts names to 100 characters', 'name.import.any-valid',
    at('names', 'stored', importing, (_right, _ctx, name) => name.slice(0, 100))],
  ['import-no-upper-case-q', 'an import refuses a name with a Q inside', 'name.import.every-character',
    at('names', 'isCharacter', always,
      (right, ctx, one) => !(importing(ctx) && one === 'Q') && right(ctx, one))],
  ...forEach(MAKING, (operation, here): readonly Row[] => [
    ['booleans-refused', `${operation} refuses a name that looks like a boolean`, `name.${operation}.look-alike`,
      at('names', 'refuse', here, (right, ctx, name) =>
        /^(true|false)$/i.test(name)
          ? refusal('InvalidKeyPairName.Malformed', 'The name is not valid.')
          : right(ctx, name))],
  ]),
]);

/** Names that are made better instead of refused. */
function trimming(name: string, trimmed: (name: string) => string, mustBeKilledBy: string): Row[] {
  return [
    [
      name,
      'spaces around a name are cut off instead of refused',
      mustBeKilledBy,
      together(
        at('names', 'refuse', always, (right, ctx, sent) => right(ctx, trimmed(sent))),
        at('names', 'stored', always, (right, ctx, sent) => right(ctx, trimmed(sent))),
      ),
    ],
  ];
}

/** Names that begin like an address. */
function prefix(address: string, mustBeKilledBy: string): Row[] {
  return [
    [
      `takes-${address.replace('://', '')}`,
      `a name that begins with ${address} is taken`,
      mustBeKilledBy,
      at('names', 'refuse', always, (right, ctx, name) =>
        name.startsWith(address) ? undefined : right(ctx, name),
      ),
    ],
  ];
}
