import { toBlob } from '../../keys/material.ts';
import type { LookCall, ModelFilter, ModelPair, State } from './state.ts';
import { pairOf } from './state.ts';

/** Whether a describe that asks so shows this key pair: names and ids choose, filters narrow, all of them together. */
export function matches(
  {
    region,
    names,
    ids,
    filters,
    pattern,
  }: Pick<LookCall, 'region' | 'names' | 'ids' | 'filters' | 'pattern'>,
  pair: ModelPair,
  state: State,
): boolean {
  const named = names?.some((name) => (pattern ? fitsPattern(name, pair.name) : name === pair.name)) ?? true;
  const identified = ids?.includes(pair.serial) ?? true;
  const kept = (filters ?? []).every((filter) => passes(filter, pair, state));
  return pair.region === region && named && identified && kept;
}

/** An asterisk at the end stands for any characters; histories use no other wildcard. */
function fitsPattern(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : pattern === name;
}

function passes(filter: ModelFilter, pair: ModelPair, state: State): boolean {
  switch (filter.subject) {
    case 'name':
      return filter.values.some((value) => fitsPattern(value, pair.name));
    case 'id':
      return filter.serials.includes(pair.serial);
    case 'fingerprint':
      return filter.serials.some((serial) => haveSameFingerprint(pairOf(state, serial), pair));
    case 'tag-key':
      return pair.tags.some(({ key }) => filter.values.includes(key));
    case 'tag-value':
      return pair.tags.some(({ value }) => filter.values.includes(value));
    case 'tag':
      return pair.tags.some(({ key, value }) => key === filter.key && filter.values.includes(value));
  }
}

/** Two imports of one public key have one fingerprint; every created key is its own. */
export function haveSameFingerprint(one: ModelPair | undefined, other: ModelPair): boolean {
  if (one === undefined) return false;
  if (one.serial === other.serial) return true;
  return one.key !== undefined && other.key !== undefined && toBlob(one.key).equals(toBlob(other.key));
}
