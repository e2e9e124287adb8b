/**
 * What a reader throws when the bytes are not the key they claim to be. The message is one plain clause that
 * says what is wrong; the public readers turn it into `reason` and let every other error pass, because any
 * other error is a fault of this code and not of the key.
 */
export class Malformed extends Error {
  override readonly name = 'Malformed';
}

/** A piece of foreign text, made safe to stand in a one-line message: escaped and at most 48 characters. */
export function quote(text: string): string {
  const clipped = text.length > 48 ? `${text.slice(0, 48)}...` : text;
  return JSON.stringify(clipped);
}

/** The result of `read`, or `{ok: false, reason}` when it throws `Malformed`. */
export function reading<T>(read: () => T): T | { ok: false; reason: string } {
  try {
    return read();
  } catch (error) {
    if (error instanceof Malformed) return { ok: false, reason: error.message };
    throw error;
  }
}

/**
 * Refuses a text longer than `limit` characters before any of it is decoded, so that an answer of many
 * megabytes costs nothing. No key this suite reads comes near the limits in use.
 */
export function refuseLongText(text: string, limit: number): void {
  if (text.length > limit) {
    throw new Malformed(`the text has ${text.length} characters, and no key is longer than ${limit}`);
  }
}
