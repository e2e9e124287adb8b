import type { BadVerdict, Behaviour } from './behaviour.ts';
import { describing, drip, onSocket, writeForever } from './faults.ts';
import { startRaw } from './server.ts';

const DESCRIBE = 'lifecycle.describe.works';
const SILENT: Readonly<Record<string, readonly BadVerdict[]>> = { [DESCRIBE]: ['inconclusive'] };
const NOBODY = { verdicts: {}, exit: [3], unreachable: true } as const;
const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n';

/** Servers that break off, hang, or do not speak HTTP at all. */
export const CONNECTIONS: readonly Behaviour[] = [
  {
    id: 'refuses',
    summary: 'refuses every connection',
    server: {
      async start() {
        const server = await startRaw((socket) => socket.destroy());
        await server.close();
        return { url: server.url, close: () => Promise.resolve() };
      },
    },
    expect: NOBODY,
  },
  {
    id: 'accepts-and-is-silent',
    summary: 'accepts connections and never reads or writes',
    server: { start: () => startRaw((socket) => void socket.pause()) },
    expect: NOBODY,
  },
  {
    id: 'closes-at-once',
    summary: 'closes every connection as soon as it stands',
    server: { start: () => startRaw((socket) => void socket.end()) },
    expect: NOBODY,
  },
  {
    id: 'resets-at-once',
    summary: 'resets every connection as soon as it stands',
    server: { start: () => startRaw((socket) => void socket.resetAndDestroy()) },
    expect: NOBODY,
  },
  {
    id: 'speaks-ssh',
    summary: 'greets like an SSH server and waits',
    server: { start: () => startRaw((socket) => void socket.write('SSH-2.0-OpenSSH_9.6\r\n')) },
    expect: NOBODY,
  },
  {
    id: 'noise-always',
    summary: 'answers everything with endless random bytes',
    server: { start: () => startRaw((socket) => writeForever(socket, Buffer.alloc(65_536, 0xa5))) },
    expect: NOBODY,
  },
  {
    id: 'hangs-before-headers',
    summary: 'never answers a describe',
    server: describing(() => undefined),
    expect: { verdicts: SILENT, exit: [3], says: /REQUEST_TIMEOUT/ },
  },
  {
    id: 'hangs-after-headers',
    summary: 'sends the headers of a describe and no body',
    server: describing(onSocket((socket) => void socket.write(`${HEAD}Content-Length: 100\r\n\r\n`))),
    expect: { verdicts: SILENT, exit: [3], says: /REQUEST_TIMEOUT/ },
  },
  {
    id: 'hangs-inside-headers',
    summary: 'stops in the middle of a header',
    server: describing(onSocket((socket) => void socket.write('HTTP/1.1 200 OK\r\nContent-Ty'))),
    expect: { verdicts: SILENT, exit: [3], says: /REQUEST_TIMEOUT/ },
  },
  {
    id: 'hangs-inside-body',
    summary: 'stops in the middle of a body',
    server: describing(
      onSocket((socket) => void socket.write(`${HEAD}Content-Length: 100\r\n\r\n<Describe`)),
    ),
    expect: { verdicts: SILENT, exit: [3], says: /REQUEST_TIMEOUT/ },
  },
  {
    id: 'drips-headers',
    summary: 'sends its headers one byte at a time, each before any idle limit',
    server: describing(onSocket((socket) => drip(socket, [...`${HEAD}X-Long: ${'a'.repeat(10_000)}`], 100))),
    expect: { verdicts: SILENT, exit: [3], says: /REQUEST_TIMEOUT/ },
  },
  {
    id: 'drips-body',
    summary: 'sends its body one byte at a time, each before any idle limit',
    server: describing(
      onSocket((socket) => {
        socket.write(`${HEAD}Content-Length: 10000\r\n\r\n`);
        drip(socket, [...'<'.repeat(10_000)], 100);
      }),
    ),
    expect: { verdicts: SILENT, exit: [3], says: /REQUEST_TIMEOUT/ },
  },
  {
    id: 'closes-before-answer',
    summary: 'takes a describe and closes',
    server: describing(onSocket((socket) => void socket.end())),
    expect: { verdicts: SILENT, exit: [3] },
  },
  {
    id: 'closes-inside-headers',
    summary: 'closes in the middle of a header',
    server: describing(onSocket((socket) => void socket.end('HTTP/1.1 200 OK\r\nContent-Ty'))),
    expect: { verdicts: SILENT, exit: [3] },
  },
  {
    id: 'closes-inside-body',
    summary: 'closes in the middle of a body with a length',
    server: describing(onSocket((socket) => void socket.end(`${HEAD}Content-Length: 100\r\n\r\n<Describe`))),
    expect: { verdicts: SILENT, exit: [3], says: /ended inside the body|aborted/ },
  },
  {
    id: 'closes-inside-chunk',
    summary: 'closes in the middle of a chunk',
    server: describing(
      onSocket((socket) => void socket.end(`${HEAD}Transfer-Encoding: chunked\r\n\r\n40\r\n<Describe`)),
    ),
    expect: { verdicts: SILENT, exit: [3] },
  },
  {
    id: 'resets-before-answer',
    summary: 'takes a describe and resets the connection',
    server: describing(onSocket((socket) => void socket.resetAndDestroy())),
    expect: { verdicts: SILENT, exit: [3], says: /ECONNRESET/ },
  },
  {
    id: 'resets-inside-body',
    summary: 'resets in the middle of a body',
    server: describing(
      onSocket((socket) => {
        socket.write(`${HEAD}Content-Length: 100\r\n\r\n<Describe`);
        setTimeout(() => socket.resetAndDestroy(), 30);
      }),
    ),
    expect: { verdicts: SILENT, exit: [3], says: /ECONNRESET/ },
  },
  {
    id: 'unreadable-status-line',
    summary: 'answers with a status line that is none',
    server: describing(onSocket((socket) => void socket.end('HTTP/9.9 banana split\r\n\r\n'))),
    expect: { verdicts: SILENT, exit: [3], says: /HPE_/ },
  },
  {
    id: 'http-0.9',
    summary: 'answers with a bare body, without status and headers',
    server: describing(onSocket((socket) => void socket.end('<DescribeKeyPairsResponse/>'))),
    expect: { verdicts: SILENT, exit: [3], says: /HPE_/ },
  },
];
