import { describe, expect, it } from 'vitest';
import { TrackedReads } from './reads.ts';

const answer = { kind: 'accepted', keyPairs: [{ name: 'one', id: 'key-1' }], body: Buffer.from('text') };

/** Whether someone who looks like this can tell another answer from the first. */
function tells(look: (of: typeof answer) => unknown, other: object): boolean {
  const reads = new TrackedReads();
  look(reads.watch(answer));
  return !reads.isSameIn(other);
}

describe('what a check reads of an answer', () => {
  it('tells another value where it was looked at, and nowhere else', () => {
    const renamed = { ...answer, keyPairs: [{ name: 'two', id: 'key-1' }] };
    expect(tells(({ keyPairs }) => keyPairs[0]?.name, renamed)).toBe(true);
    expect(tells(({ keyPairs }) => keyPairs[0]?.id, renamed)).toBe(false);
    expect(tells(({ keyPairs }) => keyPairs.map(({ id }) => id), renamed)).toBe(false);
    expect(tells(({ keyPairs }) => keyPairs.find(({ name }) => name === 'one')?.id, renamed)).toBe(true);
  });

  it('tells another number of members to whoever goes through a list', () => {
    const longer = { ...answer, keyPairs: [...answer.keyPairs, { name: 'two' }] };
    expect(tells(({ keyPairs }) => keyPairs.length, longer)).toBe(true);
    expect(tells(({ keyPairs }) => [...keyPairs], longer)).toBe(true);
    expect(tells(({ kind }) => kind, longer)).toBe(false);
  });

  it('tells a member more or less to whoever copies, lists or tries the members', () => {
    const tagged = { ...answer, keyPairs: [{ name: 'one', id: 'key-1', tags: [] }] };
    expect(tells(({ keyPairs }) => ({ ...keyPairs[0] }), tagged)).toBe(true);
    expect(tells(({ keyPairs }) => JSON.stringify(keyPairs), tagged)).toBe(true);
    expect(tells(({ keyPairs: [first = {}] }) => 'tags' in first, tagged)).toBe(true);
    expect(tells(({ keyPairs: [first = {}] }) => 'name' in first, tagged)).toBe(false);
  });

  it('tells other bytes to whoever takes them', () => {
    const other = { ...answer, body: Buffer.from('texts') };
    expect(tells(({ body }) => body, other)).toBe(true);
    expect(tells(({ body }) => body, { ...answer, body: Buffer.from('text') })).toBe(false);
  });

  it('tells a thing of another kind where one was reached through it', () => {
    expect(tells(({ keyPairs }) => keyPairs[0]?.name, { ...answer, keyPairs: undefined })).toBe(true);
    expect(tells(({ keyPairs }) => keyPairs, { ...answer, keyPairs: 'none' })).toBe(true);
  });

  it('gives the same thing twice as the same thing, and ends when it is told to', () => {
    const reads = new TrackedReads();
    const watched = reads.watch(answer);
    expect(watched.keyPairs).toBe(watched.keyPairs);
    expect(watched).toEqual(answer);
    const late = new TrackedReads();
    const unwatched = late.watch(answer);
    late.stop();
    expect(unwatched.kind).toBe('accepted');
    expect(late.isSameIn({})).toBe(true);
  });
});
