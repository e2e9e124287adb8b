import { Agent, type OutgoingHttpHeaders, request } from 'node:http';
import type { ReferenceServer } from '../../../reference/http.ts';

/** An answer of the server under test. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** Port of this side of the connection: equal ports mean one connection. */
  readonly localPort: number | undefined;
}

/** How to ask; everything has a sensible value. */
export interface AskOptions {
  readonly method?: string;
  readonly region?: string;
  readonly headers?: OutgoingHttpHeaders;
  /** Where the parameters go. @default 'body', or 'query' for a GET */
  readonly place?: 'query' | 'body';
  readonly agent?: Agent;
}

/** An Authorization header that claims a credential and proves nothing. */
export function claim(region = 'us-east-1'): string {
  return `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260925/${region}/ec2/aws4_request, SignedHeaders=host, Signature=00`;
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** Sends one EC2 request with Version 2016-11-15, or another. */
export function ask(
  server: ReferenceServer,
  parameters: Readonly<Record<string, string>>,
  options: AskOptions = {},
): Promise<Answer> {
  const method = options.method ?? 'POST';
  const form = new URLSearchParams({ Version: '2016-11-15', ...parameters }).toString();
  const inQuery = (options.place ?? (method === 'GET' ? 'query' : 'body')) === 'query';
  return send(server, inQuery ? `/?${form}` : '/', inQuery ? '' : form, {
    method,
    agent: options.agent ?? agent,
    headers: { authorization: claim(options.region), ...options.headers },
  });
}

/** Sends a request as it stands. */
export function send(
  server: ReferenceServer,
  path: string,
  body: string | Buffer,
  options: { method: string; headers: OutgoingHttpHeaders; agent?: Agent },
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(`${server.url}${path}`, {
      method: options.method,
      agent: options.agent ?? agent,
      headers: {
        ...(body.length === 0
          ? {}
          : {
              'content-type': 'application/x-www-form-urlencoded',
              'content-length': Buffer.byteLength(body),
            }),
        ...options.headers,
      },
    });
    outgoing.on('error', reject);
    outgoing.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString('utf8'),
          localPort: outgoing.socket?.localPort,
        }),
      );
    });
    outgoing.end(body);
  });
}

/** Every text of an element, in order, with the five entities and `&#xD;` undone. */
export function texts(answer: Answer, element: string): string[] {
  const pattern = new RegExp(`<${element}>([^<]*)</${element}>`, 'g');
  return [...answer.text.matchAll(pattern)].map(([, text]) => unescaped(text ?? ''));
}

/** The one text of an element; throws when there is none or more than one. */
export function only(answer: Answer, element: string): string {
  const found = texts(answer, element);
  if (found.length !== 1 || found[0] === undefined) {
    throw new Error(`Expected one <${element}>, found ${found.length} in ${answer.text}`);
  }
  return found[0];
}

/** Status, code and message of a refusal, as one line. */
export function refusalOf(answer: Answer): string {
  return `${answer.status} ${only(answer, 'Code')}: ${only(answer, 'Message')}`;
}

function unescaped(text: string): string {
  return text
    .replaceAll('&#xD;', '\r')
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
