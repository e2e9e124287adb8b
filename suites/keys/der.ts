import { integerFrom, signedBytes } from './integers.ts';
import { Malformed } from './malformed.ts';

/** The DER tags that key files use (X.690 section 8). */
export const TAG = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  objectId: 0x06,
  sequence: 0x30,
  context0: 0xa0,
  primitiveContext1: 0x81,
} as const;

/** One DER value: its tag byte and its content, a view into the source. */
export type DerValue = { tag: number; content: Buffer };

/**
 * The values that fill `bytes` exactly, one after another; nothing nested is opened.
 *
 * @param what names the bytes in a message
 * @throws Malformed when a length is cut off, not in the shortest form, or longer than the bytes
 */
export function derValues(bytes: Buffer, what: string): DerValue[] {
  const values: DerValue[] = [];
  let at = 0;
  while (at < bytes.length) {
    const tag = bytes[at] ?? 0;
    const [length, start] = derLength(bytes, at + 1, what);
    if (length > bytes.length - start) {
      throw new Malformed(`${what} is cut off: ${length} bytes announced, ${bytes.length - start} present`);
    }
    values.push({ tag, content: bytes.subarray(start, start + length) });
    at = start + length;
  }
  return values;
}

/** The length that stands at `at`, and where the content starts. */
function derLength(bytes: Buffer, at: number, what: string): [length: number, start: number] {
  const first = bytes[at];
  if (first === undefined) throw new Malformed(`${what} is cut off behind a tag`);
  if (first < 0x80) return [first, at + 1];
  const count = first & 0x7f;
  if (count === 0 || count > 4) throw new Malformed(`${what} has a length field that DER does not allow`);
  if (at + 1 + count > bytes.length) throw new Malformed(`${what} is cut off inside a length`);
  const length = bytes.readUIntBE(at + 1, count);
  if (length < 0x80 || length < 2 ** (8 * (count - 1))) {
    throw new Malformed(`${what} has a length that is not in the shortest form`);
  }
  return [length, at + 1 + count];
}

/** The members of the one SEQUENCE that `bytes` must be. */
export function derSequence(bytes: Buffer, what: string): DerValue[] {
  const [outer, ...more] = derValues(bytes, what);
  if (outer?.tag !== TAG.sequence) throw new Malformed(`${what} is no DER sequence`);
  if (more.length > 0) throw new Malformed(`${what} has ${more.length} values behind its end`);
  return derValues(outer.content, what);
}

/** The content of a value that must have this tag. */
export function derContent(value: DerValue | undefined, tag: number, what: string): Buffer {
  if (value?.tag !== tag) throw new Malformed(`${what} is missing or has the wrong type`);
  return value.content;
}

/** An INTEGER >= 0 in its shortest form. */
export function derUnsigned(value: DerValue | undefined, what: string): bigint {
  const content = derContent(value, TAG.integer, what);
  const first = content[0];
  if (first === undefined) throw new Malformed(`${what} is an integer without bytes`);
  if (first >= 0x80) throw new Malformed(`${what} is negative`);
  if (first === 0 && content.length > 1 && (content[1] ?? 0) < 0x80) {
    throw new Malformed(`${what} has needless leading zeros`);
  }
  return integerFrom(content);
}

/** Writes one value: tag, length in the shortest form, content. */
export function der(tag: number, ...content: Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  const length = signedBytes(BigInt(body.length));
  const digits = length[0] === 0 ? length.subarray(1) : length;
  const short = body.length < 0x80;
  const header = short ? [tag, body.length] : [tag, 0x80 | digits.length, ...digits];
  return Buffer.concat([Buffer.from(header), body]);
}

/** Writes an INTEGER >= 0. */
export function derInteger(value: bigint): Buffer {
  return der(TAG.integer, value === 0n ? Buffer.from([0]) : signedBytes(value));
}
