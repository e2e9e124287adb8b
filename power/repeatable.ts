import { createHash } from 'node:crypto';
import type { AuthorizationBehaviours } from '../targets/ec2/reference/behaviours/authorization.ts';
import { signatureMatches } from '../targets/ec2/reference/sigv4.ts';
import type { HttpRequest } from '../targets/reference/request.ts';
import type { ReferenceParts } from './baseline.ts';
import { POWER } from './mutants/index.ts';
import type { MutantProvider } from './mutants/mutant.ts';

/** A clock that somebody sets. */
export interface SettableClock {
  now: Date;
}

/** 64 hex digits that nobody sees to be counted, by what is counted and how far; the same for all servers. */
const DIGITS = { pair: [] as string[], request: [] as string[] };

function digitsOf(what: keyof typeof DIGITS, count: number): string {
  const known = DIGITS[what][count];
  if (known !== undefined) return known;
  const digits = createHash('sha256').update(`${what} ${count}`).digest('hex');
  DIGITS[what][count] = digits;
  return digits;
}

/**
 * Parts of a reference that answers the same requests with the same bytes: identifiers that are counted instead of
 * drawn, though nobody sees that, and a clock that is set from outside.
 */
export function repeatable(
  provider: MutantProvider,
  clock: SettableClock,
): Pick<Required<ReferenceParts>, 'identifiers' | 'clock' | 'authorization'> {
  const form = POWER[provider].ids;
  const counted = { pair: 0, request: 0 };
  const next = (what: keyof typeof counted): string => {
    counted[what] += 1;
    return digitsOf(what, counted[what]);
  };
  return {
    identifiers: {
      keyPairId: () => form.pair(next('pair')),
      requestId: () => form.request(uuidOf(next('request'))),
    },
    clock: { now: () => clock.now },
    authorization: { matches: matchesAsKnown },
  };
}

/** A UUID of version 4 with these digits. */
function uuidOf(digits: string): string {
  return digits.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-a$4-$5');
}

/** Whether a signature was right, and of which credential and secret that was asked. */
interface Known {
  readonly of: string;
  readonly matches: boolean;
}

const KNOWN = new WeakMap<HttpRequest, Known>();

/**
 * Compares the signature of a request once and remembers it: a recorded request is answered by hundreds of servers, and
 * without this a fifth of their time is spent on the same sum. Signatures in the query string depend on how a server
 * reads parameters, so those are compared every time.
 */
export const matchesAsKnown: AuthorizationBehaviours['matches'] = (
  request,
  parameters,
  credential,
  secret,
) => {
  if (credential.kind === 'query') return signatureMatches(credential, request, parameters, secret);
  const of = JSON.stringify([credential, secret]);
  const known = KNOWN.get(request);
  if (known?.of === of) return known.matches;
  const matches = signatureMatches(credential, request, parameters, secret);
  KNOWN.set(request, { of, matches });
  return matches;
};
