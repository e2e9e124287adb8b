import { expect, test } from 'vitest';
import { didYouMean } from './similar.ts';

test('the nearest candidate is suggested', () => {
  expect(didYouMean('publishr', ['publisher', 'title'])).toBe("; did you mean 'publisher'?");
  expect(didYouMean('Maxlength', ['minLength', 'maxLength'])).toBe("; did you mean 'maxLength'?");
});

test('nothing is suggested when no candidate is near', () => {
  expect(didYouMean('nullable', ['type', 'enum'])).toBe('');
  expect(didYouMean('x', [])).toBe('');
});
