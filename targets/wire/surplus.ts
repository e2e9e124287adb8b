import type { ClientRequest, Agent as HttpAgent } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** What is known of a connection. */
interface Carrier {
  origin: string;
  /** How many it had. */
  requests: number;
  /** Whether more responses came than that. */
  surplus: boolean;
  /** Whether it was given up on this side. */
  dropped: boolean;
}

/** Code of the error where that is known before the response is passed on. */
export const SURPLUS_CODE = 'SURPLUS_RESPONSE';

/** By connection. */
const CARRIERS = new WeakMap<object, Carrier>();
/** By request, where it was not the first one of its connection. */
const LATER = new WeakMap<object, Carrier>();
/** Origins of targets that sent more responses than they got requests. */
const SPOILED = new Set<string>();

/**
 * Whether the response to a request may belong to an earlier one: more responses came on their connection than requests
 * went. What came may become known only after the response is read.
 * @param request as it was sent, the object itself
 */
export function isDoubtful(request: object): boolean {
  return LATER.get(request)?.surplus === true;
}

/** Whether a request had a connection of its own, as far as the requests before it go. */
export function hadFreshConnection(request: object): boolean {
  return !LATER.has(request);
}

/** Notes that a request goes over a connection. */
export function carriedBy(request: object, socket: Socket, origin: string): void {
  const carrier = carrierOf(socket);
  carrier.origin = origin;
  carrier.requests += 1;
  if (carrier.requests > 1) LATER.set(request, carrier);
  else
    socket.once('timeout', () => {
      carrier.dropped = true;
    });
}

/**
 * Resolves to whether more came than the response, as far as it is here: a second one behind it, which Node answers by
 * breaking the connection off, or bytes that nobody waits for.
 */
export async function somethingFollows(request: object, client: ClientRequest): Promise<boolean> {
  const carrier = LATER.get(request);
  if (carrier === undefined) return false;
  // What has arrived is read once more.
  for (let turn = 0; turn < 2; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  const { socket } = client;
  const isBroken = socket?.destroyed === true && !socket.readableEnded && socket.errored === null;
  if (isBroken && !carrier.dropped && client.shouldKeepAlive) carrier.surplus = true;
  if (carrier.surplus) SPOILED.add(carrier.origin);
  return carrier.surplus;
}

/**
 * Lets no connection be used again on which something came that nobody asked for: a surplus response would be taken for
 * the response to the next request. Where that was seen once, no connection is kept any more, because the next surplus may
 * come when a request is under way already.
 */
export function onlyClean<A extends HttpAgent>(agent: A): A {
  const idle = new WeakMap<object, { readonly read: number; readonly heard: () => void }>();
  const keep = agent.keepSocketAlive.bind(agent) as (socket: Duplex) => boolean;
  const reuse = agent.reuseSocket.bind(agent);
  const spoil = (socket: Socket): void => {
    const carrier = carrierOf(socket);
    carrier.surplus = true;
    SPOILED.add(carrier.origin);
    socket.destroy();
  };
  // A request that waits gets a connection that is free without any look at it.
  agent.prependListener('free', (socket: Socket) => {
    const carrier = carrierOf(socket);
    if (!SPOILED.has(carrier.origin)) return;
    carrier.dropped = true;
    socket.destroy();
  });
  return Object.assign(agent, {
    keepSocketAlive(socket: Socket): boolean {
      const heard = (): void => spoil(socket);
      idle.set(socket, { read: socket.bytesRead, heard });
      socket.on('data', heard);
      const isKept = keep(socket);
      carrierOf(socket).dropped = !isKept;
      return isKept;
    },
    reuseSocket(socket: Socket, request: ClientRequest): void {
      const before = idle.get(socket);
      if (before !== undefined) socket.off('data', before.heard);
      if (socket.readableLength > 0 || socket.bytesRead !== before?.read) spoil(socket);
      reuse(socket, request);
    },
  });
}

function carrierOf(socket: object): Carrier {
  const known = CARRIERS.get(socket) ?? { origin: '', requests: 0, surplus: false, dropped: false };
  CARRIERS.set(socket, known);
  return known;
}
