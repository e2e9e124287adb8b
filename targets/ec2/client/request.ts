import { randomUUID } from 'node:crypto';
import { platform, release } from 'node:os';
import process from 'node:process';
import { AWS_KEYS } from '../../credentials.ts';
import type { Authentication, KeyPairCall, Target } from '../../target.ts';
import { addressOf } from '../../wire/endpoint.ts';
import type { HttpRequest } from '../../wire/http.ts';
import { alterParameters, encodeParameters, type QueryParameter } from '../../wire/query-parameters.ts';
import { credentialsFor, signedHeaders } from '../../wire/signed-parts.ts';
import { ec2Parameters } from './serialise.ts';
import { presignQuery, type Signable, type Signing, signHeaders } from './sign.ts';

const FORM = 'application/x-www-form-urlencoded';
/** What the SDK for JavaScript calls itself; a test compares it with what the SDK sends. */
const SDK = 'aws-sdk-js/3.1168.0';
/** The version, the endpoint that was given, the standard retries and the credentials that were given: default settings. */
const USER_AGENT = `${SDK} ua/2.1 os/${platform()}#${release()} lang/js md/nodejs#${process.versions.node} api/ec2#3.1168.0 m/N,E,e`;
const DAY_MS = 86_400_000;

/**
 * The request of a call, byte for byte as the SDK for JavaScript with default settings writes it, so that nothing but
 * what an alteration asks for tells it from the calls of users. A presigned call is a GET with everything in the address
 * and the few headers of whoever follows an address; any other call is a POST with a form body, unless the alteration
 * says otherwise.
 * @param invocation the number of the call, which no other call has
 */
export async function ec2Request(
  call: KeyPairCall,
  target: Pick<Target, 'endpoint' | 'credentials'>,
  date: Date,
  invocation: string = randomUUID(),
): Promise<HttpRequest> {
  const wire = call.wire ?? {};
  const authentication = wire.authentication ?? 'header';
  const method = wire.method ?? (authentication === 'presigned' ? 'GET' : 'POST');
  const place = wire.place ?? (method === 'GET' || method === 'HEAD' ? 'query' : 'body');
  const { origin, host, path } = addressOf(target.endpoint, call.region);
  const parameters = alterParameters(ec2Parameters(call.operation, call.parameters), wire);

  const own = wire.headers ?? [];
  const overridden = new Set(own.map(([name]) => name.toLowerCase()));
  const framed = overridden.has('content-length') || overridden.has('transfer-encoding');
  const layOut = (all: readonly QueryParameter[]): Pick<Signable, 'query' | 'body'> =>
    place === 'query'
      ? { query: all, body: '' }
      : { query: [], body: encodeParameters(all, wire.space, wire.unencoded) };
  const bySdk = authentication !== 'presigned';
  const headersFor = (body: string): HttpRequest['headers'] => {
    const length = framed || (body === '' && method !== 'POST' && method !== 'PUT');
    const basic: [string, string][] = [
      ...(place === 'body' ? [['content-type', FORM] satisfies [string, string]] : []),
      ...(length ? [] : [['content-length', String(Buffer.byteLength(body))] satisfies [string, string]]),
      ...(bySdk ? [['x-amz-user-agent', SDK] satisfies [string, string]] : []),
      ['user-agent', USER_AGENT],
      ['host', host],
      ...(bySdk ? [['amz-sdk-invocation-id', invocation] satisfies [string, string]] : []),
      ...(bySdk ? [['amz-sdk-request', 'attempt=1; max=3'] satisfies [string, string]] : []),
    ];
    return [...basic.filter(([name]) => !overridden.has(name)), ...own];
  };

  const laidOut = layOut(parameters);
  const signed = signedHeaders(headersFor(laidOut.body), 'x-amz-', 'amz-sdk-', 'content-length');
  const signable = { method, host, path, headers: signed, ...laidOut };
  const proof = await prove(authentication, signable, {
    credentials: credentialsFor(authentication, target.credentials, AWS_KEYS),
    region: call.region,
    service: 'ec2',
    date: authentication === 'expired' ? new Date(date.getTime() - DAY_MS) : date,
    ...(bySdk && { checksum: true as const }),
  });
  const sent = authentication === 'altered-after-signing' ? layOut(altered(parameters)) : laidOut;
  const query = encodeParameters([...sent.query, ...proof.query], wire.space);
  return {
    method,
    url: `${origin}${path}${query === '' ? '' : `?${query}`}`,
    headers: [...headersFor(sent.body), ...proof.headers.filter(([name]) => !overridden.has(name))],
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
