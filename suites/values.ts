import { parameter } from '../specs/constraints.ts';
import type { Json, JsonObject } from '../specs/contract.ts';
import type { CheckContext } from './check.ts';

/** What values are made from: a requirement with its `given`, random characters and fresh names, but no target. */
export type ValueContext = Pick<CheckContext, 'contract' | 'requirement' | 'given' | 'random' | 'name'>;

/** A name made to order. */
export interface NamedValue {
  /** What to send; undefined means: do not send the parameter. */
  readonly text: string | undefined;
  /** A part of it that no other key pair has, to find what was stored under an altered name; empty when there is none. */
  readonly stem: string;
  /** In words, for messages. */
  readonly what: string;
}

/**
 * Makes a name from a specs value. Exactly one key:
 * `plain: true`, `length: n` (characters), `prefix|suffix|infix: text`, `alphabet: true` (every printable ASCII character
 * that the parameter allows inside a name), `empty: true`, `absent: true`.
 * Names that must be unique and are shorter than a stem draw from alphabets that differ by operation, where the names
 * of the provider may have capitals.
 */
export function nameFrom(ctx: ValueContext, value: JsonObject): NamedValue {
  const [kind, argument] = Object.entries(value)[0] ?? [];
  const stem = ctx.name();
  switch (kind) {
    case 'plain':
      return { text: stem, stem, what: 'a plain name' };
    case 'length':
      return ofLength(ctx, stem, Number(argument));
    case 'prefix':
      return {
        text: `${argument}${stem}`,
        stem,
        what: `a name that starts with ${JSON.stringify(argument)}`,
      };
    case 'suffix':
      return { text: `${stem}${argument}`, stem, what: `a name that ends with ${JSON.stringify(argument)}` };
    case 'infix':
      return {
        text: `${stem}${argument}x`,
        stem,
        what: `a name with ${JSON.stringify(argument)} inside`,
      };
    case 'alphabet':
      return {
        text: `${stem}${innerAlphabet(ctx).join('')}x`,
        stem,
        what: 'a name with every allowed character inside',
      };
    case 'empty':
      return { text: '', stem: '', what: 'an empty name' };
    case 'absent':
      return { text: undefined, stem: '', what: 'no name' };
    default:
      throw new Error(`${ctx.requirement.id}: given names no known kind of value: ${JSON.stringify(value)}`);
  }
}

const CAPITALS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

function ofLength(ctx: ValueContext, stem: string, length: number): NamedValue {
  const what = `a name of ${length} character${length === 1 ? '' : 's'}`;
  if (length >= stem.length) {
    return { text: stem + ctx.random.text(length - stem.length), stem, what };
  }
  const { schema } = parameter(ctx.contract, ctx.requirement.operation, 'name');
  const takesCapitals = new RegExp(schema.pattern ?? '', 'u').test('A'.repeat(length));
  const letters = ctx.requirement.operation !== 'import' && takesCapitals ? CAPITALS : CAPITALS.toLowerCase();
  return { text: ctx.name(length, letters), stem: '', what };
}

/** The printable ASCII characters that the name parameter allows between two letters. */
export function innerAlphabet(ctx: ValueContext): readonly string[] {
  const { schema } = parameter(ctx.contract, ctx.requirement.operation, 'name');
  const pattern = new RegExp(schema.pattern ?? '', 'u');
  return Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).filter((character) =>
    pattern.test(`a${character}b`),
  );
}

/** A member of `given` that has to be an object. */
export function objectIn(ctx: ValueContext, key: string, otherwise?: JsonObject): JsonObject {
  const value: Json | undefined = ctx.given[key] ?? otherwise;
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
  throw new Error(`${ctx.requirement.id}: given.${key} is not an object`);
}

/** A member of `given` that has to be a text. */
export function textIn(ctx: ValueContext, key: string): string {
  const value = ctx.given[key];
  if (typeof value === 'string') return value;
  throw new Error(`${ctx.requirement.id}: given.${key} is not a text`);
}
