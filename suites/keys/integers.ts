/** An unsigned big-endian integer. An empty buffer is zero. */
export function integerFrom(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
}

/**
 * The shortest two's complement form of a value >= 0: what an SSH mpint (RFC 4251 section 5) and a DER
 * INTEGER both hold. DER writes zero as one zero byte, an mpint as no byte at all; this returns no byte.
 */
export function signedBytes(value: bigint): Buffer {
  if (value === 0n) return Buffer.alloc(0);
  const hex = value.toString(16);
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  const bytes = Buffer.from(even, 'hex');
  return (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes;
}

/** The number of bits of a value >= 0; zero has none. */
export function bitLength(value: bigint): number {
  if (value === 0n) return 0;
  const hex = value.toString(16);
  return (hex.length - 1) * 4 + Number.parseInt(hex[0] ?? '0', 16).toString(2).length;
}

/** The inverse of `value` modulo `modulus`, or undefined when they share a factor. */
export function inverse(value: bigint, modulus: bigint): bigint | undefined {
  let [remainder, next] = [value % modulus, modulus];
  let [factor, nextFactor] = [1n, 0n];
  while (next !== 0n) {
    const quotient = remainder / next;
    [remainder, next] = [next, remainder - quotient * next];
    [factor, nextFactor] = [nextFactor, factor - quotient * nextFactor];
  }
  if (remainder !== 1n) return undefined;
  return ((factor % modulus) + modulus) % modulus;
}
