import process from 'node:process';
import { ALIBABA_KEYS, isAccountKey } from '../../credentials.ts';
import { type KeyPairCall, type Target, UnsupportedByClient } from '../../target.ts';
import { addressOf } from '../../wire/endpoint.ts';
import type { HttpRequest } from '../../wire/http.ts';
import { alterParameters, encodeParameters, type QueryParameter } from '../../wire/query-parameters.ts';
import { credentialsFor, signedHeaders } from '../../wire/signed-parts.ts';
import { ecsParameters } from './serialise.ts';
import { acs3Headers, rpcSignature } from './sign.ts';

const FORM = 'application/x-www-form-urlencoded';
const DAY_MS = 86_400_000;
/** What the official SDK for Node (`@alicloud/openapi-client`) calls itself. */
const USER_AGENT = `AlibabaCloud (${process.platform}; ${process.arch}) Node.js/${process.version} Core/1.0.1 TeaDSL/1`;
/** Headers in the order in which that SDK sends them; what it does not send follows. */
const ORDER: readonly string[] = [
  'host',
  'x-acs-version',
  'x-acs-action',
  'user-agent',
  'x-acs-date',
  'x-acs-signature-nonce',
  'accept',
  'x-acs-content-sha256',
  'x-acs-accesskey-id',
  'x-acs-security-token',
  'content-type',
  'authorization',
  'connection',
  'content-length',
];

/** Parameters that signature version 3 carries as headers. */
const AS_HEADERS: ReadonlyMap<string, string> = new Map([
  ['Action', 'x-acs-action'],
  ['Version', 'x-acs-version'],
]);

/**
 * The request of a call. Usually a POST with all parameters in the query and signature version 3 in the headers, as an
 * official SDK sends it, header by header, so that nothing but an alteration tells it from the calls of users; a presigned
 * call carries signature version 2 among its parameters. An alteration speaks of `Action` and `Version` as parameters in
 * both, although version 3 sends them as headers.
 */
export function ecsRequest(
  call: KeyPairCall,
  target: Pick<Target, 'endpoint' | 'credentials' | 'distance'>,
  date: Date,
): HttpRequest {
  const wire = call.wire ?? {};
  const authentication = wire.authentication ?? 'header';
  const presigned = authentication === 'presigned';
  if (presigned && target.distance !== 'real' && isAccountKey(target.credentials, ALIBABA_KEYS))
    // The signature covers no host: whoever gets such a request can have it carried out by the real service.
    throw new UnsupportedByClient(
      'signature version 1.0 is made with keys of an account for the real service only; use credentials of no account',
    );
  const method = wire.method ?? (presigned ? 'GET' : 'POST');
  const place = wire.place ?? 'query';
  const { origin, host, path } = addressOf(target.endpoint, call.region);
  const format = wire.format ?? 'json';
  const given = ecsParameters(call.operation, call.region, call.parameters);
  const formatted: QueryParameter[] = presigned ? [...given, ['Format', format.toUpperCase()]] : given;
  const all = alterParameters(formatted, wire);
  const { parameters, moved } = presigned ? { parameters: all, moved: [] } : withoutHeaders(all);

  const own = wire.headers ?? [];
  const overridden = new Set(own.map(([name]) => name.toLowerCase()));
  const basic: [string, string][] = [
    ['host', host],
    ['accept', `application/${format}`],
    ['user-agent', USER_AGENT],
    ...(place === 'body' ? [['content-type', FORM] satisfies [string, string]] : []),
    ...moved,
  ];
  const headers: HttpRequest['headers'] = [...basic.filter(([name]) => !overridden.has(name)), ...own];
  const signing = {
    credentials: credentialsFor(authentication, target.credentials, ALIBABA_KEYS),
    date: authentication === 'expired' ? new Date(date.getTime() - DAY_MS) : date,
  };
  const layOut = (
    some: readonly QueryParameter[],
  ): Pick<HttpRequest, 'body'> & { query: QueryParameter[] } =>
    place === 'query'
      ? { query: [...some], body: '' }
      : { query: [], body: encodeParameters(some, wire.space, wire.unencoded) };
  const proof = presigned ? rpcSignature(method, parameters, signing) : [];
  const signed = layOut([...parameters, ...proof]);
  const added =
    presigned || authentication === 'none'
      ? []
      : acs3Headers({ method, path, headers: signedHeaders(headers, 'x-acs-'), ...signed }, signing);
  const sent = authentication === 'altered-after-signing' ? layOut(altered(parameters)) : signed;
  const encoded = encodeParameters(sent.query, wire.space);
  // The SDK leaves these four characters as they are, and signs them encoded.
  const query = presigned ? encoded : encoded.replaceAll(/%(?:2[189]|2A)/g, decodeURIComponent);
  const framed = overridden.has('content-length') || overridden.has('transfer-encoding');
  const length: [string, string][] = [['Content-Length', String(Buffer.byteLength(sent.body))]];
  const usual: [string, string][] = [
    ...basic,
    ...added.map(([name, value]): [string, string] => [name.replace(/^a/, 'A'), value]),
    ['Connection', 'keep-alive'],
    ...(framed || (sent.body === '' && method !== 'POST' && method !== 'PUT') ? [] : length),
  ];
  return {
    method,
    url: `${origin}${path}${query === '' ? '' : `?${query}`}`,
    headers: [...inOrder(usual.filter(([name]) => !overridden.has(name.toLowerCase()))), ...own],
    body: sent.body,
  };
}

function inOrder(headers: readonly [string, string][]): readonly [string, string][] {
  const rank = ([name]: [string, string]): number => {
    const index = ORDER.indexOf(name.toLowerCase());
    return index === -1 ? ORDER.length : index;
  };
  return headers.toSorted((one, other) => rank(one) - rank(other));
}

/** The first value of each moved parameter becomes its header; a repeated one stays where it is. */
function withoutHeaders(all: readonly QueryParameter[]): {
  readonly parameters: QueryParameter[];
  readonly moved: [string, string][];
} {
  const moved = new Map<string, string>();
  const parameters = all.filter(([name, value]) => {
    const header = AS_HEADERS.get(name);
    if (header === undefined || moved.has(header)) return true;
    moved.set(header, value);
    return false;
  });
  return { parameters, moved: [...moved] };
}

/**
 * The parameters with one that ECS has no use for: a target that does not verify signatures does what the call asked
 * for, under the name the caller knows and can clean up.
 */
function altered(parameters: readonly QueryParameter[]): QueryParameter[] {
  return [...parameters, ['DryRun', 'false']];
}
