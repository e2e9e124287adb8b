import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as forwardRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startReferenceOf } from '../../targets/providers.ts';
import { makeCertificates } from '../../targets/reference/testing/certificates.ts';
import { type RunningCli, startCli } from './run-cli.ts';

/** A request that reached the stand-in: its parameters, wherever they stood. */
export interface Asked {
  readonly action: string;
  readonly parameters: URLSearchParams;
  /** Counts from 1. */
  readonly count: number;
}

/** What the stand-in answers instead of the reference, or makes of its answer. */
export interface Manners {
  /** Asked before the reference is; an answer keeps the call from it. */
  readonly instead?: (asked: Asked) => { readonly status: number; readonly body: string } | undefined;
  readonly change?: (asked: Asked, body: string) => string;
}

/** How to build a stand-in for one provider. */
export interface StandInOptions {
  readonly provider: string;
  /** Host names, without a port. */
  readonly hosts: readonly string[];
  /** Environment with the credentials, which it verifies. */
  readonly env: Readonly<Record<string, string>>;
  readonly verify: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
  readonly actionOf: (request: IncomingMessage, parameters: URLSearchParams) => string;
}

/** The reference behind the host names of the real service: TLS with an authority of its own, on loopback. */
export interface StandIn {
  readonly folder: string;
  readonly port: number;
  /** Address of the reference itself. */
  readonly direct: string;
  /** Bodies of all responses that left it, before anything was redacted. */
  readonly sent: readonly string[];
  manners: Manners;
  /** Told of each create and import that was done, before its response leaves. */
  onMade: () => void;
  /** The command line in a process that resolves the host names to loopback. */
  start(words: readonly string[]): RunningCli;
  close(): Promise<void>;
}

/** Looks up the names of the real service on loopback, in the process that it is loaded into. */
const RESOLVER = `
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
const hosts = new Set((process.env.STAND_IN_HOSTS ?? '').split(','));
const here = (host) => hosts.has(host);
const { lookup } = dns;
dns.lookup = (host, options, done) => {
  const callback = done ?? options;
  if (!here(host)) return callback(Object.assign(new Error('no network in this test: ' + host), { code: 'ENOTFOUND' }));
  const all = typeof options === 'object' && options.all === true;
  return all ? callback(null, [{ address: '127.0.0.1', family: 4 }]) : callback(null, '127.0.0.1', 4);
};
dns.promises.lookup = async (host, options) => {
  if (!here(host)) throw Object.assign(new Error('no network in this test: ' + host), { code: 'ENOTFOUND' });
  return options?.all ? [{ address: '127.0.0.1', family: 4 }] : { address: '127.0.0.1', family: 4 };
};
void lookup;
syncBuiltinESMExports();
`;

/** Starts one; `undefined` where there is no `openssl` to make certificates with. */
export async function startStandIn(options: StandInOptions): Promise<StandIn | undefined> {
  const { provider, hosts, env, verify, actionOf } = options;
  const certificates = makeCertificates(hosts.map((host) => `DNS:${host}`).join(','));
  if (certificates === undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'stand-in-'));
  const { ca, key, cert } = certificates;
  writeFileSync(join(folder, 'ca.pem'), ca);
  writeFileSync(join(folder, 'resolver.mjs'), RESOLVER);
  const reference = await startReferenceOf(provider, { verify });
  const sent: string[] = [];
  let count = 0;
  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const query = (incoming.url ?? '').split('?')[1] ?? '';
    const parameters = new URLSearchParams([query, body.toString()].filter((text) => text !== '').join('&'));
    count += 1;
    const asked = { action: actionOf(incoming, parameters), parameters, count };
    const instead = standIn.manners.instead?.(asked);
    if (instead !== undefined) {
      sent.push(instead.body);
      response.writeHead(instead.status, { 'content-type': 'text/xml;charset=UTF-8' }).end(instead.body);
      return;
    }
    const answer = await forwarded(reference.url, incoming, body);
    if (answer.status === 200 && /^(?:Create|Import)KeyPair$/.test(asked.action)) standIn.onMade();
    const text = standIn.manners.change?.(asked, answer.body) ?? answer.body;
    sent.push(text);
    const { 'content-length': _, 'transfer-encoding': __, ...headers } = answer.headers;
    response.writeHead(answer.status, headers).end(text);
  };
  const server = createServer({ key, cert }, (incoming, response) => {
    serve(incoming, response).catch(() => void response.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const standIn: StandIn = {
    folder,
    port: (server.address() as AddressInfo).port,
    direct: reference.url,
    sent,
    manners: {},
    onMade: () => {},
    start: (words) =>
      startCli(words, {
        cwd: folder,
        env: {
          ...env,
          STAND_IN_HOSTS: hosts.join(','),
          NODE_OPTIONS: `--import ${pathToFileURL(join(folder, 'resolver.mjs')).href}`,
        },
      }),
    async close() {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      await reference.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return standIn;
}

function forwarded(
  behind: string,
  incoming: IncomingMessage,
  body: Buffer,
): Promise<{ readonly status: number; readonly headers: IncomingMessage['headers']; readonly body: string }> {
  const { hostname, port } = new URL(behind);
  return new Promise((resolve, reject) => {
    const request = forwardRequest(
      { hostname, port, method: incoming.method, path: incoming.url, headers: incoming.headers },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            body: Buffer.concat(chunks).toString(),
          }),
        );
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}
