import { findParameter } from '../../specs/constraints.ts';
import type { Contract } from '../../specs/contract.ts';
import type { LookCall, ModelFilter, ModelPair } from './model/state.ts';

/** What of a describe a way of looking decides. */
export type Asked = Pick<LookCall, 'names' | 'ids' | 'filters' | 'pattern'>;

/** One way of looking at a key pair. */
export interface Way {
  /** For messages, after "a describe". */
  readonly id: string;
  /** The call that finds the pair; `beside` are further pairs of the region. `undefined` where this pair has nothing to be found by. */
  ask(pair: ModelPair, beside: readonly ModelPair[]): Asked | undefined;
}

/** The way that all others are compared with. */
export const BY_NAME: Way = { id: 'by name', ask: (pair) => ({ names: [pair.name] }) };

/** Names of others in one filter. */
const MOST_OTHERS = 7;

/** Every way that the contract has to look at a key pair. */
export function waysOf(contract: Contract): readonly Way[] {
  const takes = (role: Parameters<typeof findParameter>[2]): boolean =>
    findParameter(contract, 'describe', role) !== undefined;
  const filters = filterWays(contract);
  return [
    BY_NAME,
    ...(takes('names') ? [severalNames] : []),
    ...(takes('ids') ? [byId, severalIds] : []),
    EVERYTHING,
    ...(contract.rules.model?.namePatterns ? [byPattern] : []),
    ...filters,
    ...severalValues(contract),
    ...(filters.length > 1 ? [twoOf(filters)] : []),
    ...(filters.length > 2 ? [allOf(filters)] : []),
    ...(takes('names') && filters[0] !== undefined ? [nameWithin(filters[0])] : []),
  ];
}

const severalNames: Way = {
  id: 'by several names',
  ask: (pair, beside) => ({ names: [pair, ...beside].map(({ name }) => name) }),
};

const byId: Way = { id: 'by id', ask: ({ serial }) => ({ ids: [serial] }) };

const severalIds: Way = {
  id: 'by several ids',
  ask: (pair, beside) => ({ ids: [pair, ...beside].map(({ serial }) => serial) }),
};

/** The way that shows a whole region. */
export const EVERYTHING: Way = { id: 'of everything', ask: () => ({}) };

const byPattern: Way = {
  id: 'by name with *',
  ask: ({ name }) => ({ names: [`${name.slice(0, -1)}*`], pattern: true }),
};

/** One way for each filter, and for each parameter that narrows a describe as a filter does. */
function filterWays(contract: Contract): readonly Way[] {
  const declared = Object.entries(contract.rules.model?.filters ?? {}).map(([filter, subject]): Way => {
    const id = `with filter ${subject === 'tag' ? `${filter}KEY` : filter}`;
    return { id, ask: (pair) => narrowed(filterOn(subject, pair)) };
  });
  const wildcard = Object.entries(contract.rules.model?.filters ?? {}).flatMap(([filter, subject]): Way[] => {
    if (subject !== 'name') return [];
    const ask: Way['ask'] = ({ name }) => narrowed({ subject, values: [`${name.slice(0, -1)}*`] });
    return [{ id: `with filter ${filter} and *`, ask }];
  });
  const parameters = (['fingerprint', 'tags'] as const).flatMap((role): Way[] => {
    const found = findParameter(contract, 'describe', role);
    if (found === undefined) return [];
    const subject = role === 'tags' ? 'tag' : role;
    return [{ id: `by ${found.name}`, ask: (pair) => narrowed(filterOn(subject, pair)) }];
  });
  return [...declared, ...wildcard, ...parameters];
}

function narrowed(filter: ModelFilter | undefined): Asked | undefined {
  return filter === undefined ? undefined : { filters: [filter] };
}

/** The filter that finds this pair; a pair without tags cannot be found by one. */
function filterOn(subject: ModelFilter['subject'], pair: ModelPair): ModelFilter | undefined {
  // What an empty value asks for is stated nowhere.
  const tag = pair.tags.find(({ value }) => value !== '');
  switch (subject) {
    case 'name':
      return { subject, values: [pair.name] };
    case 'id':
    case 'fingerprint':
      return { subject, serials: [pair.serial] };
    case 'tag-key':
      return tag && { subject, values: [tag.key] };
    case 'tag-value':
      return tag && { subject, values: [tag.value] };
    case 'tag':
      return tag && { subject, key: tag.key, values: [tag.value] };
  }
}

/** Two filters at once: the last that finds the pair, and the first. */
function twoOf(filters: readonly Way[]): Way {
  return {
    id: 'with two filters',
    ask: (pair, beside) => {
      const found = filters.flatMap((way) => way.ask(pair, beside)?.filters ?? []);
      const [first, last] = [found[0], found.at(-1)];
      return first === undefined || last === undefined ? undefined : { filters: [first, last] };
    },
  };
}

/** Every filter that finds the pair, and may stand beside the others: each subject once. */
function allOf(filters: readonly Way[]): Way {
  return {
    id: 'with all filters',
    ask: (pair, beside) => {
      const found = filters.flatMap((way) => way.ask(pair, beside)?.filters ?? []);
      const each = [...new Map(found.toReversed().map((filter) => [filter.subject, filter])).values()];
      return each.length > 2 ? { filters: each.toReversed() } : undefined;
    },
  };
}

/** A filter on the name with the names of others in front */
function severalValues(contract: Contract): readonly Way[] {
  return Object.entries(contract.rules.model?.filters ?? {}).flatMap(([filter, subject]): Way[] => {
    if (subject !== 'name') return [];
    const ask: Way['ask'] = (pair, beside) => {
      const others = beside.slice(-MOST_OTHERS).map(({ name }) => name);
      return others.length === 0 ? undefined : narrowed({ subject, values: [...others, pair.name] });
    };
    return [{ id: `with filter ${filter} of several values`, ask }];
  });
}

function nameWithin(filter: Way): Way {
  return {
    id: `by name and ${filter.id}`,
    ask: (pair, beside) => {
      const asked = filter.ask(pair, beside);
      return asked && { ...asked, names: [pair.name] };
    },
  };
}
