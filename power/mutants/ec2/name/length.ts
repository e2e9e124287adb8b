import { refusal } from '../../../../targets/ec2/reference/outcome.ts';
import { type Mutant, mutantsOf } from '../../mutant.ts';
import { accept, creating, importing, only } from '../conditions.ts';
import { keepResidue } from '../faults/residue.ts';
import { lets, maximumLength, refuses } from './faults.ts';

/** Faults in how long a name may be. */
export const NAME_LENGTH: readonly Mutant[] = mutantsOf('name', {
  'create-limit-minus-one': {
    summary: 'create refuses a name of 255 characters',
    mustBeKilledBy: 'name.create.length-255',
    fault: maximumLength(254, creating),
  },
  'create-limit-plus-one': {
    summary: 'create accepts a name of 256 characters',
    mustBeKilledBy: 'name.create.length-256',
    fault: maximumLength(256, creating),
  },
  'create-limit-half': {
    summary: 'create refuses a name of more than 128 characters',
    mustBeKilledBy: 'name.create.length-254',
    fault: maximumLength(128, creating),
  },
  'create-no-limit': {
    summary: 'create accepts a name of any length',
    mustBeKilledBy: 'name.create.length-1000',
    fault: lets('tooLong', creating),
  },
  'create-limit-512': {
    summary: 'create accepts names of up to 512 characters',
    mustBeKilledBy: 'name.create.length-256',
    fault: maximumLength(512, creating),
  },
  'create-shortens': {
    summary: 'create shortens an over-long name to 255 characters and accepts it',
    mustBeKilledBy: 'name.create.length-1000',
    fault: ({ names }) => ({
      names: {
        tooLong: only(creating, accept, names.tooLong),
        stored: only(creating, (_ctx, name) => name.slice(0, 255), names.stored),
      },
    }),
  },
  'create-minimum-two': {
    summary: 'create refuses a name of one character',
    mustBeKilledBy: 'name.create.length-1',
    fault: refuses((name) => name.length < 2, creating, 'The name is too short'),
  },
  'import-limit-minus-one': {
    summary: 'import refuses a name of 255 characters',
    mustBeKilledBy: 'name.import.length-255',
    fault: maximumLength(254, importing),
  },
  'import-limit-plus-one': {
    summary: 'import accepts a name of 256 characters',
    mustBeKilledBy: 'name.import.length-256',
    fault: maximumLength(256, importing),
  },
  'import-limit-half': {
    summary: 'import refuses a name of more than 128 characters',
    mustBeKilledBy: 'name.import.length-254',
    fault: maximumLength(128, importing),
  },
  'import-no-limit': {
    summary: 'import accepts a name of any length',
    mustBeKilledBy: 'name.import.length-1000',
    fault: lets('tooLong', importing),
  },
  'import-minimum-two': {
    summary: 'import refuses a name of one character',
    mustBeKilledBy: 'name.import.length-1',
    fault: refuses((name) => name.length < 2, importing, 'The name is too short'),
  },
  'too-long-other-code': {
    summary: 'an over-long name is refused as a validation error with another code',
    mustBeKilledBy: 'name.create.length-256',
    fault: () => ({
      names: {
        tooLong: (_ctx, name) =>
          name.length > 255 ? refusal('ValidationError', 'The name is too long') : undefined,
      },
    }),
  },
  'too-long-but-stored': {
    summary: 'create refuses an over-long name rightly and keeps a key pair under it all the same',
    mustBeKilledBy: 'name.create.length-1000',
    fault: ({ names }) => ({
      names: {
        tooLong: only(
          creating,
          (ctx, name) => {
            const refused = names.tooLong(ctx, name);
            if (refused !== undefined) keepResidue(ctx);
            return refused;
          },
          names.tooLong,
        ),
      },
    }),
  },
});
