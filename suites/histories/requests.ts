import { findParameter } from '../../specs/constraints.ts';
import type { Contract, FilterSubject } from '../../specs/contract.ts';
import type { CallParameters, Filter } from '../../targets/target.ts';
import { deletion, isDeletedByName } from '../flows.ts';
import { opensshLine } from '../keys/write-public.ts';
import { byId } from '../lookups.ts';
import { neighbour } from '../scenes/template.ts';
import {
  type DeleteCall,
  type LookCall,
  latestNamed,
  type MakeCall,
  type ModelCall,
  type ModelFilter,
  type State,
} from './model/state.ts';

/** What the service chose for the key pairs of a history, by serial. */
export interface Known {
  id(serial: number): string | undefined;
  fingerprint(serial: number): string | undefined;
}

/**
 * A call as the provider takes it: a delete of a name is one of the id of the key pair with that name, or of the last one
 * that had it, where ids alone are taken; `undefined` where there was none.
 */
export function asTaken(contract: Contract, state: State, call: ModelCall): ModelCall | undefined {
  if (call.operation !== 'delete' || call.name === undefined || isDeletedByName({ contract })) return call;
  const { name, ...rest } = call;
  const id = rest.id ?? latestNamed(state, call.region, name)?.serial;
  return id === undefined ? undefined : { ...rest, id };
}

/** Material that is no key in any encoding. */
const NO_KEY = 'this is not a public key';

/** The parameters of a call; `undefined` where it names an id or a fingerprint that no answer has shown. */
export function parametersOf(contract: Contract, call: ModelCall, known: Known): CallParameters | undefined {
  const parameters = parametersFor(contract, call, known);
  return parameters && (call.dryRun ? { ...parameters, dryRun: true } : parameters);
}

function parametersFor(contract: Contract, call: ModelCall, known: Known): CallParameters | undefined {
  switch (call.operation) {
    case 'create':
    case 'import':
      return making(contract, call);
    case 'describe':
      return looking(contract, call, known);
    case 'delete':
      return deleting(contract, call, known);
  }
}

function making(contract: Contract, call: MakeCall): CallParameters {
  const { fault, name, keyType, key, tags, operation } = call;
  const typed = findParameter(contract, operation, 'key-type') !== undefined;
  return {
    ...(fault !== 'no-name' && { name }),
    ...(typed && { keyType: fault === 'bad-type' ? '' : keyType }),
    ...(key !== undefined && { material: fault === 'bad-material' ? NO_KEY : opensshLine(key) }),
    ...(tags.length > 0 && { tags }),
  };
}

function looking(contract: Contract, call: LookCall, known: Known): CallParameters | undefined {
  const { names, publicKey } = call;
  const ids = call.ids?.map((serial) => known.id(serial));
  if (ids?.includes(undefined)) return undefined;
  const narrowed = narrowing(contract, call.filters ?? [], known);
  if (narrowed === undefined) return undefined;
  const listed = findParameter(contract, 'describe', 'names') !== undefined;
  return {
    ...narrowed,
    ...(names !== undefined && (listed ? { names } : { name: names[0] ?? '' })),
    ...(ids !== undefined && { ids: ids.filter((id) => id !== undefined) }),
    ...(publicKey && findParameter(contract, 'describe', 'include-public-key') && { includePublicKey: true }),
  };
}

/** Filters as the provider takes them: a list of filters, or a parameter for each. */
function narrowing(
  contract: Contract,
  filters: readonly ModelFilter[],
  known: Known,
): Pick<CallParameters, 'filters' | 'fingerprint' | 'tags'> | undefined {
  const values = filters.map((filter) => valuesOf(filter, known));
  if (values.some((one) => one.includes(undefined))) return undefined;
  const texts = values.map((one) => one.filter((value) => value !== undefined));
  if (findParameter(contract, 'describe', 'filters') !== undefined) {
    const listed = filters.map(
      (filter, index): Filter => ({
        name: filterName(contract, filter),
        values: texts[index] ?? [],
      }),
    );
    return listed.length > 0 ? { filters: listed } : {};
  }
  const tags = filters.flatMap((filter) =>
    filter.subject === 'tag' ? [{ key: filter.key, value: filter.values[0] ?? '' }] : [],
  );
  const fingerprint = texts[filters.findIndex(({ subject }) => subject === 'fingerprint')]?.[0];
  return { ...(tags.length > 0 && { tags }), ...(fingerprint !== undefined && { fingerprint }) };
}

function valuesOf(filter: ModelFilter, known: Known): readonly (string | undefined)[] {
  switch (filter.subject) {
    case 'id':
      return filter.serials.map((serial) => known.id(serial));
    case 'fingerprint':
      return filter.serials.map((serial) => known.fingerprint(serial));
    default:
      return filter.values;
  }
}

function filterName(contract: Contract, filter: ModelFilter): string {
  const all: readonly (readonly [string, FilterSubject])[] = Object.entries(
    contract.rules.model?.filters ?? {},
  );
  const name = all.find(([, subject]) => subject === filter.subject)?.[0];
  if (name === undefined) throw new Error(`${contract.provider} has no filter on ${filter.subject}`);
  return filter.subject === 'tag' ? `${name}${filter.key}` : name;
}

function deleting(contract: Contract, call: DeleteCall, known: Known): CallParameters | undefined {
  const { name, id: serial, nearId } = call;
  const id = serial === undefined ? undefined : known.id(serial);
  const identified = id === undefined ? undefined : byId(contract, 'delete', nearId ? neighbour(id) : id);
  if (serial !== undefined && identified === undefined) return undefined;
  return { ...(name !== undefined && deletion({ contract }, name)), ...identified };
}
