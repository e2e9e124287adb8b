import { expect, test } from 'vitest';
import { parseYaml, readYaml } from './yaml-source.ts';

const TEXT = `a:
  b: [1, { c: two }]
  d:
`;

test('a value knows its line and column', () => {
  const { source } = parseYaml(TEXT, 'x.yaml');
  expect(source?.value).toEqual({ a: { b: [1, { c: 'two' }], d: null } });
  expect(source?.place(['a', 'b', 1, 'c'])).toEqual({ file: 'x.yaml', line: 2, column: 15 });
  expect(source?.keyPlace(['a', 'b', 1, 'c'])).toEqual({ file: 'x.yaml', line: 2, column: 12 });
});

test('a path that leads nowhere gives the place of the nearest value above it', () => {
  const { source } = parseYaml(TEXT, 'x.yaml');
  expect(source?.place(['a', 'b', 7])).toEqual({ file: 'x.yaml', line: 2, column: 6 });
});

test('text that is no YAML gives a problem with its place', () => {
  const { problems } = parseYaml('a: [1\nb: 2\n', 'x.yaml');
  expect(problems.map(({ location }) => location.file)).toContain('x.yaml');
  expect(problems[0]?.message).toMatch(/^not valid YAML: /);
});

test('a file that is not there is a problem, not an exception', async () => {
  const { problems } = await readYaml('/nowhere/x.yaml', 'x.yaml');
  expect(problems).toEqual([
    { location: { file: 'x.yaml', line: 1 }, message: 'cannot be read; create the file' },
  ]);
});
