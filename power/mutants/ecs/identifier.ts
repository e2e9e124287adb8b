import { createHash } from 'node:crypto';
import { type EcsMutant, ecsMutantsOf } from '../mutant.ts';
import type { EcsFault } from './faults.ts';

/** Faults of ids. */
export const IDENTIFIER_MUTANTS: readonly EcsMutant[] = ecsMutantsOf('identifier', {
  'other-prefix': idFault('ids begin with key-', 'format', (id) => id.replace('ssh-', 'key-')),
  'no-prefix': idFault('ids have no prefix', 'format', (id) => id.replace('ssh-', '')),
  'upper-case': idFault('ids are in upper case', 'format', (id) => `ssh-${id.slice(4).toUpperCase()}`),
  'prefix-only': idFault('an id is its prefix alone', 'format', () => 'ssh-'),
  'in-the-answer-upper-case': {
    ...idFault('ids have upper-case digits', 'format', (id) => `ssh-A${id.slice(5)}`),
    mustBeKilledBy: 'response-shape.create.id-format',
  },
  constant: idFault('all ids are the same', 'unique', () => 'ssh-bp67acfmxazb4p'),
  'of-the-name': {
    summary: 'the id is made of the name, so that two regions have the same',
    mustBeKilledBy: 'identifier.create.per-region',
    fault: ({ responses }) => ({
      responses: {
        created: (ctx, pair, material) => ({
          ...responses.created(ctx, pair, material),
          KeyPairId: `ssh-${createHash('md5').update(pair.name).digest('hex').slice(0, 18)}`,
        }),
      },
    }),
  },
});

/** A create that answers with another id. */
function idFault(summary: string, by: string, other: (id: string) => string): EcsFault {
  return {
    summary,
    mustBeKilledBy: `identifier.create.${by}`,
    fault: ({ responses }) => ({
      responses: {
        created: (ctx, pair, material) => ({
          ...responses.created(ctx, pair, material),
          KeyPairId: other(pair.id),
        }),
      },
    }),
  };
}
