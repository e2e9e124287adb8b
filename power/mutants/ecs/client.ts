import type { Context } from '../../../targets/ecs/reference/context.ts';
import { refusal } from '../../../targets/ecs/reference/outcome.ts';
import type { EcsMutant } from '../mutant.ts';
import { without } from './answers.ts';
import type { EcsFault } from './faults.ts';
import { accept, always, at, creating, deleting, describing, forEach, MAKING, table } from './table.ts';

/** Whether the official SDK of today asks; the wire client writes what the one before it does. */
const bySdk = (ctx: Context): boolean => /TeaDSL\/2$/.test(ctx.request.headers['user-agent'] ?? '');

/** Whether a name has not the look of those that the suite gives to what it makes. */
const unmarked = ({ parameters }: Context): boolean =>
  /^[a-z][a-z0-9]{20,}$/.test(parameters.get('KeyPairName') ?? '');

/** A fault in the answers to the official SDK: they are XML, which it did not ask for. */
const xmlForSdk = (by: string, here: (ctx: Context) => boolean): EcsFault => [
  `the official SDK is answered in a text that it cannot read (${by})`,
  `client.${by}`,
  at('http', 'body', always, (right, ctx, outcome) =>
    bySdk(ctx) && here(ctx) ? Buffer.from('<Answer/>') : right(ctx, outcome),
  ),
];

/** Faults that only users of the official SDK meet. */
// biome-ignore format: a row is a mutant
export const CLIENT_MUTANTS: readonly EcsMutant[] = table('client', [
  ...forEach(MAKING, (operation, here) => [
    ['unreadable-for-the-sdk', ...xmlForSdk(`${operation}.plain`, here)],
    ['tags-of-the-sdk-lost', `${operation} by the official SDK loses its tags`, `client.${operation}.tags`,
      at(
        'tags',
        'stored',
        (ctx) => here(ctx) && bySdk(ctx),
        () => [])],
  ]),
  ['describe-unreadable', ...xmlForSdk('describe.one', describing)],
  ['describe-public-key',
    ...xmlForSdk(
      'describe.public-key',
      (ctx) => describing(ctx) && ctx.parameters.get('IncludePublicKey') === 'true')],
  ['describe-tags', ...xmlForSdk('describe.tags', describing)],
  ['name-of-the-sdk', 'names from the official SDK are kept in lower case', 'client.create.alphabet',
    at('names', 'stored', bySdk, (_right, _ctx, name) => name.toLowerCase())],
  ['delete-of-the-sdk', 'a delete by the official SDK removes nothing', 'client.delete.existing',
    at(
      'deletion',
      'targets',
      (ctx) => deleting(ctx) && bySdk(ctx),
      () => [])],
  ['duplicate-for-the-sdk', 'the official SDK may take a taken name', 'client.create.duplicate',
    at('duplicates', 'refuse', bySdk, accept)],
  ['others-may-take-a-taken-name', 'whoever gives another name than the suite would may take a taken one',
    'client.describe.alike',
    at('duplicates', 'refuse', unmarked, accept)],
  ['others-lose-their-tags', 'what is made under another name than the suite would give has no tags',
    'client.describe.alike',
    at('tags', 'stored', unmarked, () => [])],
  ['refusal-without-request-id', 'refusals to the official SDK have no request id',
    'client.create.request-id',
    at('format', 'refusalFields', bySdk, (right, ctx, fields) => without('RequestId')(right(ctx, fields)))],
  ['refusal-unreadable', ...xmlForSdk('create.request-id', creating)],
  ['material-for-the-sdk', 'material that is no key is a fault of the server for the official SDK',
    'client.import.bad-material',
    at('material', 'malformed', bySdk, () => refusal('InternalError', 'The request failed.', 500))],
]);
