import { gzipSync } from 'node:zlib';
import { newPrivateKey } from '../../targets/reference/keys/fresh.ts';
import type { Fault } from '../../targets/testing/hostile/behaviour.ts';
import { send } from '../../targets/testing/hostile/faults.ts';
import { encodedKeys } from '../../targets/testing/key-encodings.ts';

/** Marked secrets of a run, each of its kind. */
export const PLANTED = {
  secretKey: 'kSecret+Zq7/Wm3pT9xV2bN8cR4yL6jH1gF5dA0uE',
  sessionToken: 'FwoSession/Qy8nB3vK7mX2zL9tR4wP6jD1hG5sC0aE+uVbN2kM8xZ4qW7rT3y',
  corporate: 'corp-tenantx9f4k2m8q7w3z6v1b5n0t8r2y4u6i9o3p7a1s5d',
  programToken: 'progTok_Jh7gF5dS3aP1oI9uY6tR4eW2qZ8xC0vB5nM7kL3j',
} as const;

/** What a user gives to have the corporate text withheld. */
export const PATTERN = 'corp-[a-z0-9]+';

const privateKey = newPrivateKey('rsa', { modulusLength: 2048 });
const PEM = privateKey.export({ format: 'pem', type: 'pkcs1' }).toString();

/** The secrets as bytes to look for, by name. */
export function plantedBytes(): ReadonlyMap<string, Uint8Array> {
  const jwk = privateKey.export({ format: 'jwk' });
  const numbers = (['d', 'p', 'q', 'qi'] as const).map(
    (name) => [`private number ${name}`, Buffer.from(jwk[name] ?? '', 'base64url')] as const,
  );
  return new Map([
    ...numbers,
    ...Object.entries(PLANTED).map(([name, text]) => [name, Buffer.from(text)] as const),
  ]);
}

/** Writings of a text that undoing escapes brings back. */
const ESCAPED: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => encodeURIComponent(text),
  (text) => encodeURIComponent(encodeURIComponent(text)),
  (text) => text.replaceAll('/', '\\/'),
  (text) => text.replaceAll('/', '&#x2F;').replaceAll('+', '&#43;'),
  (text) => [...Buffer.from(text)].map((byte) => `&#${byte};`).join(''),
  (text) => [...Buffer.from(text)].map((byte) => `&amp;#x${byte.toString(16)};`).join(''),
  (text) => [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
  (text) => [...Buffer.from(text)].map((byte) => `\\u00${byte.toString(16).padStart(2, '0')}`).join(''),
  (text) => JSON.stringify({ said: text }),
];

/** Writings of a secret of which the value is known. */
const KNOWN: readonly ((text: string) => string)[] = [
  ...ESCAPED,
  (text) => Buffer.from(text).toString('base64'),
  (text) => Buffer.from(text).toString('base64url'),
  (text) => Buffer.from(`x${text}`).toString('base64'),
  (text) => Buffer.from(`key=${text}; end`).toString('base64'),
  (text) => Buffer.from(text).toString('hex'),
  (text) => Buffer.from(text).toString('hex').toUpperCase(),
  (text) => text.slice(0, 32),
  (text) => text.slice(-30),
  (text) => [...text].join(' '),
  (text) => (Buffer.from(text).toString('hex').match(/../g) ?? []).join(':'),
  (text) => gzipSync(text).toString('base64'),
  (text) => Buffer.from(text, 'utf16le').toString('base64'),
  (text) => Buffer.from(Buffer.from(text).toString('base64')).toString('base64'),
  (text) => `<![CDATA[${text}]]>`,
  (text) => `${text}${text}`,
];

/** Every writing of every secret that a target can repeat. */
export const ECHOES: readonly string[] = [
  ...[PLANTED.secretKey, PLANTED.sessionToken].flatMap((text) => KNOWN.map((write) => write(text))),
  ...ESCAPED.map((write) => write(PLANTED.corporate)),
];

/** How a provider writes what is changed here. */
interface Dialect {
  /** Values that a response may hold anything in. */
  readonly values: RegExp;
  /** Every other value. */
  readonly everything: RegExp;
  /** A name of an element or member that no client reads. */
  readonly name: RegExp;
  /** The key of an honest response to a create. */
  readonly key: RegExp;
  quote(text: string): string;
}

const DIALECTS: Readonly<Record<string, Dialect>> = {
  'aws-ec2': {
    values: /(<(?:requestId|RequestID|Message)>)[^<]*/g,
    everything: /(<(?:keyName|keyPairId|keyFingerprint|Code|key|value|createTime|keyType)>)[^<]*/g,
    name: /<\/?tagSet\/?>/g,
    key: /(<keyMaterial>)[^<]*/,
    quote: (text) => text,
  },
  'alibaba-ecs': {
    values: /("(?:RequestId|Message)":")(?:[^"\\]|\\.)*/g,
    everything: /("(?:KeyPairName|KeyPairFingerPrint|Code|TagKey|TagValue|CreationTime)":")(?:[^"\\]|\\.)*/g,
    name: /"(?:HostId|ResourceGroupId)"/g,
    key: /("PrivateKeyBody":")(?:[^"\\]|\\.)*/,
    quote: (text) => JSON.stringify(text).slice(1, -1),
  },
};

