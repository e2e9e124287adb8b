import type { HttpRequest } from '../targets/reference/request.ts';
import type { Exchange, Outcome } from '../targets/target.ts';
import type { Reply } from './baseline.ts';
import type { Heeded } from './heeded.ts';

/** What a check looked at in an answer, and how another answer is read in the same way. */
export interface Look {
  readonly heeded: Heeded;
  readonly exchange: Exchange;
  read(exchange: Exchange): Outcome;
}

/** One request of a check with what the correct server answered. */
export interface Said {
  readonly request: HttpRequest;
  /** When it came. */
  readonly at: Date;
  readonly reply: Reply;
  /** Absent where nobody can tell: then every byte counts. */
  readonly look?: Look;
}

/** All that a check and the correct server say to each other until the check has its verdict, from an empty server on. */
export interface Conversation {
  /** Id of the requirement, or `PROBE`. */
  readonly who: string;
  readonly said: readonly Said[];
  /** Names of the behaviours that the server called, as `group.behaviour`. */
  readonly reached: ReadonlySet<string>;
  /** Whether every request got its answer and the check passed; another one cannot be had again. */
  readonly complete: boolean;
}

/** What the probe at the beginning of each run says stands under this name. */
export const PROBE = 'probe';

/** Whether a check could tell another reply from the one that it got. */
export function showsIn(reply: Reply, { reply: correct, look }: Said): boolean {
  const sameHeaders = headersOf(reply) === headersOf(correct);
  if (reply.status === correct.status && sameHeaders && reply.body.equals(correct.body)) return false;
  // What else goes over the wire the HTTP client of the suite may stumble over.
  if (look === undefined || reply.status !== correct.status || !sameHeaders) return true;
  if (Number(reply.headers[LENGTH]) !== reply.body.length) return true;
  const headers = look.exchange.response.headers.map(
    ([name, value]) => [name, name.toLowerCase() === LENGTH ? String(reply.body.length) : value] as const,
  );
  const response = { ...look.exchange.response, headers, body: Uint8Array.from(reply.body) };
  return !look.heeded.isSameIn(look.read({ ...look.exchange, response }));
}

const LENGTH = 'content-length';

/** All but the length, which follows from the body. */
function headersOf({ headers }: Reply): string {
  return JSON.stringify(Object.entries(headers).filter(([name]) => name !== LENGTH));
}
