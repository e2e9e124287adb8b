import { createdKeyTypes, findParameter, importedKeyTypes, nameWithEnd } from '../../specs/constraints.ts';
import type { Contract } from '../../specs/contract.ts';
import type { MakingOperation } from '../../specs/needs.ts';
import type { Tag } from '../../targets/target.ts';
import type { CheckContext } from '../check.ts';
import type { PublicMaterial } from '../keys/material.ts';
import { constructedRsa, ed25519FromSeed } from '../keys/synthetic.ts';
import { hasTags } from '../scenes/capabilities.ts';
import type { Sending } from './sending.ts';
import { type Way, waysOf } from './ways.ts';

/** A kind of key that can be made. */
export interface KeyKind {
  readonly operation: 'create' | 'import';
  readonly keyType: string;
}

/** The values that the histories of one check are made of. All of them follow from the seed of the run. */
export interface Scene {
  /** Names that belong together: each of the later ones begins as the first, so that patterns and prefixes meet. */
  readonly names: readonly string[];
  readonly keys: Readonly<Record<PublicMaterial['keyType'], readonly PublicMaterial[]>>;
  /** Sets of tags; keys and values meet on purpose. The first is empty, the last has all that tags can be. */
  readonly tags: readonly (readonly Tag[])[];
  readonly regions: readonly [string, string];
}

/** What the histories of a run can do: it depends on the contract and on what the target has. */
export interface Means {
  readonly ways: readonly Way[];
  readonly sendings: readonly Sending[];
  /** Every kind of key pair, for one of each. */
  readonly kinds: readonly KeyKind[];
  /** Kinds of key pairs that cost little, and how often each is made. */
  readonly usual: readonly (KeyKind & { readonly weight: number })[];
}

/** How many names a history plays with. */
export const SLOTS = 3;
const KEYS = 2;
/** Ends of names that lazy parsers trip over; which of them a provider takes is asked of its contract. */
const ENDS = ['-a', '.b', '_c', '+d', '/e', ':f', '@g', ' h', '&i', '=j', '%k', '-l'];

/**
 * Fresh values for one history. Its names end as `turn` says: the same turn has names of the same kind, so that a history
 * that is played again shows the same.
 */
export function freshScene(ctx: CheckContext, turn: number): Scene {
  const { random, contract } = ctx;
  const stem = ctx.name();
  const ends = ENDS.filter((end) => isName(contract, `${stem}${end}`));
  const names = Array.from({ length: SLOTS }, (_, slot) => {
    if (slot === 0) return stem;
    // Where few of the ends are taken, the others are plain.
    const end = slot <= ends.length ? ends[(turn + slot) % ends.length] : undefined;
    return end === undefined ? nameWithEnd(contract, stem, slot) : `${stem}${end}`;
  });
  const [key, other, value] = [random.text(6), random.text(7), random.text(5)];
  const tags: readonly (readonly Tag[])[] = [
    [],
    [{ key, value }],
    [
      { key, value: `${value}2` },
      { key: other, value },
    ],
    [{ key: other, value: '' }],
    richTags(contract, key, value),
  ];
  const regions = [ctx.region, ctx.secondRegion] as const;
  return {
    names,
    keys: {
      ed25519: Array.from({ length: KEYS }, () => ed25519FromSeed(random.bytes(32))),
      rsa: Array.from({ length: KEYS }, () => constructedRsa(2048, random.bytes(32))),
    },
    tags: hasTags(ctx) ? tags : tags.slice(0, 1),
    regions,
  };
}

/** Tags of the greatest length, of other letters and signs that every document allows, without a value, and more. */
function richTags({ rules }: Contract, key: string, value: string): readonly Tag[] {
  const { key: keys, value: values } = rules.tags;
  const long = (text: string, length: number): string => text.padEnd(length, 'l');
  return [
    { key: long(`${key}1`, keys.maximum), value: long(`${value}1`, values.maximum) },
    { key: `${key} Zürich.一/2`, value: `${value} ñ-=._:/@+2` },
    { key: `${key}3`, value: '' },
    { key: `${key}4`, value },
    { key: `${key}5`, value },
  ];
}

function isName(contract: Contract, name: string): boolean {
  return (['create', 'import'] as const).every((operation) => {
    const { pattern = '', maxLength = Number.POSITIVE_INFINITY } =
      findParameter(contract, operation, 'name')?.schema ?? {};
    return new RegExp(pattern, 'u').test(name) && name.length <= maxLength;
  });
}

/** What can be played on this target. */
export function meansOf(ctx: CheckContext): Means {
  const { contract } = ctx;
  const sendings = (contract.rules.model?.sendings ?? [])
    .filter(({ stated }) => !ctx.failedBefore(stated))
    .map(({ wire }): Sending => ({ id: Object.values(wire).join(' '), wire }));
  const works = (operation: MakingOperation): boolean => ctx.making(operation) === operation;
  const imports = ctx.importKeyType !== undefined && works('import') ? importKinds(ctx) : [];
  const creates = works('create') ? createKinds(ctx) : [];
  const cheap = creates.filter(({ keyType }) => keyType === 'ed25519');
  return {
    ways: waysOf(contract),
    sendings,
    kinds: [...creates, ...imports],
    usual: [
      ...imports.map((kind) => ({ ...kind, weight: kind.keyType === 'ed25519' ? 24 : 12 })),
      // An RSA key is worth a hundred other calls.
      ...(cheap.length > 0
        ? cheap.map((kind) => ({ ...kind, weight: 12 }))
        : creates.slice(0, 1).map((kind) => ({ ...kind, weight: imports.length > 0 ? 1 : 36 }))),
    ],
  };
}

function importKinds({ contract, importKeyType }: CheckContext): readonly KeyKind[] {
  return importedKeyTypes(contract)
    .filter((keyType) => importKeyType === 'ed25519' || keyType === importKeyType)
    .map((keyType) => ({ operation: 'import', keyType }));
}

/** Created in the default format: it is that of the answer, and nothing else shows it. */
function createKinds({ contract, createKeyType }: CheckContext): readonly KeyKind[] {
  const typed = findParameter(contract, 'create', 'key-type') !== undefined;
  const { keyType: usual } = contract.rules.defaults;
  return createdKeyTypes(contract)
    .filter((keyType) => keyType === usual || (typed && createKeyType === keyType))
    .map((keyType) => ({ operation: 'create', keyType }));
}
