import type { Json, ResponseBody } from '../../specs/contract.ts';
import { schemaFaults } from './shape-schema.ts';
import type { Components, ShapeAspect, ShapeFault, ShapeReading } from './shape-types.ts';
import { readXmlBody } from './shape-xml.ts';

/**
 * Reads a body in the language its media type names (XML or JSON) and compares it with the declared schema. The order
 * of members is never a difference. A fault of one aspect hides as little as possible of the others: a body under
 * another root is still compared member by member.
 * @throws Error when the contract declares a media type that no reader knows (a fault of the specs)
 */
export function readShape(bytes: Uint8Array, declared: ResponseBody, components: Components): ShapeReading {
  const read = readerOf(declared.mediaType);
  const { value, faults } = read(bytes, declared.schema, components);
  if (value === undefined) return { value, faults };
  return { value, faults: misspelt([...faults, ...schemaFaults(value, declared.schema, components)]) };
}

/** A required member under a name of another case is one difference, not a missing and an undeclared one. */
function misspelt(faults: readonly ShapeFault[]): readonly ShapeFault[] {
  const spelling = (missing: ShapeFault): ShapeFault | undefined =>
    faults.find(
      ({ aspect, place }) => aspect === 'undeclared' && place.toLowerCase() === missing.place.toLowerCase(),
    );
  const missing = faults.filter(({ aspect }) => aspect === 'required');
  const explained = new Set(missing.map(spelling));
  return faults
    .filter((fault) => !explained.has(fault))
    .map((fault) => {
      const other = fault.aspect === 'required' ? spelling(fault) : undefined;
      return other === undefined
        ? fault
        : { ...fault, observed: `it is spelled ${other.place}`, spelled: other.place };
    });
}

function readerOf(mediaType: string): typeof readXmlBody {
  if (/[/+]xml$/.test(mediaType)) return readXmlBody;
  if (/[/+]json$/.test(mediaType)) return readJsonBody;
  throw new Error(`no reader for bodies of the media type ${mediaType}`);
}

/** Which differences a requirement is about. A path stands for itself and everything below it. */
export interface FaultSelection {
  readonly aspects: readonly ShapeAspect[];
  readonly only?: readonly string[] | undefined;
  readonly except?: readonly string[] | undefined;
}

/** The differences a requirement is about. An unreadable body is part of every selection: it shows nothing else. */
export function selectFaults(
  faults: readonly ShapeFault[],
  selection: FaultSelection,
): readonly ShapeFault[] {
  const { aspects, only, except = [] } = selection;
  return faults.filter(({ aspect, path }) => {
    if (aspect === 'readable') return true;
    if (!aspects.includes(aspect)) return false;
    return (only === undefined || covers(only, path)) && !covers(except, path);
  });
}

function covers(paths: readonly string[], path: string): boolean {
  return paths.some((one) => path === one || path.startsWith(`${one}.`) || path.startsWith(`${one}[]`));
}

/** Every value at a path of the schema, e.g. `pairs[].tags`: one entry per place, undefined where it is absent. */
export function valuesAt(value: Json | undefined, path: string): readonly (Json | undefined)[] {
  return path
    .split('.')
    .reduce<readonly (Json | undefined)[]>(
      (values, step) => values.flatMap((one) => inside(one, step)),
      [value],
    );
}

function inside(value: Json | undefined, step: string): readonly (Json | undefined)[] {
  const name = step.replace(/\[\]$/, '');
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  const member = isObject ? (value as { readonly [key: string]: Json })[name] : undefined;
  if (name === step) return [member];
  return Array.isArray(member) ? (member as readonly Json[]) : [];
}

/** Reads a body as JSON in UTF-8. What it holds is compared with the schema afterwards. */
function readJsonBody(
  bytes: Uint8Array,
  _schema: ResponseBody['schema'],
  _components: Components,
): ShapeReading {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const value = JSON.parse(text) as Json;
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject
      ? { value, faults: [] }
      : { value: undefined, faults: [fault('root', 'one JSON object', `a JSON ${kindOf(value)}`)] };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      value: undefined,
      faults: [fault('readable', 'a body of JSON in UTF-8', bytes.length === 0 ? 'an empty body' : reason)],
    };
  }
}

function kindOf(value: Json): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function fault(aspect: 'readable' | 'root', expected: string, observed: string): ShapeFault {
  return { aspect, path: '', place: '', expected, observed };
}
