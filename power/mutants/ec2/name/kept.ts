import { type Mutant, mutantsOf } from '../../mutant.ts';
import { creating, importing } from '../conditions.ts';
import { keeps, refuses } from './faults.ts';

/** Faults in keeping the characters of a name as they are. */
export const NAME_KEPT: readonly Mutant[] = mutantsOf('name', {
  'create-only-word-characters': {
    summary: 'create accepts only letters, digits, `_`, `.` and `-`',
    mustBeKilledBy: 'name.create.printable',
    fault: refuses((name) => !/^[\w.-]*$/.test(name), creating),
  },
  'import-no-slash': {
    summary: 'import refuses a slash in a name',
    mustBeKilledBy: 'name.import.each-character',
    fault: refuses((name) => name.includes('/'), importing),
  },
  'import-long-with-symbols': {
    summary: 'import loses the last character of names longer than 200 characters',
    mustBeKilledBy: 'name.import.any-valid',
    fault: keeps((name) => (name.length > 200 ? name.slice(0, -1) : name), importing),
  },
  'plus-becomes-space': {
    summary: 'a plus sign in an imported name becomes a space',
    mustBeKilledBy: 'name.import.each-character',
    fault: keeps((name) => name.replaceAll('+', ' '), importing),
  },
  'create-decodes-twice': {
    summary: 'create decodes percent signs in a name a second time',
    mustBeKilledBy: 'name.create.printable',
    fault: keeps((name) => name.replaceAll(/%(?![0-9a-f]{2})/gi, ''), creating),
  },
  'create-escapes-stored': {
    summary: 'create keeps the name with its ampersands already escaped',
    mustBeKilledBy: 'name.create.xml-characters',
    fault: keeps((name) => name.replaceAll('&', '&amp;'), creating),
  },
  'import-drops-markup': {
    summary: 'import drops everything in angle brackets from a name',
    mustBeKilledBy: 'name.import.xml-characters',
    fault: keeps((name) => name.replaceAll(/<[^>]*>/g, ''), importing),
  },
});
