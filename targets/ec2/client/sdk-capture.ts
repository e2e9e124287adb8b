import { addAbortSignal, Readable } from 'node:stream';
import type { EC2Client } from '@aws-sdk/client-ec2';
import { type Exchange, type KeyPairCall, TransportError } from '../../target.ts';

/** The raw exchange of one call, filled while the SDK works on it. */
export interface Capture {
  /** Set when the signed request has been handed to the network. */
  sent: Pick<Exchange, 'request' | 'startedAt'> | undefined;
  /** Set when the whole answer has come. */
  answered: Pick<Exchange, 'response' | 'durationMs'> | undefined;
}

/** The parts of the SDK's request and response that are read here. */
interface SdkRequest {
  readonly method: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}
interface SdkResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  body: unknown;
}

/**
 * Makes a client write down what goes over the wire: the request after signing, and the answer before any of it is
 * parsed. The SDK gets the same bytes.
 */
export function captureExchanges(
  client: EC2Client,
  limits: { readonly maxBodyBytes: number; readonly signal: AbortSignal },
): Capture {
  const capture: Capture = { sent: undefined, answered: undefined };
  client.middlewareStack.add(
    (next) => async (args) => {
      const request = args.request as SdkRequest;
      const { protocol, hostname, path, headers } = request;
      const port = request.port === undefined ? '' : `:${request.port}`;
      capture.answered = undefined;
      capture.sent = {
        startedAt: Date.now(),
        request: {
          method: request.method,
          url: `${protocol}//${hostname}${port}${path}`,
          headers: Object.entries(headers),
          body: typeof request.body === 'string' ? request.body : '',
        },
      };
      return next(args);
    },
    { step: 'finalizeRequest', priority: 'low', name: 'captureRequest' },
  );
  client.middlewareStack.add(
    (next) => async (args) => {
      const started = performance.now();
      const result = await next(args);
      const response = result.response as SdkResponse;
      const body = await bytesOf(response.body, limits);
      response.body = body;
      capture.answered = {
        durationMs: performance.now() - started,
        response: { status: response.statusCode, headers: Object.entries(response.headers), body },
      };
      return result;
    },
    { step: 'deserialize', priority: 'low', name: 'captureResponse' },
  );
  return capture;
}

/** The exchange, or `undefined` as long as there is no answer. */
export function exchangeOf(capture: Capture, id: number, call: KeyPairCall): Exchange | undefined {
  const { sent, answered } = capture;
  return sent && answered && { id, client: 'sdk', ...sent, ...answered, call };
}

async function bytesOf(
  body: unknown,
  { maxBodyBytes, signal }: { readonly maxBodyBytes: number; readonly signal: AbortSignal },
): Promise<Uint8Array> {
  if (!(body instanceof Readable)) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of addAbortSignal(signal, body) as AsyncIterable<Uint8Array>) {
      size += chunk.byteLength;
      if (size > maxBodyBytes) break;
      chunks.push(chunk);
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'UNKNOWN';
    throw new TransportError(`no complete body: ${(error as Error).message}`, 'body', code, { cause: error });
  }
  if (size > maxBodyBytes)
    throw new TransportError(`the body is longer than ${maxBodyBytes} bytes`, 'body', 'BODY_TOO_LARGE');
  return Buffer.concat(chunks);
}
