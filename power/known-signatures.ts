import type { AuthorizationBehaviours } from '../targets/ec2/reference/behaviours/authorization.ts';
import { signatureMatches } from '../targets/ec2/reference/sigv4.ts';
import type { HttpRequest } from '../targets/reference/request.ts';

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
