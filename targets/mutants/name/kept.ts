import { refusal } from '../../reference/ec2/outcome.ts';
import { creating, importing, only } from '../conditions.ts';
import { type Mutant, mutantsOf } from '../mutant.ts';

/** Faults in keeping the characters of a name as they are. */
export const NAME_KEPT: readonly Mutant[] = mutantsOf('name', {
  'create-only-word-characters': {
    summary: 'create accepts only letters, digits, `_`, `.` and `-`',
    mustBeKilledBy: 'name.create.printable',
    fault: ({ names }) => ({
      names: {
        refuse: only(
          creating,
          (ctx, name) =>
            /^[\w.-]*$/.test(name) ? names.refuse(ctx, name) : refusal('InvalidParameterValue', 'Bad name'),
          names.refuse,
        ),
      },
    }),
  },
  'import-no-slash': {
    summary: 'import refuses a slash in a name',
    mustBeKilledBy: 'name.import.each-character',
    fault: ({ names }) => ({
      names: {
        refuse: only(
          importing,
          (ctx, name) =>
            name.includes('/') ? refusal('InvalidParameterValue', 'Bad name') : names.refuse(ctx, name),
          names.refuse,
        ),
      },
    }),
  },
  'import-long-with-symbols': {
    summary: 'import loses the last character of names longer than 200 characters',
    mustBeKilledBy: 'name.import.any-valid',
    fault: ({ names }) => ({
      names: {
        stored: only(importing, (_ctx, name) => (name.length > 200 ? name.slice(0, -1) : name), names.stored),
      },
    }),
  },
  'plus-becomes-space': {
    summary: 'a plus sign in an imported name becomes a space',
    mustBeKilledBy: 'name.import.each-character',
    fault: ({ names }) => ({
      names: { stored: only(importing, (_ctx, name) => name.replaceAll('+', ' '), names.stored) },
    }),
  },
  'create-decodes-twice': {
    summary: 'create decodes percent signs in a name a second time',
    mustBeKilledBy: 'name.create.printable',
    fault: ({ names }) => ({
      names: {
        stored: only(creating, (_ctx, name) => name.replaceAll(/%(?![0-9a-f]{2})/gi, ''), names.stored),
      },
    }),
  },
  'create-escapes-stored': {
    summary: 'create keeps the name with its ampersands already escaped',
    mustBeKilledBy: 'name.create.xml-characters',
    fault: ({ names }) => ({
      names: { stored: only(creating, (_ctx, name) => name.replaceAll('&', '&amp;'), names.stored) },
    }),
  },
  'import-drops-markup': {
    summary: 'import drops everything in angle brackets from a name',
    mustBeKilledBy: 'name.import.xml-characters',
    fault: ({ names }) => ({
      names: { stored: only(importing, (_ctx, name) => name.replaceAll(/<[^>]*>/g, ''), names.stored) },
    }),
  },
});
