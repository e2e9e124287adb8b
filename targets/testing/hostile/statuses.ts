import type { BadVerdict, Behaviour } from './behaviour.ts';
import { describing, onSocket, send, writeForever } from './faults.ts';
import { startFaulty, startRaw } from './server.ts';

const DESCRIBE = 'lifecycle.describe.works';
const only = (...verdicts: readonly BadVerdict[]): Readonly<Record<string, readonly BadVerdict[]>> => ({
  [DESCRIBE]: verdicts,
});
const SILENT = { verdicts: only('inconclusive'), exit: [3] } as const;
const WRONG = { verdicts: only('fail'), exit: [1] } as const;
const EITHER = { verdicts: only('fail', 'inconclusive'), exit: [1, 3] } as const;

/** Answers whose status is none of those that an answer ends with: interim answers, switches, redirects, odd numbers. */
export const STATUSES: readonly Behaviour[] = [
  {
    id: 'interim-storm',
    summary: 'sends interim answers without end',
    server: describing(
      onSocket((socket) => writeForever(socket, 'HTTP/1.1 102 Processing\r\n\r\n'.repeat(500))),
    ),
    expect: { ...SILENT, says: /TOO_MANY_INTERIM_ANSWERS/ },
  },
  {
    id: 'interim-early-hints',
    summary: 'sends early hints without end, each with headers',
    server: describing(
      onSocket((socket) =>
        writeForever(socket, 'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n'.repeat(500)),
      ),
    ),
    expect: SILENT,
  },
  {
    id: 'switches-protocols',
    summary: 'switches protocols unasked',
    server: describing(
      onSocket(
        (socket) =>
          void socket.write('HTTP/1.1 101 Switching\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\nhello'),
      ),
    ),
    expect: { ...SILENT, says: /UNEXPECTED_UPGRADE/ },
  },
  ...[204, 205, 304].map(
    (status): Behaviour => ({
      id: `status-${status}`,
      summary: `answers with HTTP ${status} and no body`,
      server: describing((_asked, response) => void response.writeHead(status).end()),
      expect: WRONG,
    }),
  ),
  {
    id: 'status-999',
    summary: 'answers with a status that no document knows',
    server: describing(async (asked, response) => {
      send(response, { ...(await asked.good()), status: 999 });
    }),
    expect: EITHER,
  },
  {
    id: 'redirect-endless',
    summary: 'redirects every describe to itself',
    server: describing(({ self }, response) => void response.writeHead(307, { location: self }).end()),
    expect: WRONG,
  },
  {
    id: 'redirect-elsewhere',
    summary: 'redirects to another server, which must never be asked',
    server: {
      async start(behind) {
        let trespasses = 0;
        const other = await startRaw((socket) => {
          trespasses += 1;
          socket.destroy();
        });
        const server = await startFaulty(
          behind,
          describing((_asked, response) => void response.writeHead(301, { location: other.url }).end()),
        );
        return {
          url: server.url,
          trespasses: () => trespasses,
          async close() {
            await server.close();
            await other.close();
          },
        };
      },
    },
    expect: WRONG,
  },
];
