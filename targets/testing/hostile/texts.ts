import type { BadVerdict, Behaviour } from './behaviour.ts';
import { errorBody, onlyFor, replaceText, send, withBody } from './faults.ts';

/** Characters that steer a terminal, hide text or turn the direction of writing, raw; XML 1.0 lets these through. */
const C1 = '\u009b31m\u009d8;;http://evil.invalid\u009cclick\u009d8;;\u009c\u0085';
const BIDI = '\u202ethgir-ot-tfel\u202c\u2066\u200b\u200f\ufeff\u2028';
/** The same by references, which only XML 1.1 lets through. */
const ESCAPES = '&#27;]8;;http://evil.invalid&#27;\\click&#27;]8;;&#27;\\&#27;[2J&#7;&#8;&#127;';
const SCRIPT =
  '&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(2)&gt;&quot;&apos;&amp;lt;';
const MEGABYTE = 1_000_000;

const IMPORT = 'lifecycle.import.works';
const NOT_FOUND = 'describe.describe.unknown-name';
const failed = (
  id: string,
): {
  readonly verdicts: Readonly<Record<string, readonly BadVerdict[]>>;
  readonly exit: readonly number[];
} => ({
  verdicts: { [id]: ['fail'] },
  exit: [1],
});

/** A describe that finds nothing is refused too, so that the wrong refusal shows there first. */
const REFUSALS = {
  verdicts: { 'lifecycle.describe.works': ['fail'], [NOT_FOUND]: ['fail', 'blocked'] },
  exit: [1],
} as const satisfies Behaviour['expect'];

/** Texts that want to be more than text: in names, fingerprints, tags, codes, messages and headers. */
export const TEXTS: readonly Behaviour[] = [
  ...Object.entries({ c1: C1, bidi: BIDI, script: SCRIPT }).flatMap(([kind, text]): Behaviour[] => [
    {
      id: `name-${kind}`,
      summary: `answers an import with a name of ${kind}`,
      server: onlyFor(
        'ImportKeyPair',
        withBody((body) => replaceText(body, 'keyName', text)),
      ),
      expect: failed(IMPORT),
    },
    {
      id: `fingerprint-${kind}`,
      summary: `shows a fingerprint of ${kind}`,
      server: withBody((body) => replaceText(body, 'keyFingerprint', text)),
      expect: failed('fingerprint.import.ed25519'),
    },
    {
      id: `error-${kind}`,
      summary: `refuses a describe with ${kind} in code and message`,
      server: withBody((body) =>
        body.includes('<Code>') ? errorBody(`Invalid${text}`, `There is ${text} here`) : body,
      ),
      expect: REFUSALS,
    },
    {
      id: `tag-${kind}`,
      summary: `shows tags of ${kind}`,
      server: withBody((body) => replaceText(replaceText(body, 'key', text), 'value', text)),
      expect: failed('tags.import.echoed'),
    },
  ]),
  {
    id: 'error-escapes-xml-1.1',
    summary: 'refuses in XML 1.1, where references to escape characters are text',
    server: withBody((body) =>
      body.includes('<Code>')
        ? errorBody(`Invalid${ESCAPES}`, `There is ${ESCAPES} here`).replace('version="1.0"', 'version="1.1"')
        : body,
    ),
    expect: REFUSALS,
  },
  {
    id: 'name-escapes-xml-1.1',
    summary: 'answers an import in XML 1.1 with escape characters in the name',
    server: onlyFor(
      'ImportKeyPair',
      withBody((body) => replaceText(body.replace('version="1.0"', 'version="1.1"'), 'keyName', ESCAPES)),
    ),
    expect: failed(IMPORT),
  },
  {
    id: 'element-names-unicode',
    summary: 'answers as an element whose name is written from right to left',
    server: onlyFor(
      'ImportKeyPair',
      withBody(() => '<\u05d0\u0600\u200d-x/>'),
    ),
    expect: { verdicts: { [IMPORT]: ['fail', 'unsupported'] }, exit: [1, 3] },
  },
  {
    id: 'server-header-steering',
    summary: 'says who it is with characters that steer a terminal, and refuses everything',
    server: (_asked, response) => {
      const body = errorBody('InternalError', 'no');
      response.socket?.end(
        Buffer.concat([
          Buffer.from('HTTP/1.1 500 \x9b2J<b>\r\nServer: evil\x9b31m<script>alert(3)</script>', 'latin1'),
          Buffer.from(`\r\nConnection: close\r\nContent-Length: ${body.length}\r\n\r\n${body}`),
        ]),
      );
    },
    expect: {
      verdicts: { 'lifecycle.create.works': ['fail', 'unsupported', 'inconclusive'] },
      exit: [1, 3, 5],
    },
  },
  {
    id: 'message-megabyte',
    summary: 'refuses with a message of a megabyte',
    server: withBody((body) =>
      body.includes('<Code>') ? errorBody('InvalidOther', 'long '.repeat(MEGABYTE / 5)) : body,
    ),
    expect: REFUSALS,
  },
  {
    id: 'code-megabyte',
    summary: 'refuses with a code of a megabyte',
    server: withBody((body) => (body.includes('<Code>') ? errorBody('C'.repeat(MEGABYTE), 'x') : body)),
    expect: REFUSALS,
  },
  {
    id: 'code-empty',
    summary: 'refuses with a code of white space',
    server: withBody((body) => (body.includes('<Code>') ? errorBody(' \n ', 'x') : body)),
    expect: REFUSALS,
  },
  {
    id: 'fingerprint-megabyte',
    summary: 'shows fingerprints of a megabyte',
    server: withBody((body) => replaceText(body, 'keyFingerprint', 'ab:'.repeat(MEGABYTE / 3))),
    expect: failed('fingerprint.import.ed25519'),
  },
  {
    id: 'name-megabyte',
    summary: 'shows names of a megabyte',
    server: onlyFor(
      'ImportKeyPair',
      withBody((body) => replaceText(body, 'keyName', 'n'.repeat(MEGABYTE))),
    ),
    expect: failed(IMPORT),
  },
  {
    id: 'errors-for-everything',
    summary: 'refuses everything with a code of its own',
    server: (_asked, response) => {
      send(response, {
        status: 400,
        headers: { 'content-type': 'text/xml' },
        body: errorBody('Whatever', 'no'),
      });
    },
    expect: { verdicts: { 'lifecycle.create.works': ['fail'] }, exit: [1] },
  },
];
