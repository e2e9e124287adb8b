import { integerFrom, signedBytes } from './integers.ts';
import { Malformed } from './malformed.ts';

/**
 * Reads the SSH wire types of RFC 4251 section 5 from one buffer, front to back. Every announced length is
 * compared with the bytes that are left before anything is cut or copied, so a hostile length costs nothing.
 * Every method throws `Malformed`.
 */
export class WireReader {
  readonly #bytes: Buffer;
  readonly #of: string;
  #at = 0;

  /** @param of names the buffer in messages, e.g. "the public blob" */
  constructor(bytes: Buffer, of: string) {
    this.#bytes = bytes;
    this.#of = of;
  }

  /** The next `length` bytes, as a view. */
  take(length: number, what: string): Buffer {
    const left = this.#bytes.length - this.#at;
    if (length > left) {
      throw new Malformed(`${this.#of}: ${what} announces ${length} bytes and ${left} are left`);
    }
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  uint32(what: string): number {
    return this.take(4, what).readUInt32BE(0);
  }

  string(what: string): Buffer {
    return this.take(this.uint32(what), what);
  }

  /** A positive mpint in its shortest form; anything else would give one key several blobs and fingerprints. */
  mpint(what: string): bigint {
    const bytes = this.string(what);
    const first = bytes[0];
    if (first === undefined) throw new Malformed(`${this.#of}: ${what} is zero`);
    if (first >= 0x80) throw new Malformed(`${this.#of}: ${what} is negative`);
    if (first === 0 && (bytes[1] ?? 0) < 0x80) {
      throw new Malformed(`${this.#of}: ${what} has needless leading zeros`);
    }
    return integerFrom(bytes);
  }

  /** Everything that is left. */
  rest(): Buffer {
    return this.take(this.#bytes.length - this.#at, 'the rest');
  }

  /** Refuses bytes behind the last field. */
  end(): void {
    const left = this.#bytes.length - this.#at;
    if (left > 0) throw new Malformed(`${this.#of}: ${left} bytes follow the last field`);
  }
}

/** An SSH string: four bytes of length and the bytes. Text is written as UTF-8. */
export function wireString(value: string | Uint8Array): Buffer {
  const bytes = typeof value === 'string' ? Buffer.from(value, 'utf8') : value;
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** An SSH mpint of a value >= 0. */
export function wireInteger(value: bigint): Buffer {
  return wireString(signedBytes(value));
}
