import { expect, test } from 'vitest';
import { ODD_TEXT, wordsOf } from './clients/testing/commands.ts';
import { quote } from './shell.ts';

test.each(['', 'plain', ODD_TEXT, "'", "''", '\n', '-x', '*', '~', 'a b', '\u007f', '!!'])(
  'the quoted word %j is itself in a shell',
  (text) => {
    expect(wordsOf(quote(text))).toEqual([text]);
  },
);
