import type { Json } from '../../specs/contract.ts';
import type { Authentication, WireAlteration } from '../../targets/target.ts';
import type { CheckContext } from '../check.ts';
import { objectIn } from '../values.ts';

/** Stands in specs for a text that no target can know beforehand. */
const FRESH = '{fresh}';

/** Stands in specs for the name that the call is about. */
const NAME = '{name}';

/** Where a change of the request is declared, and what its other placeholders stand for. */
interface Declared {
  /** The member of `given`. @default 'wire' */
  readonly of?: string;
  /** By the name in braces. */
  readonly texts?: Readonly<Record<string, string>>;
}

/** The change of the request that `given` declares (the members of `WireAlteration`), with its placeholders filled in. */
export function wireIn(ctx: CheckContext, { of = 'wire', texts = {} }: Declared = {}): WireAlteration {
  return filled(objectIn(ctx, of), (text) =>
    text
      .replaceAll(FRESH, () => ctx.random.text(10))
      .replace(/\{(\w+)\}/g, (placeholder, name: string) => texts[name] ?? placeholder),
  ) as unknown as WireAlteration;
}

function filled(value: Json, fill: (text: string) => string): Json {
  if (typeof value === 'string') return fill(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return (value as readonly Json[]).map((one) => filled(one, fill));
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, filled(one, fill)]));
}

const AUTHENTICATION: Readonly<Record<Authentication, string>> = {
  header: '',
  presigned: 'signed in the query',
  none: 'without credentials',
  'unknown-access-key': 'with an access key that nobody has',
  'wrong-secret': 'signed by another secret',
  expired: 'signed a day ago',
  'altered-after-signing': 'changed after it was signed',
};

/** What a requirement changes of the request, for messages: the same in every run. */
export function alterationGiven(ctx: CheckContext): string {
  const declared = filled(objectIn(ctx, 'wire'), (text) =>
    text.replaceAll(FRESH, '<random>').replaceAll(NAME, '<name>'),
  );
  return alterationInWords(declared as unknown as WireAlteration);
}

/** What is different about the request, for messages. */
export function alterationInWords(wire: WireAlteration): string {
  const {
    method,
    place,
    authentication = 'header',
    omit = [],
    replace = {},
    append = [],
    headers = [],
  } = wire;
  const added = [...Object.entries(replace), ...append].map(([name, value]) => `${name}=${value}`);
  const words = [
    AUTHENTICATION[authentication],
    method === undefined && place === undefined
      ? ''
      : `as ${method ?? 'a request'} with its parameters in the ${place ?? 'usual place'}`,
    omit.length === 0 ? '' : `without ${omit.join(', ')}`,
    added.length === 0 ? '' : `with ${added.join(', ')}`,
    headers.length === 0 ? '' : `with ${headers.map(([name]) => name).join(', ')}`,
    wire.order === undefined ? '' : `with its parameters ${wire.order}`,
    wire.space === undefined ? '' : `with spaces written ${wire.space}`,
    wire.unencoded === undefined ? '' : `with ${wire.unencoded} not encoded`,
  ];
  return words.filter((word) => word !== '').join(', ');
}
