import type { Json, ResponseBody } from '../../specs/contract.ts';
import type { Components, ShapeFault, ShapeReading } from './shape-types.ts';

/** Reads a body as JSON in UTF-8. What it holds is compared with the schema afterwards. */
export function readJsonBody(
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
