import { describe, expect, test } from 'vitest';
import { SPECS_FOLDER } from '../../../specs/folders.ts';
import { loadContract } from '../../../specs/load.ts';
import { ed25519FromSeed } from '../../keys/synthetic.ts';
import { expectationsOf } from './expectations.ts';
import { EMPTY, type LookCall, type MakeCall, type ModelCall, type State } from './state.ts';
import { type Possibility, step } from './step.ts';

const PROVIDERS = [
  ['aws-ec2', 'aws-ec2'],
  ['alibaba-ecs', 'alibaba-ecs'],
  ['a made-up one', 'testing/third-provider'],
] as const;

const key = ed25519FromSeed(Buffer.alloc(32, 7));
const TAGS = [{ key: 'team', value: 'blue' }];

function importing(name: string, region = 'here'): MakeCall {
  return { operation: 'import', region, name, keyType: 'ed25519', key, tags: TAGS };
}

function looking(asked: Partial<LookCall>): LookCall {
  return { operation: 'describe', region: 'here', way: 'by name', publicKey: false, ...asked };
}

describe.each(PROVIDERS)('the model of %s', async (provider, folder) => {
  const expectations = expectationsOf(await loadContract(new URL(folder, SPECS_FOLDER)));
  const played = (...calls: readonly ModelCall[]): State =>
    calls.reduce((state, call) => first(step(expectations, state, call)).next, EMPTY);
  const kinds = (state: State, call: ModelCall): readonly string[] =>
    step(expectations, state, call).map(({ answer }) => answer.kind);

  test('a new name is made, and shown by its name with what was sent', () => {
    const state = played(importing('a'));
    const { answer } = first(step(expectations, state, looking({ names: ['a'] })));
    expect(answer).toMatchObject({ kind: 'shown', pairs: [{ name: 'a', origin: 'imported', tags: TAGS }] });
  });

  test('a name that is taken is refused in its region and free in another, and a refusal changes nothing', () => {
    const state = played(importing('a'));
    const [taken] = step(expectations, state, importing('a'));
    expect(taken?.answer.kind).toBe('refused');
    expect(taken?.next).toBe(state);
    expect(kinds(state, importing('a', 'there'))).toContain('made');
  });

  test('a deleted key pair is in no list, and its name is a new key pair when it is used again', () => {
    const state = played(importing('a'), importing('b'), { operation: 'delete', region: 'here', name: 'a' });
    const { answer } = first(step(expectations, state, looking({ way: 'of everything' })));
    expect(answer).toMatchObject({ kind: 'shown', pairs: [{ name: 'b' }], others: true });
    expect(kinds(state, importing('a'))).toContain('made');
    const again = played(importing('a'), { operation: 'delete', region: 'here', name: 'a' }, importing('a'));
    expect(again.live).toMatchObject([{ serial: 1, reused: true }]);
  });

  test('a region that is full takes none more, and a delete frees exactly one place', () => {
    const full: State = { ...played(importing('a')), room: { here: 0 } };
    expect(kinds(full, { ...importing('b'), operation: 'create' })).not.toContain('made');
    const freed = first(step(expectations, full, { operation: 'delete', region: 'here', name: 'a' })).next;
    expect(freed.room).toEqual({ here: 1 });
    expect(first(step(expectations, freed, importing('c'))).next.room).toEqual({ here: 0 });
  });

  test('what the contract does not state is never sent', () => {
    const dryRun = { ...importing('a'), dryRun: true };
    expect(kinds(EMPTY, dryRun)).toEqual(provider === 'aws-ec2' ? ['refused'] : []);
  });
});

describe('filters', async () => {
  const expectations = expectationsOf(await loadContract(new URL('aws-ec2', SPECS_FOLDER)));
  const make = (state: State, call: ModelCall): State => first(step(expectations, state, call)).next;
  const state = [importing('ab'), importing('ac'), { ...importing('x'), tags: [] }].reduce(make, EMPTY);
  const shown = (asked: Partial<LookCall>): readonly string[] => {
    const { answer } = first(step(expectations, state, looking({ way: 'with filters', ...asked })));
    return answer.kind === 'shown' ? answer.pairs.map(({ name }) => name) : [answer.kind];
  };

  test('show what fits all of them', () => {
    expect(shown({ filters: [{ subject: 'name', values: ['a*'] }] })).toEqual(['ab', 'ac']);
    expect(
      shown({
        filters: [
          { subject: 'tag-key', values: ['team'] },
          { subject: 'name', values: ['ac', 'x'] },
        ],
      }),
    ).toEqual(['ac']);
    expect(shown({ filters: [{ subject: 'tag', key: 'team', values: ['red'] }] })).toEqual([]);
  });

  test('show every key pair of one public key by its fingerprint, and one by its id', () => {
    expect(shown({ filters: [{ subject: 'fingerprint', serials: [0] }] })).toEqual(['ab', 'ac', 'x']);
    expect(shown({ filters: [{ subject: 'id', serials: [1] }] })).toEqual(['ac']);
  });

  test('names that nobody has are refused even beside one that somebody has', () => {
    expect(shown({ names: ['ab', 'nobody'] })).toEqual(['refused']);
  });

  test('of a name and another id the id is deleted', () => {
    const { answer, next } = first(
      step(expectations, state, { operation: 'delete', region: 'here', name: 'x', id: 0 }),
    );
    expect(answer).toMatchObject({ kind: 'deleted', pair: { name: 'ab' } });
    expect(next.live.map(({ name }) => name)).toEqual(['ac', 'x']);
  });
});

function first(possible: readonly Possibility[]): Possibility {
  const [one] = possible;
  if (one === undefined) throw new Error('the model says nothing');
  return one;
}
