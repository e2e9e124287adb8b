import { beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '../runner/events.ts';
import type { Context } from '../targets/ec2/reference/context.ts';
import { at, describing, type Fault, importing } from './mutants/ec2/table.ts';
import { deletesToo, foundAfterDelete, sequence } from './mutants/histories/sequences.ts';
import type { AnyRow } from './mutants/histories/service.ts';
import { explored } from './testing/explored.ts';

const LIMIT_MS = 240_000;

const faultOf = ([, , , fault]: AnyRow): Fault => fault as unknown as Fault;
const stepsIn = ({ facts }: Finding): readonly string[] => facts.steps as readonly string[];
const isGet = (ctx: Context): boolean => ctx.request.method === 'GET';

describe('a delete with a name and the id of another key pair that goes by the name', () => {
  let findings: readonly Finding[];
  const fault: Fault = at(
    'deletion',
    'target',
    (ctx) => ctx.parameters.get('KeyName') !== undefined,
    (_right, ctx) => ctx.behaviours.store.byName(ctx, ctx.parameters.get('KeyName') ?? ''),
  );
  beforeAll(async () => {
    findings = await explored(fault, ['history.delete.leaves-no-trace', 'history.import.any-sequence'], 16);
  }, LIMIT_MS);

  it('is seen in its response and in the looks right after it, and under no later call', () => {
    expect(findings.length).toBeGreaterThan(0);
    for (const one of findings) {
      const steps = stepsIn(one);
      const after = steps.slice(steps.findIndex((step) => step.startsWith('delete')) + 1);
      expect(after.filter((step) => !step.startsWith('describe'))).toEqual([]);
    }
  });

  it('is told with the deciding exchange first and all that led to it', () => {
    for (const one of findings) expect(one.exchanges.length).toBe(stepsIn(one).length);
  });

  it('says of which key pair the id is', () => {
    for (const one of findings)
      expect(stepsIn(one).join('\n')).toMatch(/delete by name "\S+" and id of "\S+" in/);
  });
});

it(
  'what a fault shows in every way of sending is told in the usual way, whichever way it was met first',
  async () => {
    const forgets = deletesToo((ctx, pair) => (pair === undefined ? [] : ctx.store.all().slice(0, 1)));
    const fault = faultOf(sequence('x', 'x', forgets));
    const findings = await explored(fault, ['history.import.any-sequence'], 12);
    expect(findings.length).toBeGreaterThan(0);
    for (const one of findings) expect(one.facts.sending).toBeUndefined();
  },
  LIMIT_MS,
);

it(
  'what only one way of sending shows is told with it, and is not taken for late',
  async () => {
    const fault = at(
      'describe',
      'selected',
      (ctx) => describing(ctx) && isGet(ctx),
      () => [],
    );
    const findings = await explored(fault, ['history.describe.ways-agree']);
    expect(findings.length).toBeGreaterThan(0);
    for (const one of findings) {
      expect(one.facts.sending).toMatch(/GET|presigned/);
      expect(one.observed).not.toContain('eventual consistency');
    }
  },
  LIMIT_MS,
);

it(
  'what no look but one finds after a delete is met whatever the seed',
  async () => {
    const stale = foundAfterDelete('x', 'x', (any, gone) => {
      const ctx = any as unknown as Context;
      const [filter, ...others] = ctx.behaviours.filters.requested(ctx);
      return (
        others.length === 0 &&
        filter?.name === 'tag-value' &&
        gone.tags.some(({ value }) => filter.values.includes(value))
      );
    });
    const findings = await explored(faultOf(stale), ['history.import.any-sequence']);
    expect(findings.map(({ summary }) => summary).join('\n')).toContain('with filter tag-value returns');
  },
  LIMIT_MS,
);

it(
  'a wrong value is told once, however many histories meet it',
  async () => {
    const fault = at('tags', 'stored', importing, () => []);
    const findings = await explored(
      fault,
      ['history.delete.leaves-no-trace', 'history.import.any-sequence'],
      4,
    );
    const keys = findings.map(({ fingerprint }) => fingerprint);
    expect(new Set(keys).size).toBe(keys.length);
    expect(findings.filter(({ facts }) => facts.field === 'tags').length).toBeGreaterThan(0);
  },
  LIMIT_MS,
);
