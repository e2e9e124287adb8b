import { findParameter, fingerprintRule, showsField } from '../../specs/constraints.ts';
import type { Contract, FingerprintRule, ShownField } from '../../specs/contract.ts';
import type { KeyPairView } from '../../targets/target.ts';
import { printTags } from '../judges/state.ts';
import { fingerprintOf } from '../keys/fingerprint.ts';
import type { FingerprintKey } from '../keys/hashed-bytes.ts';
import { fromBlob, toBlob } from '../keys/material.ts';
import { opensshLine } from '../keys/write-public.ts';
import type { ModelCall, ModelPair } from './model/state.ts';

/** Fields of a key pair that answers are compared in, by the name of each in the contract. */
export const FIELDS: Readonly<Record<Field, ShownField>> = {
  name: 'name',
  id: 'id',
  fingerprint: 'fingerprint',
  keyType: 'key-type',
  publicKey: 'public-key',
  createdAt: 'created-at',
  tags: 'tags',
};
export type Field = Exclude<keyof KeyPairView, 'privateKey'>;

/** What the service chose for a key pair, as far as answers have shown it. */
export interface Chosen {
  id?: string;
  createdAt?: string;
  /** The create time of a key pair that was made before this one. */
  earlier?: string;
  /** The key of a create, read from its private half. */
  key?: FingerprintKey;
}

/** What a field has to be: in words, and whether a text is that. An absent field is the text of `ABSENT`. */
export interface FieldRule {
  readonly text: string;
  fits(observed: string): boolean;
}

export const ABSENT = 'absent';

/** One field as text; tags as a set, and no tags is a set too. */
export function textOf(view: KeyPairView, field: Field): string {
  if (field === 'tags') return printTags(view.tags ?? []);
  return view[field] ?? ABSENT;
}

/** What each field of a key pair has to be in an answer to this call; what the contract leaves open is not in it. */
export function rulesFor(
  contract: Contract,
  call: Pick<ModelCall, 'operation'> & { readonly publicKey?: boolean },
  pair: ModelPair,
  chosen: Chosen,
): ReadonlyMap<Field, FieldRule> {
  const rules = new Map<Field, FieldRule>();
  for (const field of Object.keys(FIELDS) as Field[]) {
    const shown = showsField(contract, call.operation, FIELDS[field]);
    const rule = shown ? ruleFor(contract, field, call, pair, chosen) : undefined;
    if (rule !== undefined) rules.set(field, rule);
  }
  return rules;
}

function ruleFor(
  contract: Contract,
  field: Field,
  call: { readonly publicKey?: boolean },
  pair: ModelPair,
  chosen: Chosen,
): FieldRule | undefined {
  switch (field) {
    case 'name':
      return exactly(pair.name);
    case 'keyType':
      return exactly(pair.keyType);
    case 'tags':
      return exactly(printTags(pair.tags));
    case 'id':
      return chosen.id === undefined ? present(field) : exactly(chosen.id);
    case 'createdAt':
      return chosen.createdAt === undefined ? notBefore(chosen.earlier) : exactly(chosen.createdAt);
    case 'fingerprint':
      return fingerprintIn(contract, pair, chosen);
    case 'publicKey':
      return publicKeyIn(contract, call, pair, chosen);
  }
}

function exactly(text: string): FieldRule {
  return { text, fits: (observed) => observed === text };
}

function present(field: Field): FieldRule {
  return { text: `a value of ${field}`, fits: (observed) => observed !== ABSENT && observed !== '' };
}

/** Clocks of one service may differ by as much, in milliseconds; some tell minutes only. */
const SKEW_MS = 60_000;

/** A time that is not before that of a key pair that was made earlier. */
function notBefore(earlier: string | undefined): FieldRule {
  if (earlier === undefined) return present('createdAt');
  return {
    text: `a time that is not before ${earlier}`,
    fits: (observed) => !(Date.parse(observed) < Date.parse(earlier) - SKEW_MS) && observed !== ABSENT,
  };
}

/** The key of a pair, where it is known: sent by an import, or read from what a create answered. */
function keyOf(pair: ModelPair, { key }: Chosen): FingerprintKey | undefined {
  return pair.key === undefined ? key : { publicBlob: toBlob(pair.key) };
}

/** Under every reading of the texts, because which one is right is stated by requirements of their own. */
function fingerprintIn(contract: Contract, pair: ModelPair, chosen: Chosen): FieldRule {
  const key = keyOf(pair, chosen);
  const rules = contract.rules.fingerprints.filter(
    ({ origin, keyType }) => origin === pair.origin && keyType === pair.keyType,
  );
  const allowed = key === undefined ? [] : rules.flatMap((rule) => renderings(rule, key));
  const [first] =
    key === undefined ? [] : renderings(fingerprintRule(contract, pair.origin, pair.keyType), key);
  return first === undefined
    ? present('fingerprint')
    : { text: first, fits: (observed) => allowed.includes(observed) };
}

function renderings(rule: FingerprintRule, key: FingerprintKey): readonly string[] {
  return [rule.rendering, ...(rule.tolerates ?? [])].flatMap(
    (rendering) => fingerprintOf({ ...rule, rendering }, key) ?? [],
  );
}

function publicKeyIn(
  contract: Contract,
  { publicKey }: { readonly publicKey?: boolean },
  pair: ModelPair,
  chosen: Chosen,
): FieldRule | undefined {
  const selectable = findParameter(contract, 'describe', 'include-public-key') !== undefined;
  if (!selectable) return undefined;
  if (!publicKey) return exactly(ABSENT);
  const key = keyOf(pair, chosen);
  if (key === undefined) return present('publicKey');
  const line = opensshLine(fromBlob(key.publicBlob));
  const { comment, trailingNewline } = contract.rules.publicKey;
  if (comment === 'key-name') return exactly(`${line} ${pair.name}${trailingNewline ? '\n' : ''}`);
  return { text: line, fits: (observed) => observed.trimEnd() === line || observed.startsWith(`${line} `) };
}
