import { listen, type ReferenceServer } from '../../targets/reference/http.ts';
import { decodeForm, type HttpRequest } from '../../targets/reference/request.ts';

/** A server that knows nothing about key pairs. A requirement that it satisfies is vacuous. */
export interface NullTarget {
  /** `null/<what it does>`, unique among those of its provider. */
  readonly id: string;
  readonly summary: string;
  /** Starts it on a free loopback port. */
  start(): Promise<ReferenceServer>;
}

/** What a null target answers. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** A server whose answer depends on the parameters of the request and on nothing before it. */
export function stateless(
  id: string,
  summary: string,
  answer: (parameters: ReadonlyMap<string, string>) => Answer | Promise<Answer>,
): NullTarget {
  return {
    id: `null/${id}`,
    summary,
    start: () =>
      listen(
        async (request, response) => {
          const { status, contentType, body } = await answer(parametersOf(request));
          response.writeHead(status, {
            'content-type': contentType,
            'content-length': Buffer.byteLength(body),
          });
          response.end(body);
        },
        { host: '127.0.0.1', port: 0, bodyBytes: 1_048_576, requestMs: 30_000 },
      ),
  };
}

/** The parameters of a request. The action is one of them, also where it comes in a header. */
function parametersOf(request: HttpRequest): ReadonlyMap<string, string> {
  const action = request.headers['x-acs-action'];
  const named: [string, string][] = typeof action === 'string' ? [['Action', action]] : [];
  try {
    const sent = decodeForm([request.query, request.body?.toString('latin1') ?? ''].join('&'));
    return new Map([...named, ...sent]);
  } catch {
    return new Map(named);
  }
}

/** An answer without a form. */
export function plain(status: number, body: string): Answer {
  return { status, contentType: 'text/plain', body };
}
