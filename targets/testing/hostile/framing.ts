import { gzipSync } from 'node:zlib';
import type { BadVerdict, Behaviour } from './behaviour.ts';
import { describing, onSocket, writeForever } from './faults.ts';

const DESCRIBE = 'lifecycle.describe.works';
const only = (...verdicts: readonly BadVerdict[]): Readonly<Record<string, readonly BadVerdict[]>> => ({
  [DESCRIBE]: verdicts,
});
const SILENT = { verdicts: only('inconclusive'), exit: [3] } as const;
const WRONG = { verdicts: only('fail'), exit: [1] } as const;
const EITHER = { verdicts: only('fail', 'inconclusive'), exit: [1, 3] } as const;
const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n';
const MEGABYTE = 1_048_576;

/** Answers whose frame is wrong: lengths, chunks, headers, encodings. */
export const FRAMING: readonly Behaviour[] = [
  {
    id: 'length-too-short',
    summary: 'announces fewer bytes than it sends',
    server: describing(async (asked, response) => {
      const { body } = await asked.good();
      response.socket?.write(`${HEAD}Content-Length: 20\r\n\r\n${body}`);
    }),
    expect: EITHER,
  },
  {
    id: 'length-too-long',
    summary: 'announces more bytes than it ever sends',
    server: describing(async (asked, response) => {
      const { body } = await asked.good();
      response.socket?.write(`${HEAD}Content-Length: ${body.length + 5}\r\n\r\n${body}`);
    }),
    expect: SILENT,
  },
  {
    id: 'length-negative',
    summary: 'announces a negative length',
    server: describing(onSocket((socket) => void socket.write(`${HEAD}Content-Length: -1\r\n\r\n`))),
    expect: SILENT,
  },
  {
    id: 'length-twice',
    summary: 'announces two different lengths',
    server: describing(
      onSocket(
        (socket) => void socket.write(`${HEAD}Content-Length: 4\r\nContent-Length: 9\r\n\r\n<a/><b/>x`),
      ),
    ),
    expect: SILENT,
  },
  {
    id: 'length-and-chunks',
    summary: 'announces a length and chunks at once',
    server: describing(
      onSocket(
        (socket) =>
          void socket.write(`${HEAD}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`),
      ),
    ),
    expect: EITHER,
  },
  {
    id: 'ten-gigabytes-declared',
    summary: 'announces ten gigabytes and sends them',
    server: describing(
      onSocket((socket) => {
        socket.write(`${HEAD}Content-Length: 10737418240\r\n\r\n`);
        writeForever(socket, Buffer.alloc(65_536, 0x20));
      }),
    ),
    expect: { ...SILENT, says: /BODY_TOO_LARGE|REQUEST_TIMEOUT/ },
  },
  {
    id: 'endless-body',
    summary: 'sends chunks without end',
    server: describing(
      onSocket((socket) => {
        socket.write(`${HEAD}Transfer-Encoding: chunked\r\n\r\n`);
        writeForever(socket, `10000\r\n${' '.repeat(65_536)}\r\n`);
      }),
    ),
    expect: { ...SILENT, says: /BODY_TOO_LARGE|REQUEST_TIMEOUT/ },
  },
  {
    id: 'endless-body-without-length',
    summary: 'sends a body without length and without end',
    server: describing(
      onSocket((socket) => {
        socket.write(`${HEAD}Connection: close\r\n\r\n`);
        writeForever(socket, Buffer.alloc(65_536, 0x41));
      }),
    ),
    expect: { ...SILENT, says: /BODY_TOO_LARGE|REQUEST_TIMEOUT/ },
  },
  {
    id: 'chunk-size-unreadable',
    summary: 'sends a chunk size that is no number',
    server: describing(
      onSocket((socket) => void socket.write(`${HEAD}Transfer-Encoding: chunked\r\n\r\nxyz\r\nabc\r\n`)),
    ),
    expect: SILENT,
  },
  {
    id: 'chunk-extension-endless',
    summary: 'sends a chunk extension without end',
    server: describing(
      onSocket((socket) => {
        socket.write(`${HEAD}Transfer-Encoding: chunked\r\n\r\n1;a=`);
        writeForever(socket, 'b'.repeat(65_536));
      }),
    ),
    expect: SILENT,
  },
  {
    id: 'header-endless',
    summary: 'sends one header without end',
    server: describing(
      onSocket((socket) => {
        socket.write('HTTP/1.1 200 OK\r\nX-Long: ');
        writeForever(socket, 'a'.repeat(65_536));
      }),
    ),
    expect: SILENT,
  },
  {
    id: 'headers-endless',
    summary: 'sends headers without end',
    server: describing(
      onSocket((socket) => {
        socket.write('HTTP/1.1 200 OK\r\n');
        writeForever(socket, 'X-More: a\r\n'.repeat(1_000));
      }),
    ),
    expect: SILENT,
  },
  {
    id: 'headers-duplicate',
    summary: 'sends every header of an error twice, with different values',
    server: describing(
      onSocket(
        (socket) =>
          void socket.end(
            'HTTP/1.1 500 Oops\r\nContent-Type: text/xml\r\nContent-Type: text/html\r\nServer: a\r\nServer: b\r\nConnection: close\r\nContent-Length: 3\r\n\r\nnot',
          ),
      ),
    ),
    expect: WRONG,
  },
  {
    id: 'gzip-bomb',
    summary: 'answers with a small gzip body of a gigabyte',
    server: describing(async (_asked, response) => {
      const body = gzipBomb();
      response
        .writeHead(200, {
          'content-type': 'text/xml',
          'content-encoding': 'gzip',
          'content-length': body.length,
        })
        .end(body);
    }),
    expect: WRONG,
  },
  {
    id: 'two-answers',
    summary: 'answers one request twice, the first time with nonsense',
    server: describing(async (asked, response) => {
      const { body } = await asked.good();
      response.socket?.write(
        `${HEAD}Content-Length: 4\r\n\r\n<no>${HEAD}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
      );
    }),
    expect: EITHER,
  },
];

/** A gigabyte of spaces in a megabyte: a hundred members of ten megabytes each, read as one body. */
function gzipBomb(): Buffer {
  const member = gzipSync(Buffer.alloc(10 * MEGABYTE, 0x20), { level: 9 });
  return Buffer.concat(Array.from({ length: 100 }, () => member));
}
