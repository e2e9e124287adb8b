import { readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { packageFile } from '../../specs/folders.ts';
import type { AdapterMessage } from './protocol.ts';

/** Characters of a line that a message quotes. */
const QUOTED = 80;

/** A line of an adapter that is no message of the protocol. */
export class ProtocolError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ProtocolError';
  }
}

/** Reads the lines of an adapter, each against the schema of the protocol. */
export type ReadMessage = (line: string) => AdapterMessage;

/**
 * The reader of messages, made once for each adapter.
 * @throws Error when the schema is not in the package; the reader throws ProtocolError for a line that does not fit
 */
export function messageReader(): ReadMessage {
  const validate = adapterValidator();
  return (line) => {
    let message: unknown;
    try {
      message = JSON.parse(line);
    } catch {
      throw new ProtocolError(`a line that is not JSON: ${quoted(line)}`);
    }
    if (validate(message)) return message;
    throw new ProtocolError(`a line that is no message: ${inWords(validate.errors)}: ${quoted(line)}`);
  };
}

/** The schema of what an adapter writes, compiled in strict mode. */
export function adapterValidator(): ValidateFunction<AdapterMessage> {
  const file = packageFile('targets/adapters/schemas/adapter-protocol.schema.json');
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, discriminator: true });
  ajv.addSchema(JSON.parse(readFileSync(file, 'utf8')) as object);
  return ajv.compile<AdapterMessage>({ $ref: 'adapter-protocol#/$defs/fromAdapter' });
}

function inWords(errors: readonly ErrorObject[] | null | undefined): string {
  const [first] = errors ?? [];
  if (first === undefined) return 'it does not fit the schema';
  const { additionalProperty } = first.params as { readonly additionalProperty?: string };
  const named = additionalProperty === undefined ? '' : ` '${additionalProperty}'`;
  return `${first.instancePath === '' ? 'it' : first.instancePath} ${first.message ?? 'is wrong'}${named}`;
}

/** The beginning of a line as JSON text, so that it stays one line. */
export function quoted(line: string): string {
  const start = line.length > QUOTED ? `${line.slice(0, QUOTED)}…` : line;
  return JSON.stringify(start);
}
