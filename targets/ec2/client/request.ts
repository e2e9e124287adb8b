import type { Authentication, KeyPairCall, Target } from '../../target.ts';
import { addressOf } from '../../wire/endpoint.ts';
import type { HttpRequest } from '../../wire/http.ts';
import { alterParameters, encodeParameters, type QueryParameter } from '../../wire/query-parameters.ts';
import { credentialsFor, signedHeaders } from '../../wire/signed-parts.ts';
import { ec2Parameters } from './serialise.ts';
import { presignQuery, type Signable, type Signing, signHeaders } from './sign.ts';

const FORM = 'application/x-www-form-urlencoded; charset=utf-8';
const DAY_MS = 86_400_000;

/** An access key id of valid form that no account has. */
const UNKNOWN_ACCESS_KEY_ID = 'AKIAQQQQQQQQQQQQQQQQ';

/**
 * The request of a call. A presigned call is a GET with everything in the address, and any other call a POST with a
 * form body, unless the alteration says otherwise.
 */
export async function ec2Request(
  call: KeyPairCall,
  target: Pick<Target, 'endpoint' | 'credentials'>,
  date: Date,
): Promise<HttpRequest> {
  const wire = call.wire ?? {};
  const authentication = wire.authentication ?? 'header';
  const method = wire.method ?? (authentication === 'presigned' ? 'GET' : 'POST');
  const place = wire.place ?? (method === 'GET' || method === 'HEAD' ? 'query' : 'body');
  const { origin, host, path } = addressOf(target.endpoint, call.region);
  const parameters = alterParameters(ec2Parameters(call.operation, call.parameters), wire);

  const given = wire.headers ?? [];
  const overridden = new Set(given.map(([name]) => name.toLowerCase()));
  const basic: [string, string][] = [
    ['host', host],
    ...(place === 'body' ? [['content-type', FORM] satisfies [string, string]] : []),
    ['accept-encoding', 'identity'],
  ];
  const headers = [...basic.filter(([name]) => !overridden.has(name)), ...given];
  const layOut = (all: readonly QueryParameter[]): Pick<Signable, 'query' | 'body'> =>
    place === 'query' ? { query: all, body: '' } : { query: [], body: encodeParameters(all, wire.space) };

  const signable = { method, host, path, headers: signedHeaders(headers, 'x-amz-'), ...layOut(parameters) };
  const proof = await prove(authentication, signable, {
    credentials: credentialsFor(authentication, target.credentials, UNKNOWN_ACCESS_KEY_ID),
    region: call.region,
    service: 'ec2',
    date: authentication === 'expired' ? new Date(date.getTime() - DAY_MS) : date,
  });
  const sent = authentication === 'altered-after-signing' ? layOut(altered(parameters)) : signable;
  const query = encodeParameters([...sent.query, ...proof.query], wire.space);
  return {
    method,
    url: `${origin}${path}${query === '' ? '' : `?${query}`}`,
    headers: [...headers, ...proof.headers.filter(([name]) => !overridden.has(name))],
    body: sent.body,
  };
}

interface Proof {
  readonly headers: readonly (readonly [string, string])[];
  readonly query: readonly QueryParameter[];
}

async function prove(authentication: Authentication, request: Signable, signing: Signing): Promise<Proof> {
  switch (authentication) {
    case 'none':
      return { headers: [], query: [] };
    case 'presigned':
      return { headers: [], query: await presignQuery(request, signing) };
    case 'header':
    case 'unknown-access-key':
    case 'wrong-secret':
    case 'expired':
    case 'altered-after-signing':
      return { headers: await signHeaders(request, signing), query: [] };
  }
}

/**
 * The parameters with one byte changed in a way that means the same: a target that does not verify signatures does
 * what the call asked for, under the name the caller knows and can clean up.
 */
function altered(parameters: readonly QueryParameter[]): QueryParameter[] {
  const present = parameters.some(([name]) => name === 'DryRun');
  if (!present) return [...parameters, ['DryRun', 'false']];
  return parameters.map(([name, value]) => [name, name === 'DryRun' ? swapCase(value) : value]);
}

function swapCase(value: string): string {
  const upper = value.toUpperCase();
  return upper === value ? value.toLowerCase() : upper;
}
