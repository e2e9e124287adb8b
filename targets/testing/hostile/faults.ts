import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Asked, Fault, GoodAnswer } from './behaviour.ts';

/** Passes the request on and the answer back. */
export const honest: Fault = async (asked, response) => {
  send(response, await asked.good());
};

/** Answers with a whole, well-framed answer. */
export function send(response: ServerResponse, { status, headers, body }: GoodAnswer): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
}

/** The fault for one action; every other request gets the honest answer. */
export function onlyFor(action: string, fault: Fault): Fault {
  return (asked, response) => (asked.action === action ? fault(asked, response) : honest(asked, response));
}

/** The fault for describes alone, so that what the run makes can be removed again. */
export function describing(fault: Fault): Fault {
  return onlyFor('DescribeKeyPairs', fault);
}

/** Honest answers with another body. */
export function withBody(change: (body: string, asked: Asked) => string): Fault {
  return async (asked, response) => {
    const good = await asked.good();
    send(response, { ...good, body: change(good.body, asked) });
  };
}

/** An answer of bytes, framed and labelled like an honest one. */
export function bytes(
  body: Uint8Array,
  status: number = 200,
  type: string = 'text/xml;charset=UTF-8',
): Fault {
  return (_asked, response) => {
    response.writeHead(status, { 'content-type': type, 'content-length': body.byteLength }).end(body);
  };
}

/** An answer that is nothing but bytes on the connection; the request was read. */
export function onSocket(speak: (socket: Socket, asked: Asked) => void): Fault {
  return (asked, response) => {
    const { socket } = response;
    if (socket === null) throw new Error('the connection is gone');
    socket.on('error', () => undefined);
    speak(socket, asked);
  };
}

/** Writes for as long as anybody listens, no faster than the other side reads. */
export function writeForever(socket: Socket, chunk: string | Uint8Array): void {
  const more = (): void => {
    while (!socket.destroyed && socket.write(chunk));
  };
  socket.on('drain', more);
  more();
}

/** Writes a piece at a time, with a pause of so many milliseconds between them. */
export function drip(socket: Socket, pieces: readonly string[], pauseMs: number): void {
  let next = 0;
  const timer = setInterval(() => {
    const piece = pieces[next];
    next += 1;
    if (piece === undefined || socket.destroyed) clearInterval(timer);
    else socket.write(piece);
  }, pauseMs);
  timer.unref();
}

/** An error answer in the form of the service. */
export function errorBody(code: string, message: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Response><Errors><Error><Code>${code}</Code><Message>${message}</Message></Error></Errors><RequestID>00000000-0000-4000-8000-000000000000</RequestID></Response>`;
}

/** An XML element's text replaced wherever it stands; the text is taken as it is. */
export function replaceText(body: string, element: string, text: string): string {
  return body.replace(
    new RegExp(`(<${element}>)[^<]*(</${element}>)`, 'g'),
    (_, open, close) => open + text + close,
  );
}
