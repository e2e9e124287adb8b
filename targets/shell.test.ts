import { expect, test } from 'vitest';
import { quote } from './shell.ts';
import { ODD_TEXT, wordsOf } from './testing/commands.ts';
import { onPath } from './testing/on-path.ts';

test
  .skipIf(!onPath('bash'))
  .each(['', 'plain', ODD_TEXT, "'", "''", '\n', '-x', '*', '~', 'a b', '\u007f', '!!'])(
  'the quoted word %j is itself in a shell',
  (text) => {
    expect(wordsOf(quote(text))).toEqual([text]);
  },
);
