import { describe, expect, it } from 'vitest';
import type { KeyPairCall } from '../targets/target.ts';
import { marked, marksOf } from './marks.ts';

const marks = marksOf('kpc-abc123-', Date.UTC(2026, 10, 22, 12));
const create: KeyPairCall = { operation: 'create', region: 'one', parameters: { name: 'n' } };

describe('the marks of a run', () => {
  it('name the run and the time from when on nobody needs what it made', () => {
    expect(marks).toEqual([
      { key: 'keypair-conformance-run', value: 'kpc-abc123' },
      { key: 'keypair-conformance-expires', value: '2026-11-23T12:00:00.000Z' },
    ]);
  });

  it('are sent along with what makes a key pair, whichever operation', () => {
    for (const operation of ['create', 'import'] as const) {
      const { parameters } = marked({ ...create, operation }, 'name', marks);
      expect(parameters).toEqual({ name: 'n', tags: marks });
    }
  });

  it.each<[string, KeyPairCall]>([
    ['a call that makes nothing', { ...create, operation: 'delete' }],
    ['a call with tags of its own', { ...create, parameters: { tags: [{ key: 'k', value: 'v' }] } }],
    ['a call that asks for no tags', { ...create, parameters: { tags: [] } }],
    ['an altered request', { ...create, wire: { method: 'GET' } }],
  ])('leave %s as it is', (_, call) => {
    expect(marked(call, 'name', marks)).toBe(call);
  });

  it('leave checks alone that judge tags or whole answers, and everything where there are none', () => {
    for (const topic of ['tags', 'response-shape', 'error-shape', 'filter', 'wire', 'client'] as const)
      expect(marked(create, topic, marks)).toBe(create);
    expect(marked(create, 'name', undefined)).toBe(create);
  });
});
