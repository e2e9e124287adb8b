import { createPrivateKey, type KeyObject } from 'node:crypto';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';

/** A response that carries a private key in some writing. */
export interface EncodedKey {
  readonly body: Buffer;
  readonly headers: readonly (readonly [string, string])[];
}

type Write = (pem: string, key: KeyObject) => string;

const base64 = (bytes: string | Buffer): string => Buffer.from(bytes).toString('base64');
const der = (key: KeyObject): Buffer => key.export({ format: 'der', type: 'pkcs8' });
const bare = (pem: string): string => pem.replace(/-----.*?-----|\s/g, '');
const every = (text: string, size: number, between: string): string =>
  (text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? []).join(between);
const percent = (text: string): string =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');

/** Writings of the element of the key. */
const ELEMENTS: Readonly<Record<string, Write>> = {
  plain: (pem) => pem,
  'carriage returns': (pem) => pem.replaceAll('\n', '\r\n'),
  'lines in decimal entities': (pem) => pem.replaceAll('\n', '&#10;'),
  'lines in hexadecimal entities': (pem) => pem.replaceAll('\n', '&#x0a;'),
  'lines in escaped entities': (pem) => pem.replaceAll('\n', '&amp;#10;'),
  'lines in HTML': (pem) => pem.replaceAll('\n', '&lt;br/&gt;'),
  'lines in elements': (pem) => pem.replaceAll('\n', '<br/>'),
  'lines in JSON': (pem) => pem.replaceAll('\n', '\\n'),
  'lines escaped twice': (pem) => pem.replaceAll('\n', '\\\\n'),
  'lines in code points': (pem) => pem.replaceAll('\n', '\\u000a'),
  'lines in percent': (pem) => pem.replaceAll('\n', '%0A'),
  'lines in percent twice': (pem) => pem.replaceAll('\n', '%250A'),
  'lines with tabs': (pem) => pem.replaceAll('\n', '\n\t'),
  'lines with an indent': (pem) => pem.replaceAll('\n', '\n    '),
  'lines with blanks': (pem) => every(pem, 16, ' '),
  'lines of one character': (pem) => every(pem, 1, '\n'),
  'lines of eight characters': (pem) => every(bare(pem), 8, '\n'),
  'lines in quotes': (pem) => pem.replaceAll(/^.*$/gm, '"$&"'),
  'lines with commas': (pem) => every(bare(pem), 10, ', '),
  'lines with numbers': (pem) =>
    pem
      .split('\n')
      .map((line, at) => `${at}: ${line}`)
      .join('\n'),
  'slashes in entities': (pem) => pem.replaceAll('/', '&#x2F;'),
  'slashes escaped': (pem) => pem.replaceAll('/', '\\/'),
  'all in percent': (pem) => percent(pem),
  'all in decimal entities': (pem) => [...Buffer.from(pem)].map((byte) => `&#${byte};`).join(''),
  'all in escaped entities': (pem) => [...Buffer.from(pem)].map((byte) => `&amp;#${byte};`).join(''),
  'all in code points': (pem) =>
    [...Buffer.from(pem)].map((byte) => `\\u${byte.toString(16).padStart(4, '0')}`).join(''),
  'all in numbers': (pem) => [...Buffer.from(pem)].join(' '),
  'all in binary digits': (pem) => [...Buffer.from(pem)].map((byte) => byte.toString(2)).join(''),
  'lower case': (pem) => pem.toLowerCase(),
  'upper case': (pem) => pem.toUpperCase(),
  reversed: (pem) => [...pem].reverse().join(''),
  'four dashes': (pem) => pem.replaceAll('-----', '----'),
  'no dashes': (pem) => pem.replaceAll('-', ''),
  'no armor': (pem) => bare(pem),
  'no end': (pem) => pem.slice(0, -40),
  'another label': (pem) => pem.replaceAll('PRIVATE KEY', 'SECRET'),
  base64: (pem) => base64(pem),
  'base64 twice': (pem) => base64(base64(pem)),
  'base64 four times': (pem) => base64(base64(base64(base64(pem)))),
  'base64 for addresses': (pem) => Buffer.from(pem).toString('base64url'),
  'base64 in lines': (pem) => every(base64(pem), 76, '\n'),
  'base64 with blanks': (pem) => every(base64(pem), 20, ' '),
  'base64 with an indent': (pem) => every(base64(pem), 64, '\n      '),
  hexadecimal: (pem) => Buffer.from(pem).toString('hex'),
  'hexadecimal with colons': (pem) => every(Buffer.from(pem).toString('hex'), 2, ':'),
  'hexadecimal of the DER': (_, key) => der(key).toString('hex').toUpperCase(),
  'base64 of gzip': (pem) => base64(gzipSync(pem)),
  'base64 of UTF-16': (pem) => base64(Buffer.from(pem, 'utf16le')),
  JWK: (_, key) => JSON.stringify(key.export({ format: 'jwk' })),
  'JWK with an indent': (_, key) => JSON.stringify(key.export({ format: 'jwk' }), null, 2),
  'members in lines': (_, key) =>
    Object.entries(key.export({ format: 'jwk' }))
      .map(([name, value]) => `${name}: ${String(value)}`)
      .join('\n'),
  'character data': (pem) => `<![CDATA[${pem}]]>`,
  'an element in it': (pem) => `<value>${pem}</value>`,
  'an element a line': (pem) =>
    pem
      .split('\n')
      .map((line) => `<item>${line}</item>`)
      .join(''),
  'an element a character': (pem) => [...bare(pem)].map((one) => `<item>${one}</item>`).join(''),
  'names of elements': (pem) => [...bare(pem).matchAll(/[A-Za-z]{2,}/g)].map(([one]) => `<${one}/>`).join(''),
  attributes: (pem) =>
    every(bare(pem), 32, '\n')
      .split('\n')
      .map((one) => `<item a="${one}"/>`)
      .join(''),
};

