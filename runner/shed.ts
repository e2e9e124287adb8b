import { createHash } from 'node:crypto';
import type { Exchange } from '../targets/target.ts';

/** Bytes of bodies that a check holds whole; some lists of a full region fit. */
const WHOLE_BYTES = 8_388_608;

/** Bytes that stay of a body, which is more than a report shows of it. */
const KEPT_BYTES = 393_216;

/**
 * Cuts the bodies of earlier exchanges where those of a check have become too many for the memory. They have been read
 * and judged by then; what the log shows of them stays, with their length and digest.
 */
export function shedBodies(exchanges: readonly Exchange[]): void {
  const held = exchanges.reduce((sum, { response }) => sum + response.body.byteLength, 0);
  if (held <= WHOLE_BYTES) return;
  for (const exchange of exchanges.slice(0, -1)) {
    const { body, ...response } = exchange.response;
    if (body.byteLength <= KEPT_BYTES) continue;
    const cut = { cutFrom: body.byteLength, sha256: createHash('sha256').update(body).digest('hex') };
    // A copy, because a part would hold on to the whole.
    Object.assign(exchange, {
      response: { ...response, body: new Uint8Array(body.subarray(0, KEPT_BYTES)), cut },
    });
  }
}
