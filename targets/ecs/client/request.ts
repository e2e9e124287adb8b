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

/** An access key id of valid form that no account has. */
const UNKNOWN_ACCESS_KEY_ID = 'LTAI5tQQQQQQQQQQQQQQQQQQ';

/** Parameters that signature version 3 carries as headers. */
const AS_HEADERS: ReadonlyMap<string, string> = new Map([
  ['Action', 'x-acs-action'],
  ['Version', 'x-acs-version'],
]);

/**
 * The request of a call. Usually a POST with all parameters in the query and signature version 3 in the headers, as the
 * official SDKs send it; a presigned call carries signature version 2 among its parameters. An alteration speaks of
 * `Action` and `Version` as parameters in both, although version 3 sends them as headers.
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
    ['accept-encoding', 'identity'],
    ...(place === 'body' ? [['content-type', FORM] satisfies [string, string]] : []),
    ...moved,
  ];
  const headers = [...basic.filter(([name]) => !overridden.has(name)), ...own];
  const signing = {
    credentials: credentialsFor(authentication, target.credentials, UNKNOWN_ACCESS_KEY_ID),
    date: authentication === 'expired' ? new Date(date.getTime() - DAY_MS) : date,
  };
  const layOut = (
    some: readonly QueryParameter[],
  ): Pick<HttpRequest, 'body'> & { query: QueryParameter[] } =>
    place === 'query'
      ? { query: [...some], body: '' }
      : { query: [], body: encodeParameters(some, wire.space) };
  const proof = presigned ? rpcSignature(method, parameters, signing) : [];
  const signed = layOut([...parameters, ...proof]);
  const added =
    presigned || authentication === 'none'
      ? []
      : acs3Headers({ method, path, headers: signedHeaders(headers, 'x-acs-'), ...signed }, signing);
  const sent = authentication === 'altered-after-signing' ? layOut(altered(parameters)) : signed;
  const query = encodeParameters(sent.query, wire.space);
  return {
    method,
    url: `${origin}${path}${query === '' ? '' : `?${query}`}`,
    headers: [...headers, ...added.filter(([name]) => !overridden.has(name))],
    body: sent.body,
  };
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
