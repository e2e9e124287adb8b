import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { ServerOptions } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Behaviour, HostileServer } from './behaviour.ts';
import { honest } from './faults.ts';
import { startFaulty, startRaw } from './server.ts';

const NOBODY = { verdicts: {}, exit: [3], unreachable: true } as const;

/** What a certificate says. */
interface Paper {
  /** Name or address that the certificate is for. */
  readonly for: string;
  /** OpenSSL's words for the validity. */
  readonly valid: readonly string[];
}

const GOOD: Paper = { for: 'IP:127.0.0.1', valid: ['-days', '2'] };
/** Valid for the second in which it is made. */
const EXPIRED: Paper = { for: 'IP:127.0.0.1', valid: ['-days', '0'] };
const A_SECOND_LATER_MS = 1_100;

/** An honest server behind TLS with a certificate of its own authority. */
export async function startSecure(
  behind: string,
  paper: Paper = GOOD,
  settings: ServerOptions & { readonly trusted?: boolean } = {},
): Promise<HostileServer> {
  const folder = mkdtempSync(join(tmpdir(), 'hostile-tls-'));
  const { trusted = true, ...options } = settings;
  const { key, cert } = certificate(folder, paper);
  const server = await startFaulty(behind, honest, { key, cert, ...options });
  return {
    ...server,
    options: trusted ? ['--ca', join(folder, 'ca.pem')] : [],
    async close() {
      await server.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Makes an authority and a certificate in a folder. @throws Error when openssl refuses */
function certificate(folder: string, paper: Paper): { readonly key: string; readonly cert: string } {
  const path = (name: string): string => join(folder, name);
  const openssl = (...words: readonly string[]): void => {
    execFileSync('openssl', words, { stdio: ['ignore', 'ignore', 'pipe'] });
  };
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl(
    'req',
    '-x509',
    ...curve,
    '-keyout',
    path('ca.key'),
    '-out',
    path('ca.pem'),
    '-subj',
    '/CN=hostile',
    '-days',
    '2',
  );
  openssl(
    'req',
    '-new',
    ...curve,
    '-keyout',
    path('server.key'),
    '-out',
    path('server.csr'),
    '-subj',
    '/CN=server',
  );
  writeFileSync(path('san'), `subjectAltName=${paper.for}\n`);
  const signed = [
    '-CA',
    path('ca.pem'),
    '-CAkey',
    path('ca.key'),
    '-CAcreateserial',
    '-extfile',
    path('san'),
  ];
  openssl('x509', '-req', '-in', path('server.csr'), ...signed, ...paper.valid, '-out', path('server.pem'));
  return { key: readFileSync(path('server.key'), 'utf8'), cert: readFileSync(path('server.pem'), 'utf8') };
}

/** Servers that cannot prove who they are, or want to speak without protection. */
export const TLS: readonly Behaviour[] = [
  {
    id: 'tls-wrong-name',
    summary: 'shows a certificate for another name',
    server: { start: (behind) => startSecure(behind, { ...GOOD, for: 'DNS:other.invalid' }) },
    expect: { ...NOBODY, says: /altnames|ALTNAME/i },
  },
  {
    id: 'tls-expired',
    summary: 'shows a certificate that has expired',
    server: {
      async start(behind) {
        const server = await startSecure(behind, EXPIRED);
        await setTimeout(A_SECOND_LATER_MS);
        return server;
      },
    },
    expect: { ...NOBODY, says: /expired/i },
  },
  {
    id: 'tls-unknown-authority',
    summary: 'shows a certificate of an authority that nobody named',
    server: { start: (behind) => startSecure(behind, GOOD, { trusted: false }) },
    expect: { ...NOBODY, says: /certificate/i },
  },
  {
    id: 'tls-downgrade',
    summary: 'speaks nothing above TLS 1.1',
    server: {
      start: (behind) =>
        startSecure(behind, GOOD, {
          minVersion: 'TLSv1',
          maxVersion: 'TLSv1.1',
          ciphers: 'DEFAULT@SECLEVEL=0',
        }),
    },
    expect: NOBODY,
  },
  {
    id: 'tls-weak-cipher',
    summary: 'encrypts with a cipher that does not encrypt',
    server: {
      start: (behind) =>
        startSecure(behind, GOOD, { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-NULL-SHA:@SECLEVEL=0' }),
    },
    expect: NOBODY,
  },
  {
    id: 'tls-plain-text',
    summary: 'answers in plain HTTP where TLS is expected',
    server: {
      start: () => startRaw((socket) => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'), 'https'),
    },
    expect: NOBODY,
  },
  {
    id: 'tls-handshake-hangs',
    summary: 'never answers the handshake',
    server: { start: () => startRaw((socket) => void socket.resume(), 'https') },
    expect: NOBODY,
  },
  {
    id: 'tls-handshake-noise',
    summary: 'answers the handshake with endless records',
    server: {
      start: () =>
        startRaw((socket) => {
          socket.write(Buffer.from([0x16, 3, 3, 0x40, 0]));
          const timer = setInterval(() => socket.write(Buffer.alloc(64, 2)), 20).unref();
          socket.on('close', () => clearInterval(timer));
        }, 'https'),
    },
    expect: NOBODY,
  },
];
