import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';

/** A server of one test on a free port of 127.0.0.1. */
export interface Loopback {
  readonly port: number;
  /** `http://127.0.0.1:PORT/` */
  readonly endpoint: string;
  close(): Promise<void>;
}

/** Answers HTTP requests. */
export function listenHttp(listener: RequestListener): Promise<Loopback> {
  return started(createHttpServer(listener));
}

/** Gives every connection to `handle`: for answers that an HTTP server would not let pass. */
export function listenTcp(handle: (socket: Socket) => void): Promise<Loopback> {
  return started(createTcpServer(handle));
}

/** Starts a server and keeps its sockets in view, so that closing it does not wait for clients. */
export async function started(server: Server): Promise<Loopback> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    endpoint: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
