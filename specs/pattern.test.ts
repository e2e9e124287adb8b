import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { slowPattern, textPattern } from './pattern.ts';

it.each([
  ['(a+)+$', 'it repeats what repeats already'],
  ['^(a*)*b', 'it repeats what repeats already'],
  ['^((ab?)+c*){5}$', 'it repeats what repeats already'],
  ['(?:[a-z]+\\.)+$', 'it repeats what repeats already'],
  ['([a-z]{2,})+', 'it repeats what repeats already'],
  ['^(a|a)*$', 'it repeats alternatives without a limit'],
  ['^(?:a|ab|b){2,}$', 'it repeats alternatives without a limit'],
  ['(a)\\1', 'it refers back to a group'],
  ['(?<x>a)\\k<x>', 'it refers back to a group'],
  ['.*a.*b.*c', 'it has more than 2 repetitions without a limit'],
  ['^a+(b+c+)?$', 'it has more than 2 repetitions without a limit'],
])('%s is rejected: %s', (source, reason) => {
  expect(slowPattern(source)).toBe(reason);
});

it.each([
  '^([0-9a-f]{2}:){19}[0-9a-f]{2}$',
  '^ssh-(rsa|ed25519) [A-Za-z0-9+/]+={0,2} .+\n$',
  '^(?!aliyun|acs:)(?!.*https?://)',
  '^(a+b|c+d|e+f)$',
  '^[(+*)]+\\(\\*\\+$',
  '^(rg-[0-9A-Za-z-]+)?$',
  '\\\\1',
  'a{3}b{2,5}',
])('%s is taken', (source) => {
  expect(slowPattern(source)).toBeUndefined();
});

it.each(['aws-ec2', 'alibaba-ecs'])('every pattern of %s is taken', (provider) => {
  const files = ['rules.yaml', 'openapi.yaml'].map((file) =>
    readFileSync(new URL(`./${provider}/${file}`, import.meta.url), 'utf8'),
  );
  const patterns = files.flatMap((text) => [...text.matchAll(/pattern: (["'])(.*?)\1/g)]);
  expect(patterns.length).toBeGreaterThan(15);
  expect(patterns.map(([, , source = '']) => slowPattern(source)).filter((one) => one !== undefined)).toEqual(
    [],
  );
});

it('fits no text that is longer than any value of the service', () => {
  expect(textPattern('^a+b?$').test('a'.repeat(8_000))).toBe(true);
  expect(textPattern('^a+b?$').test('a'.repeat(9_000))).toBe(false);
});

it('prints as its expression, by which a validator tells patterns apart', () => {
  expect(String(textPattern('^a$'))).toBe('/^a$/u');
});
