import { expect, test } from 'vitest';
import type { WireAlteration } from '../../targets/target.ts';
import { alterationInWords } from './alteration.ts';

test.each<readonly [WireAlteration, string]>([
  [{}, ''],
  [{ authentication: 'none' }, 'without credentials'],
  [{ authentication: 'expired', omit: ['A', 'B'] }, 'signed a day ago, without A, B'],
  [{ method: 'PUT', place: 'body' }, 'as PUT with its parameters in the body'],
  [{ replace: { A: '1' }, append: [['B', '2']] }, 'with A=1, B=2'],
  [
    { headers: [['content-type', 'x']], order: 'reversed', space: '+' },
    'with content-type, with its parameters reversed, with spaces written +',
  ],
])('%j reads "%s"', (wire, words) => {
  expect(alterationInWords(wire)).toBe(words);
});
