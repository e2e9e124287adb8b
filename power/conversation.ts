import type { Reply } from '../targets/reference/behaviours/http.ts';
import type { HttpRequest } from '../targets/reference/request.ts';
import type { Exchange, Outcome } from '../targets/target.ts';
import type { TrackedReads } from './reads.ts';

/** What a check looked at in an answer, and how another answer is read in the same way. */
export interface Look {
  readonly reads: TrackedReads;
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
  if (
    reply.status === correct.status &&
    JSON.stringify(reply.headers) === JSON.stringify(correct.headers) &&
    reply.body.equals(correct.body)
  )
    return false;
  // What frames an answer, the HTTP client of the suite may stumble over before anybody looks.
  if (look === undefined || reply.status !== correct.status || !isFramedAlike(reply, correct)) return true;
  const headers = headersWith(reply, correct, look.exchange.response.headers);
  const response = { ...look.exchange.response, headers, body: Uint8Array.from(reply.body) };
  return !look.reads.isSameIn(look.read({ ...look.exchange, response }));
}

const LENGTH = 'content-length';
const PLAIN = /^[\x20-\x7e]*$/;

/** Whether both give the length of their body in headers that can be sent, and nothing else differs but the values of headers that frame nothing. */
function isFramedAlike(reply: Reply, correct: Reply): boolean {
  const names = ({ headers }: Reply): string => Object.keys(headers).join('\n');
  const isMeasured = ({ headers, body }: Reply): boolean =>
    Number(headers[LENGTH]) === body.length && Object.values(headers).every((value) => PLAIN.test(value));
  return names(reply) === names(correct) && isMeasured(reply) && isMeasured(correct);
}

/** The headers as the client saw them, with those of the reply in their place. */
function headersWith(
  reply: Reply,
  correct: Reply,
  seen: Exchange['response']['headers'],
): Exchange['response']['headers'] {
  return seen.map(([name, value]) => {
    const key = name.toLowerCase();
    return key in correct.headers ? [name, reply.headers[key] ?? value] : [name, value];
  });
}
