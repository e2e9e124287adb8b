import { createHash } from 'node:crypto';
import type { EcsMutant } from '../mutant.ts';
import type { EcsFault } from './faults.ts';
import { always, at, table } from './table.ts';

/** Faults of ids. */
// biome-ignore format: a row is a mutant
export const IDENTIFIER_MUTANTS: readonly EcsMutant[] = table('identifier', [
  ['other-prefix', ...idFault('ids begin with key-', 'identifier.create.format', (id) => id.replace('ssh-', 'key-'))],
  ['no-prefix', ...idFault('ids have no prefix', 'identifier.create.format', (id) => id.replace('ssh-', ''))],
  ['upper-case',
    ...idFault('ids are in upper case', 'identifier.create.format', (id) => `ssh-${id.slice(4).toUpperCase()}`)],
  ['prefix-only', ...idFault('an id is its prefix alone', 'identifier.create.format', () => 'ssh-')],
  ['in-the-answer-upper-case',
    ...idFault('ids have upper-case digits', 'response-shape.create.id-format', (id) => `ssh-A${id.slice(5)}`)],
  ['constant', ...idFault('all ids are the same', 'identifier.create.unique', () => 'ssh-bp67acfmxazb4p')],
  ['of-the-name', 'the id is made of the name, so that two regions have the same', 'identifier.create.per-region',
    at('responses', 'created', always, (right, ctx, pair, material) => ({
      ...right(ctx, pair, material),
      KeyPairId: `ssh-${createHash('md5').update(pair.name).digest('hex').slice(0, 18)}`,
    }))],
]);

/** A create that answers with another id. */
function idFault(summary: string, by: string, other: (id: string) => string): EcsFault {
  return [
    summary,
    by,
    at('responses', 'created', always, (right, ctx, pair, material) => ({
      ...right(ctx, pair, material),
      KeyPairId: other(pair.id),
    })),
  ];
}
