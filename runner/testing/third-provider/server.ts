import { createHash, createPublicKey, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newPrivateKey } from '../../../targets/reference/keys/fresh.ts';

/** A key as the made-up provider stores it. */
export interface Key {
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

interface Region {
  /** By id. */
  readonly keys: Map<string, Key>;
  /** How many keys of each label there were. */
  readonly lives: Map<string, number>;
}

/** What the server goes by; another rule than these is a fault that the suites must detect. */
export interface Rules {
  /** Labels that are taken. */
  readonly label: RegExp;
  readonly mostKeys: number;
  /** The HTTP status of a refusal: its body alone tells it from a success. */
  readonly refusedStatus: number;
  /** The fingerprint of a public key (DER). */
  print(spki: Buffer): string;
  /** Whether a label is of the key that a call names. */
  isSame(label: string, asked: string): boolean;
  /** The keys that a drop of these ids takes away; none where one of them does not exist. */
  dropped(keys: readonly Key[], ids: readonly string[]): readonly Key[];
  /** The part of a list that was asked for. */
  page(keys: readonly Key[], skip: number, limit: number): readonly Key[];
  /** The key that is kept of one that was made, the how many of its label in the region. */
  kept(key: Key, life: number): Key;
  /** The keys of a region, under those of all. */
  region(name: string): string;
}

const RIGHT: Rules = {
  label: /^[A-Za-z0-9_]{3,25}$/,
  mostKeys: 200,
  refusedStatus: 200,
  print: (spki) => createHash('sha256').update(spki).digest('base64').replace(/=+$/, ''),
  isSame: (label, asked) => label === asked,
  dropped: (keys, ids) => {
    const found = keys.filter(({ key }) => ids.includes(key));
    return found.length === ids.length ? found : [];
  },
  page: (keys, skip, limit) => keys.slice(skip, skip + limit),
  kept: (key) => key,
  region: (name) => name,
};

const LINE = /^ssh-ed25519 ([A-Za-z0-9+/]+={0,2})( .*)?$/;
const PAGE = 20;
const LARGEST_PAGE = 50;
/** What stands before the 32 bytes of an Ed25519 key: in DER, and in the blob of an OpenSSH line. */
const DER_HEAD = Buffer.from('302a300506032b6570032100', 'hex');
const BLOB_HEAD = Buffer.from('0000000b7373682d6564323535313900000020', 'hex');

/**
 * Starts a server on any free port of this machine.
 * @param fault the rules that it breaks
 */
export async function startThirdProvider(fault: Partial<Rules> = {}): Promise<ThirdProviderServer> {
  const rules = { ...RIGHT, ...fault };
  const regions = new Map<string, Region>();
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const region = rules.region(searchParams.get('region') ?? '');
    const kept = regions.get(region) ?? { keys: new Map(), lives: new Map() };
    regions.set(region, kept);
    request.resume();
    request.on('end', () => {
      const body = answerTo(pathname, searchParams, kept, rules);
      const status = 'reason' in body ? rules.refusedStatus : 200;
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function answerTo(path: string, asked: URLSearchParams, { keys, lives }: Region, rules: Rules): object {
  const label = asked.get('label');
  const all = [...keys.values()];
  const known = label === null ? undefined : all.find((one) => rules.isSame(one.label, label));
  const skip = Number(asked.get('skip') ?? 0);
  const limit = Math.min(Number(asked.get('limit') ?? PAGE), LARGEST_PAGE);
  switch (path) {
    case '/make':
    case '/load': {
      if (label === null || !rules.label.test(label)) return refusal('bad_label');
      const made = path === '/make' ? madeKey() : loadedKey(asked.get('openssh') ?? '');
      if (made === undefined) return refusal('bad_key');
      if (known !== undefined) return refusal('label_taken');
      if (keys.size >= rules.mostKeys) return refusal('region_full');
      const { spki, openssh, pem } = made;
      const shown = { key: `kp_${randomBytes(6).toString('hex')}`, label, print: rules.print(spki) };
      const life = (lives.get(label) ?? 0) + 1;
      lives.set(label, life);
      keys.set(shown.key, rules.kept({ ...shown, openssh }, life));
      return { ...shown, ...(pem !== undefined && { pem }) };
    }
    case '/show':
      if (label !== null && known === undefined) return refusal('no_such_label');
      return { keys: rules.page(known === undefined ? all : [known], skip, limit) };
    case '/drop': {
      const dropped = rules.dropped(all, (asked.get('keys') ?? '').split(','));
      for (const { key } of dropped) keys.delete(key);
      return dropped.length > 0 ? { dropped: true } : refusal('no_such_key');
    }
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
