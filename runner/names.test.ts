import { describe, expect, it } from 'vitest';
import { readContract } from '../specs/compiled.ts';
import type { Contract } from '../specs/contract.ts';
import {
  drawSecret,
  isPrefixOf,
  isUnmarkedOf,
  type NameSource,
  namesAgain,
  prefixOf,
  RunNames,
} from './names.ts';
import { contractOf } from './testing/fakes.ts';

const contract = await readContract('aws-ec2');
const PREFIX = 'k3v9x2m4q7-';
const take = (names: NameSource, count: number, length?: number): string[] =>
  Array.from({ length: count }, () => names.next(length));

/** A provider whose names are letters, digits and underscores, 25 characters at the most. */
const narrow = named({ type: 'string', minLength: 1, maxLength: 25, pattern: '^[A-Za-z][A-Za-z0-9_]*$' });

/** A provider that has an import alone, with names of this form. */
function named(schema: Readonly<Record<string, string | number>>): Contract {
  return contractOf([], {
    operations: {
      import: {
        role: 'import',
        name: 'load',
        parameters: [{ name: 'label', role: 'name', required: true, schema }],
        shows: ['name'],
        success: { status: 200, mediaType: 'text/xml', schema: {} },
        location: { file: 'openapi.yaml', line: 1 },
      },
    },
  });
}

describe('the prefix of a run', () => {
  it('is chance alone, and never twice the same', () => {
    const prefixes = Array.from({ length: 500 }, () => prefixOf(contract, drawSecret()));
    expect(new Set(prefixes).size).toBe(500);
  });

  it.each(['aws-ec2', 'alibaba-ecs'])('makes names that %s takes', async (provider) => {
    const theirs = await readContract(provider);
    for (let count = 0; count < 50; count += 1) {
      const name = new RunNames(theirs).for('a', 'wire').next();
      expect(name).toMatch(/^[a-z][a-z0-9-]{17,60}$/);
    }
  });

  it('makes names that fit a narrow pattern and a short limit', () => {
    for (let count = 0; count < 50; count += 1) {
      const name = new RunNames(narrow).for('a', 'wire').next();
      expect(name).toMatch(/^[A-Za-z][A-Za-z0-9_]{0,24}$/);
    }
  });

  it('stands behind a fixed beginning, where one is given', () => {
    const [one, two] = [drawSecret(), drawSecret()].map((secret) => prefixOf(contract, secret, 'ci-'));
    expect(one).toMatch(/^ci-[a-z][a-z0-9]{9}-$/);
    expect(one).not.toBe(two);
    expect(() => prefixOf(narrow, drawSecret(), 'ci-')).toThrow("--name-prefix 'ci-'");
    expect(() => prefixOf(narrow, drawSecret(), 'much_too_long_a_prefix')).toThrow(/choose another$/);
  });

  it.each([
    ['letters', '^[a-z]+$', 15],
    ['letters', '^[a-z]+$', 18],
    ['letters', '^[a-z]+$', 255],
    ['capitals', '^[A-Z]+$', 255],
    ['digits', '^[0-9]+$', 15],
    ['digits', '^[0-9]+$', 255],
    ['anything', '^[a-z0-9]+$', 15],
  ])('is believed by a sweep where names are of %s (%s), %i at the most', (_, pattern, maxLength) => {
    const theirs = named({ type: 'string', minLength: 1, maxLength, pattern });
    for (const secret of Array.from({ length: 200 }, drawSecret)) {
      const prefix = prefixOf(theirs, secret);
      expect(isPrefixOf(secret, prefix), prefix).toBe(true);
      const name = new RunNames(theirs, prefix).for('a', 'wire').next(Math.min(maxLength, 40));
      expect(name).toMatch(new RegExp(pattern));
      expect(name.startsWith(prefix) && name.length <= maxLength, `${prefix} ${name}`).toBe(true);
    }
  });

  it.each([
    '',
    'prod',
    'prod-key',
    'production-',
    'kpc-abcdef-',
    'build-2026-',
    'productionkeys',
    '20260102030405',
    'customer2024-',
    prefixOf(contract, drawSecret()),
  ])('is never %j, which does not follow from the secret', (text) =>
    expect(isPrefixOf(drawSecret(), text)).toBe(false),
  );
});

