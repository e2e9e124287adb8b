import type { BadVerdict, Behaviour, Fault } from './behaviour.ts';
import { bytes, describing, withBody } from './faults.ts';

const DESCRIBE = 'lifecycle.describe.works';
const WRONG: Behaviour['expect'] = { verdicts: { [DESCRIBE]: ['fail'] as readonly BadVerdict[] }, exit: [1] };
const OPEN =
  '<?xml version="1.0" encoding="UTF-8"?>\n<DescribeKeyPairsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">';
const CLOSE = '</DescribeKeyPairsResponse>';
const FIFTEEN_MEGABYTES = 15 * 1_048_576;

const LAUGHS = Array.from(
  { length: 30 },
  (_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`,
).join('');

/** Bodies that are no answer of the service, whole and well framed, each as the answer to a describe. */
export const BODIES: readonly Behaviour[] = [
  body('empty-body', 'answers with an empty body', ''),
  body('plain-text', 'answers with plain text', 'OK'),
  body(
    'html-error-page',
    'answers with an HTML page',
    '<!DOCTYPE html><html><body><h1>It works!</h1></body></html>',
  ),
  {
    ...body('html-bad-gateway', 'answers with the HTML page of a proxy and HTTP 502', ''),
    server: describing(
      bytes(
        Buffer.from('<html><head><title>502 Bad Gateway</title></head><body><hr></body></html>'),
        502,
        'text/html',
      ),
    ),
  },
  body('json-for-xml', 'answers with JSON', '{"KeyPairs":[{"KeyName":"a","KeyPairId":"key-0"}]}'),
  body(
    'entity-bomb',
    'answers with entities that grow tenfold thirty times',
    `<!DOCTYPE r [<!ENTITY l0 "ha">${LAUGHS}]><DescribeKeyPairsResponse>&l30;</DescribeKeyPairsResponse>`,
  ),
  {
    ...body(
      'external-entity',
      'asks for a file of the machine by an external entity',
      '<!DOCTYPE r [<!ENTITY f SYSTEM "file:///etc/passwd">]><DescribeKeyPairsResponse>&f;</DescribeKeyPairsResponse>',
    ),
    expect: { ...WRONG, says: /document type declaration is not allowed/ },
  },
  body('undeclared-entity', 'uses an entity that nobody declared', `${OPEN}<keySet>&nbsp;</keySet>${CLOSE}`),
  body('deep-nesting', 'nests elements a million deep', `${OPEN}${'<a>'.repeat(1_000_000)}`),
  {
    ...body('nesting-in-items', 'nests lists in lists, well-formed', ''),
    server: describing(
      bytes(
        Buffer.from(`${OPEN}${'<item><keySet>'.repeat(50_000)}${'</keySet></item>'.repeat(50_000)}${CLOSE}`),
      ),
    ),
  },
  {
    ...body('invalid-utf-8', 'answers with bytes that are not UTF-8', ''),
    server: describing(
      bytes(Buffer.concat([Buffer.from(OPEN), Buffer.from([0xc3, 0x28, 0xff]), Buffer.from(CLOSE)])),
    ),
  },
  {
    ...body('utf-16', 'answers in UTF-16 with a byte order mark', ''),
    server: describing(bytes(Buffer.from(`\ufeff${OPEN}${CLOSE}`, 'utf16le'))),
  },
  body('byte-order-mark-twice', 'begins with two byte order marks', `\ufeff\ufeff${OPEN}<keySet/>${CLOSE}`),
  body(
    'other-encoding',
    'declares an encoding that it may not use',
    `<?xml version="1.0" encoding="UTF-7"?><DescribeKeyPairsResponse/>`,
  ),
  body('nul-characters', 'puts NUL characters between its elements', `${OPEN}\0<keySet>\0</keySet>${CLOSE}`),
  body(
    'control-characters',
    'puts control characters into its text',
    `${OPEN}<keySet>\x01\x1b[2J\x07</keySet>${CLOSE}`,
  ),
  body(
    'cut-xml',
    'ends its XML in the middle, with a length that fits',
    `${OPEN}<keySet><item><keyName>a</keyN`,
  ),
  body(
    'two-roots',
    'answers with two documents in one body',
    `${OPEN}<keySet/>${CLOSE}${OPEN}<keySet/>${CLOSE}`,
  ),
  body('other-root', 'answers as another operation', '<DescribeInstancesResponse/>'),
  body('many-attributes', 'gives one element a hundred thousand attributes', `<r ${attributes(100_000)}/>`),
  body('many-namespaces', 'declares fifty thousand namespaces', `<r ${attributes(50_000, 'xmlns:')}/>`),
  {
    ...body(
      'many-elements',
      'answers with three million empty elements',
      `${OPEN}${'<a/>'.repeat(3_000_000)}${CLOSE}`,
    ),
    heavy: true,
  },
  body(
    'long-text',
    'answers with one text of fifteen megabytes',
    `${OPEN}${'a'.repeat(FIFTEEN_MEGABYTES)}${CLOSE}`,
  ),
  body(
    'long-comment',
    'hides in a comment of fifteen megabytes',
    `${OPEN}<!--${'a'.repeat(FIFTEEN_MEGABYTES)}-->`,
  ),
  body('long-name', 'names an element with fifteen megabytes', `<${'a'.repeat(FIFTEEN_MEGABYTES)}/>`),
  body(
    'long-instruction',
    'begins with a processing instruction of fifteen megabytes',
    `<?a ${'b'.repeat(FIFTEEN_MEGABYTES)}?><r/>`,
  ),
  {
    ...body('many-key-pairs', 'shows 100,000 key pairs in one describe', ''),
    server: describing(withItems(100_000, (index) => item(`n${index}`, `key-${index}`, 'f'))),
    // Whether all answers come in time depends on the machine, and so does whether the removal can be seen.
    expect: { verdicts: { [DESCRIBE]: ['fail', 'inconclusive'] }, exit: [1, 3, 5] },
  },
  {
    ...body('many-long-key-pairs', 'shows 100,000 key pairs with long values, more than is ever read', ''),
    server: describing(
      withItems(100_000, (index) =>
        item(`n${index}`.padEnd(255, 'x'), `key-${index}`.padEnd(60, '0'), 'f'.repeat(100)),
      ),
    ),
    expect: {
      verdicts: { [DESCRIBE]: ['inconclusive'] },
      exit: [3, 5],
      says: /BODY_TOO_LARGE|REQUEST_TIMEOUT/,
    },
    heavy: true,
  },
];

function body(id: string, summary: string, text: string): Behaviour {
  return { id, summary, server: describing(bytes(Buffer.from(text))), expect: WRONG };
}

function attributes(count: number, prefix: string = ''): string {
  return Array.from({ length: count }, (_, index) => `${prefix}a${index}="u"`).join(' ');
}

function item(name: string, id: string, fingerprint: string): string {
  return `<item><keyName>${name}</keyName><keyPairId>${id}</keyPairId><keyFingerprint>${fingerprint}</keyFingerprint></item>`;
}

/** Honest answers with so many items instead of their own. */
function withItems(count: number, one: (index: number) => string): Fault {
  let items: string | undefined;
  return withBody((good) => {
    items ??= Array.from({ length: count }, (_, index) => one(index)).join('');
    return good.replace(/<keySet>.*<\/keySet>|<keySet\/>/s, `<keySet>${items}</keySet>`);
  });
}
