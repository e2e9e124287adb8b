import { describe, expect, it } from 'vitest';
import { GIVEN_SCHEMAS } from '../index.ts';
import { checksWithGiven } from './table.ts';
import { givenInWords } from './words.ts';

describe('what checks take', () => {
  it('is said of checks that there are', () => {
    expect(checksWithGiven().filter((check) => GIVEN_SCHEMAS[check] === undefined)).toEqual([]);
  });

  it('reads as one line', () => {
    expect(givenInWords(GIVEN_SCHEMAS['lifecycle/works'] ?? {})).toBe('nothing');
    expect(givenInWords(GIVEN_SCHEMAS['describe/keyTypeShown'] ?? {})).toBe(
      'made (create or import; required), keyType (rsa or ed25519; required)',
    );
    expect(givenInWords(GIVEN_SCHEMAS['name/lookAlikes'] ?? {})).toBe('texts (list of text; required)');
    expect(givenInWords(GIVEN_SCHEMAS['tags/refused'] ?? {})).toContain('scope (text or null)');
    expect(givenInWords(GIVEN_SCHEMAS['delete/leaves'] ?? {})).toMatch(
      /^pairs \(object, each value object of name, tags, made, like, region, deleted\), ask \(object of name, names, /,
    );
  });
});