/** Writings of the whole body, from an honest one. */
const BODIES: Readonly<Record<string, (body: string, pem: string, key: KeyObject) => EncodedKey>> = {
  gzip: (body) => coded(gzipSync(body), 'gzip'),
  deflate: (body) => coded(deflateSync(body), 'deflate'),
  'deflate, raw': (body) => coded(deflateRawSync(body), 'deflate'),
  brotli: (body) => coded(brotliCompressSync(body), 'br'),
  'plain under the label of gzip': (body) => coded(Buffer.from(body), 'gzip'),
  'gzip without a label': (body) => coded(gzipSync(body)),
  'UTF-16': (body) => coded(Buffer.from(`\ufeff${body}`, 'utf16le')),
  'UTF-16, the other order': (body) => coded(Buffer.from(body, 'utf16le').swap16()),
  'the DER alone': (_, __, key) => coded(der(key)),
  'the PEM alone': (_, pem) => coded(Buffer.from(pem)),
  'a JSON text': (_, pem) => coded(Buffer.from(JSON.stringify(pem))),
  'a JSON list': (_, pem) => coded(Buffer.from(JSON.stringify(pem.split('\n')))),
  'JSON of another shape': (_, pem) => coded(Buffer.from(JSON.stringify({ a: { b: [{ secret: pem }] } }))),
  'JSON with the key for a name': (_, pem) => coded(Buffer.from(JSON.stringify({ [pem]: 1 }))),
  'a form': (_, pem) => coded(Buffer.from(`KeyMaterial=${encodeURIComponent(pem)}`)),
  'XML cut off': (body) => coded(Buffer.from(body.slice(0, body.indexOf('</keyMaterial>') - 20))),
  'XML with more behind': (body, pem) => coded(Buffer.from(`${body}${pem}`)),
  'a comment': (body, pem) =>
    coded(Buffer.from(body.replace('<keyName>', `<!--${pem.replaceAll('--', '=')}--><keyName>`))),
  'an instruction': (body, pem) => coded(Buffer.from(body.replace('<keyName>', `<?x ${pem}?><keyName>`))),
  'a namespace': (body, pem) =>
    coded(Buffer.from(body.replace('<keyName>', `<keyName xmlns="${bare(pem)}">`))),
  'another element': (body, pem) =>
    coded(Buffer.from(body.replace('<keyName>', `<extra>${pem}</extra><keyName>`))),
  'the name of the pair': (body, pem) =>
    coded(Buffer.from(body.replace(/<keyName>[^<]*/, `<keyName>${bare(pem)}`))),
  'the id of the pair': (body, pem) =>
    coded(Buffer.from(body.replace(/<keyPairId>[^<]*/, `<keyPairId>${bare(pem)}`))),
  'the fingerprint': (body, pem) =>
    coded(
      Buffer.from(
        body.replace(
          /<keyFingerprint>[^<]*/,
          `<keyFingerprint>${every(Buffer.from(bare(pem), 'base64').toString('hex'), 2, ':')}`,
        ),
      ),
    ),
  tags: (body, pem) =>
    coded(
      Buffer.from(
        body.replace(
          '</CreateKeyPairResponse>',
          `<tagSet>${every(bare(pem), 40, '\n')
            .split('\n')
            .map((one) => `<item><key>a</key><value>${one}</value></item>`)
            .join('')}</tagSet></CreateKeyPairResponse>`,
        ),
      ),
    ),
  'the message of an error': (_, pem) =>
    coded(
      Buffer.from(
        `<Response><Errors><Error><Code>A</Code><Message>${every(bare(pem), 12, ' ')}</Message></Error></Errors></Response>`,
      ),
    ),
  'the code of an error': (_, pem) =>
    coded(
      Buffer.from(
        `<Response><Errors><Error><Code>${bare(pem)}</Code><Message>no</Message></Error></Errors></Response>`,
      ),
    ),
  'a header': (body, pem) => ({ ...coded(Buffer.from(body)), headers: [['Server', base64(pem).slice(1)]] }),
  'many headers': (body, pem) => ({
    ...coded(Buffer.from(body)),
    headers: every(bare(pem), 8, '\n')
      .split('\n')
      .map((one, at) => [`x-${at}`, `a ${every(one, 2, ' ')}`] as const),
  }),
};

