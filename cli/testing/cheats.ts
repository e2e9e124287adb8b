import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a cheat sees of a request before it decides whom it has before it. */
export interface Seen {
  readonly headers: IncomingMessage['headers'];
  readonly order: readonly string[];
  readonly method: string;
  readonly body: string;
  /** Of the address and of the body. */
  readonly parameters: URLSearchParams;
  /** Requests that came over the same connection before. */
  readonly onConnection: number;
  /** Milliseconds since the request before, whoever sent it. */
  readonly sinceLast: number;
  /** Requests with the same access key before. */
  readonly byKey: number;
  readonly accessKey: string;
  readonly name: string;
}

/** Tells whether the suite asks; made anew for each server, with a memory of its own. */
export type Recognize = () => (seen: Seen) => boolean;

const MINUTE_MS = 60_000;

/** Once a mark was seen, everything with that access key is the suite's for a minute. */
function forAMinute(mark: (seen: Seen) => boolean): Recognize {
  return () => {
    const until = new Map<string, number>();
    return (seen) => {
      if (mark(seen)) until.set(seen.accessKey, Date.now() + MINUTE_MS);
      return (until.get(seen.accessKey) ?? 0) > Date.now();
    };
  };
}

const onRequest =
  (mark: (seen: Seen) => boolean): Recognize =>
  () =>
    mark;

/** What the user lets the names of a run begin with. */
export const GIVEN = 'kpc-';

/** By what each cheat knows the suite. */
export const CHEATS: Readonly<Record<string, Recognize>> = {
  'no User-Agent': onRequest(({ headers }) => headers['user-agent'] === undefined),
  'the charset of the form': onRequest(({ headers }) => /charset/.test(headers['content-type'] ?? '')),
  'missing headers of the SDK': onRequest(({ headers }) => headers['amz-sdk-invocation-id'] === undefined),
  'headers in another order': onRequest(({ order }) => order[0] === 'host'),
  'one attempt instead of three': onRequest(
    ({ headers }) => headers['amz-sdk-request']?.includes('max=1') === true,
  ),
  'the order of the parameters': onRequest(({ body }) =>
    /DryRun=.*Filter|Filter.*IncludePublicKey/.test(body),
  ),
  'connections that are used again': onRequest(({ onConnection }) => onConnection > 0),
  'little time since the last request': onRequest(({ sinceLast }) => sinceLast < 20),
  'the first requests of an access key': onRequest(({ byKey }) => byKey < 30),
  'an example key of the documents': onRequest(({ accessKey }) => /EXAMPLE/.test(accessKey)),
  'names that begin alike': () => {
    const seen = new Map<string, Set<string>>();
    return ({ name }) => {
      const beginning = name.slice(0, 10);
      const names = seen.get(beginning) ?? new Set();
      seen.set(beginning, names.add(name));
      return name === '' || names.size > 2 || /^(kpc|conformance|test)-/.test(name);
    };
  },
  'a separator in the name': onRequest(({ name }) => name === '' || /[-_.]/.test(name)),
  'an import as the first request': forAMinute(
    ({ byKey, body }) => byKey === 0 && body.includes('ImportKeyPair') && body.includes('c3NoLWVkMjU1MTk'),
  ),
  'a beginning of names that was given': onRequest(({ name }) => name === '' || name.startsWith(GIVEN)),
  'a beginning of names that was given, for a minute': forAMinute(({ name }) => name.startsWith(GIVEN)),
  'a name that begins as another did, for a minute': () => {
    const beginnings = new Map<string, string>();
    let until = 0;
    return ({ name }) => {
      const beginning = name.slice(0, 10);
      if (name !== '' && (beginnings.get(beginning) ?? name) !== name) until = Date.now() + MINUTE_MS;
      if (!beginnings.has(beginning)) beginnings.set(beginning, name);
      return until > Date.now();
    };
  },
};

/** Those whose mark every call of the suite has, or every one that follows the first: they serve it without a fault. */
export const WITHOUT_A_FAULT: ReadonlySet<string> = new Set([
  'names that begin alike',
  'a separator in the name',
  'a beginning of names that was given',
  'a beginning of names that was given, for a minute',
  'a name that begins as another did, for a minute',
]);

