import type { FilterSubject } from '../../../specs/contract.ts';
import type { Tag } from '../../../targets/target.ts';
import type { PublicMaterial } from '../../keys/material.ts';

/** A key pair as the model knows it. Ids, times and created keys are not values: the service chooses them. */
export interface ModelPair {
  /** Counts the key pairs that were made; it is what the model calls a key pair by. */
  readonly serial: number;
  readonly region: string;
  readonly name: string;
  readonly origin: 'created' | 'imported';
  readonly keyType: string;
  /** The public key of an import. */
  readonly key?: PublicMaterial;
  readonly tags: readonly Tag[];
  /** Whether a key pair of this name was deleted before this one was made. */
  readonly reused: boolean;
}

/** The service after some calls. */
export interface State {
  readonly live: readonly ModelPair[];
  readonly gone: readonly ModelPair[];
  /** How many key pairs were ever made. */
  readonly made: number;
  /** Key pairs per region that the service still takes; absent where the region is far from its limit. */
  readonly room?: Readonly<Record<string, number>>;
}

/** A service that nobody has called. */
export const EMPTY: State = { live: [], gone: [], made: 0 };

/** The state without anything that is known of a name: for what went another way than the contract says. */
export function forgetting(state: State, region: string, name: string): State {
  const other = (pair: ModelPair): boolean => pair.region !== region || pair.name !== name;
  return { ...state, live: state.live.filter(other), gone: state.gone.filter(other) };
}

/** The key pair of this name, if there is one. */
export function liveNamed({ live }: State, region: string, name: string): ModelPair | undefined {
  return live.find((pair) => pair.region === region && pair.name === name);
}

/** The key pair of this name, or the last one that was. */
export function latestNamed({ live, gone }: State, region: string, name: string): ModelPair | undefined {
  return [...gone, ...live].findLast((pair) => pair.region === region && pair.name === name);
}

/** Whether a key pair of this name was deleted. */
export function wasDeleted({ gone }: State, region: string, name: string): boolean {
  return gone.some((pair) => pair.region === region && pair.name === name);
}

/** The key pair that was made as the `serial`th, deleted or not. */
export function pairOf({ live, gone }: State, serial: number): ModelPair | undefined {
  return [...live, ...gone].find((pair) => pair.serial === serial);
}

/** What a call sends that has to be refused, besides a dry run. */
export type Fault = 'no-name' | 'bad-material' | 'bad-type' | 'nothing-named' | 'name-and-id';

interface CallBase {
  readonly region: string;
  readonly dryRun?: boolean;
  readonly fault?: Fault;
}

/** A create or an import. */
export interface MakeCall extends CallBase {
  readonly operation: 'create' | 'import';
  readonly name: string;
  readonly keyType: string;
  readonly key?: PublicMaterial;
  readonly tags: readonly Tag[];
}

/** One filter; ids and fingerprints are named by the key pair that has them. */
export type ModelFilter =
  | {
      readonly subject: Exclude<FilterSubject, 'id' | 'fingerprint' | 'tag'>;
      readonly values: readonly string[];
    }
  | { readonly subject: 'tag'; readonly key: string; readonly values: readonly string[] }
  | { readonly subject: 'id' | 'fingerprint'; readonly serials: readonly number[] };

/** What a describe asks for: names, ids (by serial), or what filters leave of everything. */
export interface LookCall extends CallBase {
  readonly operation: 'describe';
  /** The way of looking, for messages and to tell deviations apart. */
  readonly way: string;
  readonly names?: readonly string[];
  readonly ids?: readonly number[];
  readonly filters?: readonly ModelFilter[];
  /** Set where names may have an asterisk at their end. */
  readonly pattern?: true;
  readonly publicKey: boolean;
}

/** A delete by name, by id, or both. */
export interface DeleteCall extends CallBase {
  readonly operation: 'delete';
  readonly name?: string;
  readonly id?: number;
  /** The name of the key pair with the id, for messages. */
  readonly idOf?: string;
  /** Set where the id is that of the key pair with one character changed. */
  readonly nearId?: true;
}

export type ModelCall = MakeCall | LookCall | DeleteCall;