function coded(body: Buffer, encoding?: string): EncodedKey {
  return { body, headers: encoding === undefined ? [] : [['Content-Encoding', encoding]] };
}

/** An honest response to a create of EC2 with this as the text of its key element. */
export function ec2BodyWith(material: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<CreateKeyPairResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>00000000-0000-4000-8000-000000000000</requestId><keyName>kpc-name</keyName><keyFingerprint>1f:51:ae:28:bf:89:e9:d8:1f:25:5d:37:2d:7d:b8:ca:9f:f5:f1:6f</keyFingerprint><keyMaterial>${material}</keyMaterial><keyPairId>key-0123456789abcdef0</keyPairId></CreateKeyPairResponse>`;
}

/**
 * Every writing of a private key in a response to a create, by its name.
 * @param bodyWith an honest response, with this in the place of the key
 */
export function encodedKeys(
  pem: string,
  bodyWith: (material: string) => string = ec2BodyWith,
): ReadonlyMap<string, EncodedKey> {
  const key = createPrivateKey(pem);
  return new Map([
    ...Object.entries(ELEMENTS).map(
      ([name, write]) => [`the key element: ${name}`, coded(Buffer.from(bodyWith(write(pem, key))))] as const,
    ),
    ...Object.entries(BODIES).map(
      ([name, write]) => [`the body: ${name}`, write(bodyWith(pem), pem, key)] as const,
    ),
  ]);
}
