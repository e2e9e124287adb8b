import type { Parameters } from '../reference/request.ts';
import type { RecordedPair } from './store.ts';

/** The filters of a request: their class, the first name that is none, and what they let through. */
export interface Filters {
  readonly class: string;
  /** Name of the first filter that is not known. */
  readonly unknown?: string;
  matches(pair: RecordedPair): boolean;
}

const PLAIN = /^[\w:/+=.@-]+$/;
const FIELDS: Readonly<Record<string, (pair: RecordedPair) => readonly string[]>> = {
  'key-name': ({ name }) => [name],
  'key-pair-id': ({ id }) => [id],
  fingerprint: ({ fingerprint }) => [fingerprint],
  'tag-key': ({ tags }) => tags.map(([key]) => key),
  'tag-value': ({ tags }) => tags.map(([, value]) => value),
};

/**
 * Reads `Filter.N`. The class has each filter's name and the shape of its value, `x` for plain text: `key-name=x*`,
 * `tag:k=x`, `key-name=` without a value. Undefined where no filter of such a form was recorded.
 */
export function readFilters(parameters: Parameters): Filters | undefined {
  const filters: { readonly class: string; readonly name: string; matches(pair: RecordedPair): boolean }[] =
    [];
  for (const index of parameters.indexes('Filter')) {
    const name = parameters.get(`Filter.${index}.Name`);
    const values = parameters.list(`Filter.${index}.Value`);
    if (name === undefined || values.length > 1) return undefined;
    const [value] = values;
    const shape = value === undefined ? '' : shapeOf(value);
    if (shape === undefined) return undefined;
    const tag = name.startsWith('tag:') ? name.slice(4) : undefined;
    const texts = tag === undefined ? FIELDS[name] : tagOf(tag);
    if (texts === undefined && !/^[a-z-]+$/.test(name)) return undefined;
    const kind = tag !== undefined ? 'tag:k' : name in FIELDS || name === 'key-type' ? name : 'unknown';
    filters.push({
      class: `${kind}=${shape}`,
      name: texts === undefined ? name : '',
      matches: (pair) => value !== undefined && (texts?.(pair) ?? []).some((text) => fits(text, value)),
    });
  }
  const unknown = filters.find(({ name }) => name !== '')?.name;
  return {
    class: filters.map((filter) => filter.class).join(' '),
    ...(unknown !== undefined && { unknown }),
    matches: (pair) => filters.every((filter) => filter.matches(pair)),
  };
}

function tagOf(key: string): (pair: RecordedPair) => readonly string[] {
  return ({ tags }) => tags.flatMap(([name, value]) => (name === key ? [value] : []));
}

/** `x`, `x*` or `*x*`: the forms of values that were recorded. */
function shapeOf(value: string): string | undefined {
  const [, before = '', text = '', after = ''] = /^(\*?)([^*]*)(\*?)$/.exec(value) ?? [];
  return PLAIN.test(text) ? `${before}x${after}` : undefined;
}

function fits(text: string, value: string): boolean {
  if (value.startsWith('*')) return text.includes(value.slice(1, -1));
  return value.endsWith('*') ? text.startsWith(value.slice(0, -1)) : text === value;
}
