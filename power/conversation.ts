import type { HttpRequest } from '../targets/reference/request.ts';
import type { Reply } from './baseline.ts';

/** One request of a check with what the correct server answered. */
export interface Said {
  readonly request: HttpRequest;
  /** When it came. */
  readonly at: Date;
  readonly reply: Reply;
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

/** Whether two replies are the same to the byte. */
export function sameReply(one: Reply, other: Reply): boolean {
  return (
    one.status === other.status &&
    one.body.equals(other.body) &&
    JSON.stringify(one.headers) === JSON.stringify(other.headers)
  );
}
