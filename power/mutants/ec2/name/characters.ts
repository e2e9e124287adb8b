import { refusal } from '../../../../targets/ec2/reference/outcome.ts';
import { type Mutant, mutantsOf } from '../../mutant.ts';
import { accept, creating, importing, only } from '../conditions.ts';
import { inventsName, lets, letsEmpty, letsSpace } from './faults.ts';

/** Faults in which characters a name may have, and in keeping them as they are. */
export const NAME_CHARACTERS: readonly Mutant[] = mutantsOf('name', {
  'create-empty-accepted': {
    summary: 'create accepts an empty name',
    mustBeKilledBy: 'name.create.empty',
    source: 'https://github.com/floci-io/floci/issues/3356',
    fault: letsEmpty(creating),
  },
  'create-absent-accepted': {
    summary: 'create accepts a request without a name and invents one',
    mustBeKilledBy: 'name.create.absent',
    source: 'https://github.com/floci-io/floci/issues/3356',
    fault: inventsName(creating),
  },
  'create-empty-other-code': {
    summary: 'create refuses an empty name with a code of its own',
    mustBeKilledBy: 'name.create.empty',
    fault: ({ names }) => ({
      names: {
        missing: only(
          creating,
          (ctx) =>
            ctx.parameters.get('KeyName') === ''
              ? refusal('InvalidParameterValue', 'Invalid name')
              : names.missing(ctx),
          names.missing,
        ),
      },
    }),
  },
  'import-empty-accepted': {
    summary: 'import accepts an empty name',
    mustBeKilledBy: 'name.import.empty',
    fault: letsEmpty(importing),
  },
  'import-absent-accepted': {
    summary: 'import accepts a request without a name and invents one',
    mustBeKilledBy: 'name.import.absent',
    fault: inventsName(importing),
  },
  'missing-status-422': {
    summary: 'a missing name is refused with the right code and HTTP status 422',
    mustBeKilledBy: 'name.create.absent',
    fault: ({ names }) => ({
      names: {
        missing: (ctx) => {
          const refused = names.missing(ctx);
          return refused && { ...refused, status: 422 };
        },
      },
    }),
  },
  'create-leading-space-accepted': {
    summary: 'create accepts a name with a space before it',
    mustBeKilledBy: 'name.create.leading-space',
    fault: letsSpace('startsWith', creating),
  },
  'create-trailing-space-accepted': {
    summary: 'create accepts a name with a space after it',
    mustBeKilledBy: 'name.create.trailing-space',
    fault: letsSpace('endsWith', creating),
  },
  'create-trims': {
    summary: 'create trims the name and accepts it',
    mustBeKilledBy: 'name.create.leading-space',
    fault: ({ names }) => ({
      names: {
        untrimmed: only(creating, accept, names.untrimmed),
        stored: only(creating, (_ctx, name) => name.trim(), names.stored),
      },
    }),
  },
  'import-leading-space-accepted': {
    summary: 'import accepts a name with a space before it',
    mustBeKilledBy: 'name.import.leading-space',
    fault: letsSpace('startsWith', importing),
  },
  'import-trailing-space-accepted': {
    summary: 'import accepts a name with a space after it',
    mustBeKilledBy: 'name.import.trailing-space',
    fault: letsSpace('endsWith', importing),
  },
  'create-line-break-accepted': {
    summary: 'create accepts a name with a line break',
    mustBeKilledBy: 'name.create.line-break',
    fault: lets('controlCharacter', creating),
  },
  'import-line-break-accepted': {
    summary: 'import accepts a name with a line break',
    mustBeKilledBy: 'name.import.line-break',
    fault: lets('controlCharacter', importing),
  },
  'create-accents-accepted': {
    summary: 'create accepts names beyond ASCII',
    mustBeKilledBy: 'name.create.not-ascii',
    fault: lets('nonAscii', creating),
  },
  'import-accents-accepted': {
    summary: 'import accepts names beyond ASCII',
    mustBeKilledBy: 'name.import.not-ascii',
    fault: lets('nonAscii', importing),
  },
  'import-latin-1-accepted': {
    summary: 'import takes Latin-1 for ASCII',
    mustBeKilledBy: 'name.import.not-ascii',
    fault: ({ names }) => ({
      names: {
        nonAscii: only(
          importing,
          (ctx, name) => (/^[\0-\xff]*$/.test(name) ? undefined : names.nonAscii(ctx, name)),
          names.nonAscii,
        ),
      },
    }),
  },
  'import-astral-accepted': {
    summary: 'import overlooks characters outside the basic plane',
    mustBeKilledBy: 'name.import.not-ascii',
    fault: ({ names }) => ({
      names: {
        nonAscii: only(
          importing,
          (ctx, name) => names.nonAscii(ctx, name.replace(/\p{Cs}|[\u{10000}-\u{10ffff}]/gu, '')),
          names.nonAscii,
        ),
      },
    }),
  },
});
