import { describe, expect, test } from 'vitest';
import { decodeForm, Parameters } from './request.ts';

describe('a form', () => {
  test('is decoded with percent signs, plus signs, empty values and stray separators', () => {
    expect(decodeForm('a=1+2&b=%2B%C3%A9&c=&d&&e=x=y&')).toEqual([
      ['a', '1 2'],
      ['b', '+é'],
      ['c', ''],
      ['d', ''],
      ['e', 'x=y'],
    ]);
    expect(decodeForm('')).toEqual([]);
  });

  test.each(['%', '%1', '%g0', '%ff', '%ed%a0%80'])('with %s is refused', (text) => {
    expect(() => decodeForm(text)).toThrow(URIError);
  });
});

describe('parameters', () => {
  test('count the first value of a repeated name', () => {
    expect(
      new Parameters([
        ['a', '1'],
        ['a', '2'],
      ]).get('a'),
    ).toBe('1');
  });

  test('give lists by rising number, whatever the order, gaps and nesting', () => {
    const names = [
      'L.10',
      'L.2',
      'L.2.Tag.3.Key',
      'L.1',
      'L.x',
      'L.',
      'LL.4',
      'L.0009999999999',
      'L.7.Tag.1',
    ];
    const parameters = new Parameters(names.map((name) => [name, name] as const));
    expect(parameters.indexes('L')).toEqual([1, 2, 7, 10]);
    expect(parameters.list('L')).toEqual(['L.1', 'L.2', 'L.10']);
    expect(parameters.indexes('L.2.Tag')).toEqual([3]);
    expect(parameters.indexes('none')).toEqual([]);
  });

  test('with thousands of nested lists are read quickly', () => {
    const parameters = new Parameters(
      Array.from({ length: 20_000 }, (_, index) => [`L.${index}.V.1`, 'x'] as const),
    );
    const before = performance.now();
    const values = parameters.indexes('L').flatMap((index) => parameters.list(`L.${index}.V`));
    expect(values).toHaveLength(20_000);
    expect(performance.now() - before).toBeLessThan(2_000);
  });
});
