/** Reading and writing the SSH wire encoding of RFC 4251 section 5: `uint32`, `string` and `mpint`. */

/** Encodes a `string`: its length as uint32, then the bytes. */
export function wireString(value: string | Buffer): Buffer {
  const bytes = typeof value === 'string' ? Buffer.from(value, 'utf8') : value;
  return Buffer.concat([wireUint32(bytes.length), bytes]);
}

/** Encodes an unsigned 32-bit integer, big-endian. */
export function wireUint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** Encodes a positive integer given as big-endian magnitude: shortest form, a zero byte before a set top bit. */
export function wireMpint(magnitude: Buffer): Buffer {
  return wireString(signedMagnitude(magnitude));
}

/** The shortest two's complement form of a positive big-endian magnitude (also what a DER INTEGER holds). */
export function signedMagnitude(magnitude: Buffer): Buffer {
  let start = 0;
  while (start < magnitude.length && magnitude[start] === 0) start += 1;
  const shortest = magnitude.subarray(start);
  const top = shortest[0] ?? 0;
  return top >= 0x80 ? Buffer.concat([Buffer.from([0]), shortest]) : shortest;
}

/**
 * Reads wire fields from front to back. Every method returns undefined when the bytes do not hold the field,
 * so that a length of four gigabytes in a fifty byte blob costs a comparison and no allocation.
 */
export class WireReader {
  readonly #bytes: Buffer;
  #offset = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** The next `string` as a view on the input, or undefined when fewer bytes are left than it announces. */
  string(): Buffer | undefined {
    const left = this.#bytes.length - this.#offset;
    if (left < 4) return undefined;
    const length = this.#bytes.readUInt32BE(this.#offset);
    if (length > left - 4) return undefined;
    const start = this.#offset + 4;
    this.#offset = start + length;
    return this.#bytes.subarray(start, this.#offset);
  }

  /** The next `mpint` as magnitude; undefined when it is negative, zero or not in the shortest form. */
  positiveMpint(): Buffer | undefined {
    const bytes = this.string();
    const first = bytes?.[0];
    if (bytes === undefined || first === undefined || first >= 0x80) return undefined;
    if (first !== 0) return bytes;
    const second = bytes[1];
    return second !== undefined && second >= 0x80 ? bytes.subarray(1) : undefined;
  }

  /** Whether every byte has been read. */
  get finished(): boolean {
    return this.#offset === this.#bytes.length;
  }
}