/** Creates that are answered plainly, so that what every check rests on works and most of them run. */
const HONEST = 25;
/** Requests after which some responses come in codes that no client reads. */
const READABLE = 150;

/** A target that tells secrets. */
interface Telling {
  readonly fault: Fault;
  /** How often each secret was told, by its writing. */
  readonly told: ReadonlyMap<string, number>;
}

/**
 * A target that tells every secret in every place and writing, one after the other.
 * @param echoes what it repeats beside keys
 */
export function tellingAll(provider: string, echoes: readonly string[] = ECHOES): Telling {
  const dialect = DIALECTS[provider];
  if (dialect === undefined) throw new Error(`no dialect of ${provider}`);
  const { values, everything, name, key, quote } = dialect;
  const told = new Map<string, number>();
  const count = (what: string): void => void told.set(what, (told.get(what) ?? 0) + 1);
  const names = [...encodedKeys(PEM).keys()];
  let creates = -HONEST;
  let others = 0;
  const fault: Fault = async (asked, response) => {
    const good = await asked.good();
    if (key.test(good.body)) {
      const encoding = names[Math.max(0, creates) % names.length] ?? '';
      creates += 1;
      count(encoding);
      const bodyWith = (material: string): string =>
        good.body.replace(key, (_, before: string) => before + quote(material));
      const encoded = encodedKeys(PEM, bodyWith).get(encoding);
      if (encoded === undefined) throw new Error(`no encoding ${encoding}`);
      for (const [header, value] of encoded.headers) response.appendHeader(header, value);
      response.writeHead(good.status, { 'content-type': good.headers['content-type'] ?? 'text/xml' });
      response.end(encoded.body);
      return;
    }
    const echo = echoes[others % echoes.length] ?? '';
    others += 1;
    count(echo);
    const headers = { ...good.headers, server: `emulator/1 ${echo}`, 'x-debug': echo };
    const body = good.body.replace(values, (_, before: string) => before + quote(echo));
    const odd = others > READABLE;
    if (odd && others % 7 === 0) {
      const deep = good.body.replace(everything, (_, before: string) => before + quote(echo));
      const word = /^[\w-]+/.exec(echo)?.[0] ?? 'a';
      const named = deep.replace(name, (one) => one.replace(/\w+/, word));
      response.statusMessage = echo.replace(/[^ -~]/g, '');
      response.setHeader(`x-${word}`, 'a');
      send(response, { ...good, status: others % 2 === 0 ? good.status : 400, body: named });
      return;
    }
    const coded = odd && others % 23;
    if (coded === 0)
      sendBytes(response, good.status, gzipSync(body), { ...headers, 'content-encoding': 'gzip' });
    else if (coded === 11) sendBytes(response, good.status, Buffer.from(`\ufeff${body}`, 'utf16le'), headers);
    else send(response, { ...good, headers, body });
  };
  return { fault, told };
}

function sendBytes(
  response: Parameters<Fault>[1],
  status: number,
  body: Buffer,
  headers: Readonly<Record<string, string>>,
): void {
  response.writeHead(status, { ...headers, 'content-length': body.length }).end(body);
}

/**
 * An adapter that tells what it got: `dies` with it as its last words, is `unavailable` for a reason that has it, or
 * `answers` with nothing else.
 */
export const TELLING_ADAPTER = `
import { createInterface } from 'node:readline';
const [mode] = process.argv.slice(2);
const say = (message) => process.stdout.write(JSON.stringify(message) + '\\n');
let known = '';
for await (const line of createInterface({ input: process.stdin })) {
  const message = JSON.parse(line);
  if (message.type === 'bye') break;
  if (message.type === 'hello') {
    const { secretAccessKey, sessionToken } = message.target.credentials;
    known = [process.env.PROGRAM_TOKEN, secretAccessKey, sessionToken, process.env.AWS_SECRET_ACCESS_KEY].join(' ');
    if (mode === 'dies') { process.stderr.write(known + '\\n'); process.exit(3); }
    if (mode === 'unavailable') { say({ type: 'unavailable', reason: known }); continue; }
    say({ type: 'hello', protocol: 1, name: 'telling', capabilities: ['create', 'import', 'describe', 'delete'] });
    continue;
  }
  const { id } = message;
  if (mode === 'unreachable') say({ type: 'unreachable', id, phase: 'connect', code: 'X', message: known });
  else say({ type: 'error', id, code: 'Told', message: Buffer.from(known).toString('base64') + known, status: 400 });
}
`;
