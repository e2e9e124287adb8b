import { expect, test } from 'vitest';
import { removeSecrets } from './redact-secrets.ts';

const SECRET = 'kS+crEt/Zq7Wm3+pT9x/V2bN8cR4yL6+jH1gF5dA/0uE';

/** What parsers of forms, names and words make of the signs of a secret. */
const SIGNS: readonly (readonly [string, (text: string) => string])[] = [
  ['as they are', (text) => text],
  ['left out', (text) => text.replace(/[+/]/g, '')],
  ['as spaces', (text) => text.replace(/[+/]/g, ' ')],
  ['as underscores', (text) => text.replace(/[+/]/g, '_')],
  ['as hyphens', (text) => text.replace(/[+/]/g, '-')],
  ['plus as a space', (text) => text.replaceAll('+', ' ')],
  ['as those of a file name', (text) => text.replaceAll('+', '-').replaceAll('/', '_')],
  ['percent-encoded', (text) => encodeURIComponent(text)],
  ['as entities', (text) => text.replaceAll('+', '&#43;').replaceAll('/', '&#x2F;')],
];

test.each(SIGNS)(
  'a secret with its signs %s is withheld, and 30 characters from anywhere in it',
  (_, write) => {
    for (let at = 0; at + 30 <= SECRET.length; at += 1) {
      const told = `said: ${write(SECRET.slice(at, at + 30))}.`;
      const clean = removeSecrets(told, [SECRET]);
      expect(clean).toContain('[redacted]');
      // What is left at the edges is shorter than a piece.
      const left = clean.replace('[redacted]', '').replace(/^said: |\.$/g, '').length;
      expect(left, told).toBeLessThan(16);
    }
  },
);

test('words that share some letters with a secret stay', () => {
  const text = 'crEt Zq7 and pT9x V2bN8c';
  expect(removeSecrets(text, [SECRET])).toBe(text);
});