describe('names', () => {
  it('begin with the prefix of the run', () => {
    expect(new RunNames(contract, PREFIX).for('a', 'wire').next()).toMatch(/^k3v9x2m4q7-[a-z0-9]{12}$/);
  });

  it('differ between requirements, clients and looks', () => {
    const names = new RunNames(contract, PREFIX);
    const sources = [
      names.for('a', 'wire'),
      names.for('a', 'sdk'),
      names.for('b', 'wire'),
      names.for('a', 'wire'),
    ];
    expect(new Set(sources.flatMap((source) => take(source, 50))).size).toBe(200);
  });

  it('can be had again in the same order, for a second reading', () => {
    const first = new RunNames(contract, PREFIX).for('a', 'wire');
    const issued = take(first, 5);
    expect(take(namesAgain(first), 5)).toEqual(issued);
  });

  it.each([1, 2, 9, 16, 17, 255, 256])('have exactly %i characters when asked', (length) => {
    expect(new RunNames(contract, PREFIX).for('a', 'wire').next(length)).toHaveLength(length);
  });

  it('that are too short for the prefix are free, and given once in a run', () => {
    const names = new RunNames(contract, PREFIX);
    names.isTaken = (name) => name === 'a';
    const all = [...take(names.for('a', 'wire'), 20, 1), ...take(names.for('b', 'wire'), 15, 1)];
    expect(new Set(all).size).toBe(35);
    expect(all).not.toContain('a');
    expect(() => names.for('c', 'wire').next(1)).toThrow('no name of 1 characters is free in the region');
  });

  it('are known as the run’s in whatever case and between whatever else', () => {
    const names = new RunNames(contract, PREFIX);
    expect(names.isOwn('x K3V9X2M4Q7-abc')).toBe(true);
    expect(names.isOwn('k3v9x2m4q8-abc')).toBe(false);
  });

  it('without the prefix look as chance, and only the secret tells whose they are', () => {
    const names = new RunNames(contract);
    const unmarked = Array.from({ length: 200 }, () => names.unmarked());
    expect(new Set(unmarked).size).toBe(200);
    for (const name of unmarked) {
      expect(name).toMatch(/^[a-z][a-z0-9]+$/);
      expect(name).not.toContain(names.prefix);
      expect(isUnmarkedOf(names.prefix, names.secret, name)).toBe(true);
      expect(isUnmarkedOf(names.prefix, drawSecret(), name)).toBe(false);
      expect(isUnmarkedOf(names.prefix, names.secret, `${name.slice(0, -1)}_`)).toBe(false);
    }
  });

  it.each([15, 18, 25, 40, 255])(
    'of %i characters at the most have as much room behind them as fits',
    (maxLength) => {
      const theirs = named({ type: 'string', minLength: 1, maxLength, pattern: '^[A-Za-z0-9_]*$' });
      const names = new RunNames(theirs);
      const name = names.for('a', 'wire').next();
      expect(name.length).toBeGreaterThanOrEqual(names.prefix.length + 6);
      expect(maxLength - name.length).toBeGreaterThanOrEqual(maxLength >= 25 ? 8 : 0);
      expect(isUnmarkedOf(names.prefix, names.secret, names.unmarked())).toBe(true);
    },
  );

  it('lead to the requirement they were made for', () => {
    const names = new RunNames(contract, PREFIX);
    names.for('other', 'wire').next();
    const name = names.for('this', 'wire').next();
    expect(names.issuerOf(`${name}-2`)).toBe('this');
    expect(names.issuerOf('None')).toBeUndefined();
  });
});
