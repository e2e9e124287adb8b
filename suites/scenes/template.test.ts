import { describe, expect, it } from 'vitest';
import { Inconclusive } from '../check.ts';
import type { Actor, Scene } from './actors.ts';
import { fill, neighbour } from './template.ts';

const wanted: Actor = {
  label: 'wanted',
  name: 'run-1-wanted',
  region: 'here',
  view: { id: 'id-7f', fingerprint: 'QUJD0=' },
  deleted: false,
};
const scene: Scene = { stem: 'run-1', actors: new Map([['wanted', wanted]]) };

describe('fill', () => {
  it('puts the stem and what is known of a key pair into texts', () => {
    expect(fill(scene, '<stem>-a*')).toBe('run-1-a*');
    expect(fill(scene, 'x<STEM>')).toBe('xRUN-1');
    expect(fill(scene, '<wanted.name> <wanted.NAME>')).toBe('run-1-wanted RUN-1-WANTED');
    expect(fill(scene, '<wanted.id> <wanted.near-id>')).toBe('id-7f id-70');
    expect(fill(scene, '<wanted.fingerprint> <wanted.near-fingerprint>')).toBe('QUJD0= QUJD4=');
  });

  it('works at any depth, in names of members too, and leaves everything else as it is', () => {
    const template = {
      names: ['<wanted.name>', ''],
      tags: { '<stem>k': 'v' },
      flag: false,
      none: null,
      count: 3,
    };
    expect(fill(scene, template)).toEqual({
      names: ['run-1-wanted', ''],
      tags: { 'run-1k': 'v' },
      flag: false,
      none: null,
      count: 3,
    });
  });

  it('refuses a placeholder, a field or a label that it does not know', () => {
    expect(() => fill(scene, '<steam>')).toThrow('the placeholder <steam> is not known');
    expect(() => fill(scene, '<wanted.colour>')).toThrow('the placeholder <wanted.colour> is not known');
    expect(() => fill(scene, '<other.name>')).toThrow("no key pair is labelled 'other'; labels: wanted");
  });
});

describe('fill for a key pair of which the target told less', () => {
  const { id: _, ...untold } = wanted.view;
  const nameless: Scene = { ...scene, actors: new Map([['wanted', { ...wanted, view: untold }]]) };

  it('asks nothing by an id that no answer shows', () => {
    for (const template of ['<wanted.id>', '<wanted.near-id>']) {
      expect(() => fill(nameless, template)).toThrow(Inconclusive);
    }
    expect(fill(nameless, '<wanted.fingerprint>')).toBe('QUJD0=');
  });
});

describe('neighbour', () => {
  it('changes only the last letter or digit', () => {
    expect(neighbour('key-00')).toBe('key-04');
    expect(neighbour('ab:cd')).toBe('ab:c0');
    expect(neighbour('')).toBe('');
  });
});
