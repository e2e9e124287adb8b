import { randomUUID } from 'node:crypto';
import type { RecordedAnswer, Recordings } from '../../specs/contract.ts';
import { listen, type ReferenceServer } from '../reference/http.ts';
import type { Credentials } from '../target.ts';
import { type ClassifiedCall, classify } from './classes.ts';
import { findAnswer, kindOf, recallsDeletedNames } from './match.ts';
import { createKeyFor, perform } from './perform.ts';
import { type ReadCall, readCall } from './read.ts';
import { NOT_RECORDED, refusalBody, send, successBody } from './render.ts';
import { PairStore } from './store.ts';

/** What can be chosen about the recorded target. */
export interface RecordedOptions {
  /** Extrapolations that it may answer from. @default none */
  readonly extrapolations?: readonly string[];
  /** The only credentials whose calls it answers; without them any signed call is answered. */
  readonly verify?: Credentials;
  /** @default 0, any free port */
  readonly port?: number;
  /** @default '127.0.0.1' */
  readonly host?: string;
}

const MOST_BYTES = 1_048_576;
const REQUEST_MS = 30_000;

/** The answer of a call in the present state of the account. */
interface Decision {
  readonly call: ClassifiedCall;
  /** Undefined where no call of this kind was recorded. */
  readonly answer: RecordedAnswer | undefined;
}

/**
 * Starts a server that answers the kinds of calls that were recorded on a real account as they were answered there, and
 * any other with 501. Rejects when it cannot listen.
 */
export function startRecorded(
  recordings: Recordings,
  { extrapolations = [], verify, port = 0, host = '127.0.0.1' }: RecordedOptions = {},
): Promise<ReferenceServer> {
  const regions = new Set(recordings.sessions.map(({ region }) => region));
  const allowed = new Set(extrapolations);
  const store = new PairStore(recallsDeletedNames(allowed));
  const decide = ({ operation, parameters }: ReadCall): Decision => {
    const call = classify(operation, parameters, store);
    return { call, answer: findAnswer(recordings, operation, call, allowed) };
  };
  const { headers } = recordings;
  return listen(
    async (request, response) => {
      const requestId = randomUUID();
      const unrecorded = (what: string): void => {
        const body = refusalBody(
          NOT_RECORDED,
          `No response to this kind of call was recorded: ${what}`,
          requestId,
        );
        send(response, 501, headers.refusal, requestId, body);
      };
      const read = readCall(request, regions, verify);
      if (typeof read === 'string') return unrecorded(read);
      let decision = decide(read);
      const key = await createKeyFor(read, decision.answer);
      // Another call may have taken the name while the key was made.
      if (key !== undefined) decision = decide(read);
      const { call, answer } = decision;
      if (answer === undefined) return unrecorded(kindOf(read.action, call));
      const recorded = answer.response;
      if ('code' in recorded) {
        const message = filled(recorded.message, call.slots);
        return send(
          response,
          recorded.status,
          headers.refusal,
          requestId,
          refusalBody(recorded.code, message, requestId),
        );
      }
      const body = successBody(read.action, recorded, { requestId, ...perform(read, call, store, key) });
      send(response, recorded.status, headers.success, requestId, body);
    },
    { host, port, bodyBytes: MOST_BYTES, requestMs: REQUEST_MS },
  );
}

function filled(message: string, slots: Readonly<Record<string, string>>): string {
  return message.replace(/\{(\w+)\}/g, (_, slot: string) => slots[slot] ?? '');
}
