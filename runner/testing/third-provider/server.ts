import { createHash, createPublicKey, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newPrivateKey } from '../../../targets/reference/keys/fresh.ts';

/** A key as the made-up provider stores it. */
interface Key {
  readonly key: string;
  readonly label: string;
  readonly print: string;
  readonly openssh: string;
}

/** A running server of the made-up provider. */
export interface ThirdProviderServer {
  readonly url: string;
  close(): Promise<void>;
}

/** How the server hashes a public key (DER); another way than the rule's is a fault that the suites must find. */
export type Print = (spki: Buffer) => string;

const LABEL = /^[a-z][a-z0-9-]{2,39}$/;
const LINE = /^ssh-ed25519 ([A-Za-z0-9+/]+={0,2})( .*)?$/;
const MOST_KEYS = 200;
const PAGE = 20;
const LARGEST_PAGE = 50;
/** What stands before the 32 bytes of an Ed25519 key: in DER, and in the blob of an OpenSSH line. */
const DER_HEAD = Buffer.from('302a300506032b6570032100', 'hex');
const BLOB_HEAD = Buffer.from('0000000b7373682d6564323535313900000020', 'hex');

const ruled: Print = (spki) => createHash('sha256').update(spki).digest('base64').replace(/=+$/, '');

/** Starts a server on any free port of this machine. */
export async function startThirdProvider(print: Print = ruled): Promise<ThirdProviderServer> {
  const regions = new Map<string, Map<string, Key>>();
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const region = searchParams.get('region') ?? '';
    const keys = regions.get(region) ?? new Map<string, Key>();
    regions.set(region, keys);
    request.resume();
    request.on('end', () => {
      // Whether a call is refused, the body alone says.
      const body = answerTo(pathname, searchParams, keys, print);
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function answerTo(path: string, asked: URLSearchParams, keys: Map<string, Key>, print: Print): object {
  const label = asked.get('label');
  const known = keys.get(label ?? '');
  const skip = Number(asked.get('skip') ?? 0);
  const limit = Math.min(Number(asked.get('limit') ?? PAGE), LARGEST_PAGE);
  switch (path) {
    case '/make':
    case '/load': {
      if (label === null || !LABEL.test(label)) return refusal('bad_label');
      const made = path === '/make' ? madeKey() : loadedKey(asked.get('openssh') ?? '');
      if (made === undefined) return refusal('bad_key');
      if (known !== undefined) return refusal('label_taken');
      if (keys.size >= MOST_KEYS) return refusal('region_full');
      const { spki, openssh, pem } = made;
      const shown = { key: `kp_${randomBytes(6).toString('hex')}`, label, print: print(spki) };
      keys.set(label, { ...shown, openssh });
      return { ...shown, ...(pem !== undefined && { pem }) };
    }
    case '/show':
      if (label !== null && known === undefined) return refusal('no_such_label');
      return { keys: (known === undefined ? [...keys.values()] : [known]).slice(skip, skip + limit) };
    case '/drop':
      return keys.delete(label ?? '') ? { dropped: true } : refusal('no_such_label');
    default:
      return refusal('no_such_path');
  }
}

function refusal(reason: string): object {
  return { reason, text: `refused: ${reason}` };
}

interface Material {
  readonly spki: Buffer;
  readonly openssh: string;
  readonly pem?: string;
}

function madeKey(): Material {
  const privateKey = newPrivateKey('ed25519');
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  const blob = Buffer.concat([BLOB_HEAD, spki.subarray(DER_HEAD.length)]);
  const pem = String(privateKey.export({ format: 'pem', type: 'pkcs8' }));
  return { spki, openssh: `ssh-ed25519 ${blob.toString('base64')}`, pem };
}

function loadedKey(line: string): Material | undefined {
  const base64 = LINE.exec(line.trim())?.[1];
  const blob = Buffer.from(base64 ?? '', 'base64');
  if (blob.length !== BLOB_HEAD.length + 32 || !blob.subarray(0, BLOB_HEAD.length).equals(BLOB_HEAD))
    return undefined;
  return { spki: Buffer.concat([DER_HEAD, blob.subarray(BLOB_HEAD.length)]), openssh: line.trim() };
}