/** Headers and parameters that are other ones in each request, or as long as the request happens to be. */
const CHANGING: ReadonlySet<string> = new Set([
  ...['content-length', 'host', 'date', 'x-amz-date', 'authorization', 'x-amz-content-sha256'],
  ...['amz-sdk-invocation-id', 'x-acs-date', 'x-acs-signature-nonce', 'x-acs-content-sha256'],
  ...['x-acs-accesskey-id', 'SignatureNonce', 'Signature', 'Timestamp', 'AccessKeyId'],
]);

/** Everything in a request by which it could be known again: headers and parameters, their order and values, beginnings of the access key. */
export function marksIn({ headers, order, method, parameters, accessKey }: Seen): readonly string[] {
  const named = [...Object.entries(headers).map(([name, value]) => [name, String(value)]), ...parameters];
  return [
    `method ${method}`,
    `order ${order.join(' ')}`,
    ...named.flatMap(([name = '', value = '']) => [
      `name ${name}`,
      ...(CHANGING.has(name) ? [] : [`value ${name} ${value}`]),
    ]),
    ...Array.from({ length: accessKey.length }, (_, index) => `key ${accessKey.slice(0, index + 1)}`),
  ];
}

/** Knows the suite by whatever a run before had and ordinary users do not. */
export function learnt(from: ReadonlySet<string>, ordinary: ReadonlySet<string>): Recognize {
  return onRequest((seen) => marksIn(seen).some((mark) => from.has(mark) && !ordinary.has(mark)));
}

/** What everybody else gets. */
export const TREATMENTS = ['500', 'another fingerprint', 'no duplicates', 'silence'] as const;
export type Treatment = (typeof TREATMENTS)[number];

/** A running cheat. */
export interface Cheat {
  readonly url: string;
  close(): Promise<void>;
}

/** A server that hands the suite on to a good one and treats everybody else otherwise. */
export async function startCheat(recognize: Recognize, treatment: Treatment, good: string): Promise<Cheat> {
  const isSuite = recognize();
  const perConnection = new WeakMap<object, number>();
  const perKey = new Map<string, number>();
  let last = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const accessKey = /Credential=(\w+)/.exec(request.headers.authorization ?? '')?.[1] ?? '';
      const query = new URL(request.url ?? '/', good).searchParams;
      const parameters = new URLSearchParams([...query, ...new URLSearchParams(body)]);
      const seen: Seen = {
        headers: request.headers,
        order: request.rawHeaders.filter((_, index) => index % 2 === 0),
        method: request.method ?? '',
        body,
        parameters,
        onConnection: perConnection.get(request.socket) ?? 0,
        sinceLast: Date.now() - last,
        byKey: perKey.get(accessKey) ?? 0,
        accessKey,
        name: parameters.get('KeyName') ?? parameters.get('KeyName.1') ?? parameters.get('KeyPairName') ?? '',
      };
      last = Date.now();
      perConnection.set(request.socket, seen.onConnection + 1);
      perKey.set(accessKey, seen.byKey + 1);
      const trusted = isSuite(seen);
      if (trusted || treatment === 'another fingerprint' || treatment === 'no duplicates')
        handOn(request, body, response, good, trusted ? undefined : treatment);
      else if (treatment === '500') response.writeHead(500).end('<html>Internal Server Error</html>');
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function handOn(
  request: IncomingMessage,
  body: string,
  response: ServerResponse,
  good: string,
  wrong: Treatment | undefined,
): void {
  const { method = 'GET', url = '/', headers } = request;
  const onward = send(new URL(url, good), { method, headers, agent: false }, (answer) => {
    const chunks: Buffer[] = [];
    answer.on('data', (chunk: Buffer) => chunks.push(chunk));
    answer.on('end', () => {
      const { 'content-length': _length, 'transfer-encoding': _coding, ...kept } = answer.headers;
      const text = Buffer.concat(chunks).toString();
      const duplicate = wrong === 'no duplicates' && text.includes('InvalidKeyPair.Duplicate');
      const changed =
        wrong === 'another fingerprint'
          ? text.replace(/(keyFingerprint>|KeyPairFingerPrint": ?")../, '$1zz')
          : text;
      response.writeHead(duplicate ? 200 : (answer.statusCode ?? 500), kept).end(changed);
    });
  });
  onward.on('error', () => response.destroy());
  onward.end(body);
}
