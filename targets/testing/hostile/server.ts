import {
  request as ask,
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createSecureServer, type ServerOptions } from 'node:https';
import {
  type AddressInfo,
  createServer as createRawServer,
  type Server as RawServer,
  type Socket,
} from 'node:net';
import type { Asked, Fault, GoodAnswer, HostileServer } from './behaviour.ts';

/** Headers that belong to a connection and not to the answer. */
const OF_THE_CONNECTION: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'host',
  'keep-alive',
  'transfer-encoding',
]);

/**
 * Starts an HTTP server on loopback that does to every request what the fault says.
 * @param behind base address of a well-behaved server
 * @param secure certificate and key; plain HTTP without them
 */
export async function startFaulty(
  behind: string,
  fault: Fault,
  secure?: ServerOptions,
): Promise<HostileServer> {
  let count = 0;
  let self = '';
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    count += 1;
    const action = /(?:^|[?&])Action=(\w+)/.exec(`${request.url}&${body}`)?.[1] ?? '';
    const asked: Asked = { action, count, self, good: () => forward(behind, request, body) };
    await fault(asked, response);
  };
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    handle(request, response).catch(() => response.destroy());
  };
  const server =
    secure === undefined
      ? createServer({ noDelay: true, keepAliveTimeout: 60_000 }, listener)
      : createSecureServer(secure, listener);
  self = await listening(server, secure === undefined ? 'http' : 'https');
  return {
    url: self,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Starts a server that gets bare connections and speaks whatever it likes. */
export async function startRaw(
  onConnection: (socket: Socket) => void,
  scheme: 'http' | 'https' = 'http',
): Promise<HostileServer> {
  const sockets = new Set<Socket>();
  const server = createRawServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    onConnection(socket);
  });
  const url = await listening(server, scheme);
  return {
    url,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

async function listening(server: Server | RawServer, scheme: string): Promise<string> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

/** The host stays as it was asked for, because it is part of what is signed. */
async function forward(behind: string, request: IncomingMessage, body: string): Promise<GoodAnswer> {
  const { method, url = '/', headers } = request;
  const { connection: _, ...kept } = headers;
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    ask(new URL(url, behind), { method, headers: kept, agent: false }, resolve).on('error', reject).end(body);
  });
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  return {
    status: answer.statusCode ?? 0,
    headers: Object.fromEntries(
      Object.entries(answer.headers).flatMap(([name, value]): [string, string][] =>
        OF_THE_CONNECTION.has(name) || typeof value !== 'string' ? [] : [[name, value]],
      ),
    ),
    body: Buffer.concat(chunks).toString(),
  };
}
