import { describe, expect, it } from 'vitest';
import { stackOf } from './stack.ts';

describe('stackOf', () => {
  it('tells the places of an error', () => {
    expect(stackOf(new TypeError('x is undefined'))).toMatch(
      /^TypeError: x is undefined\n\s+at .*stack\.test\.ts:\d+/,
    );
  });

  it('tells what is no error as text', () => {
    expect(stackOf('oops')).toBe('oops');
  });

  it.each([
    'file:///etc/passwd.js:1:1',
    'file://elsewhere.example/a.js:1:1',
    `${new URL('none.js', import.meta.url).href}:1:1`,
    `${new URL('../package.js', import.meta.url).href}:0:0`,
    `file://${'file://'.repeat(50_000)}`,
  ])('leaves a place alone that has no map of this project: %.60s', (place) => {
    expect(stackOf(place)).toBe(place);
  });
});
