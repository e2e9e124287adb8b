import { type NullTarget, plain, stateless } from '../null-target.ts';
import { documentationExample } from './nulls/documentation.ts';
import { type Answer, refusalDocument, successDocument } from './nulls/documents.ts';
import { cannedKeys } from './nulls/keys.ts';

/** Codes and HTTP statuses of the servers that refuse everything in the right shape. */
const REFUSALS: readonly (readonly [code: string, status: number])[] = [
  ['InvalidParameterValue', 400],
  ['MissingParameter', 400],
  ['InvalidParameterCombination', 400],
  ['InvalidKeyPair.NotFound', 400],
  ['InvalidKeyPair.Duplicate', 400],
  ['InvalidKey.Format', 400],
  ['KeyPairLimitExceeded', 400],
  ['TagLimitExceeded', 400],
  ['UnknownParameter', 400],
  ['InvalidAction', 400],
  ['AuthFailure', 401],
  ['UnauthorizedOperation', 403],
  ['DryRunOperation', 412],
];

/** Every null target of EC2. */
export const NULL_TARGETS: readonly NullTarget[] = [
  stateless('empty-200', 'answers HTTP 200 without a body', () => plain(200, '')),
  stateless('text-200', 'answers HTTP 200 with the word OK', () => plain(200, 'OK')),
  stateless('json-200', 'answers HTTP 200 with an empty JSON object', () => ({
    status: 200,
    contentType: 'application/json',
    body: '{}',
  })),
  stateless(
    'hollow-success',
    'answers every action with its root element and a request id, and nothing else',
    (p) => successDocument(p.get('Action') ?? '', ''),
  ),
  stateless('empty-list', 'answers every action with an empty list and `true`', (p) =>
    successDocument(p.get('Action') ?? '', '<keySet/><return>true</return>'),
  ),
  stateless('always-400', 'answers HTTP 400 without a body', () => plain(400, '')),
  stateless('always-404', 'answers HTTP 404 without a body', () => plain(404, '')),
  stateless('always-500', 'answers HTTP 500 without a body', () => plain(500, '')),
  ...REFUSALS.map(([code, status]) =>
    stateless(
      `refuse-all-${code}`,
      `refuses everything with ${code} (HTTP ${status}) in the right shape`,
      () => refusalDocument(code, status),
    ),
  ),
  stateless('echo', 'answers every action with the parameters it was sent, as elements', echo),
  stateless('canned-documentation', 'answers every action with the example of its documentation', (p) =>
    documentationExample(p.get('Action') ?? ''),
  ),
  stateless(
    'canned-keys',
    'answers every action from a table of three valid key pairs, whatever is asked',
    cannedKeys(),
  ),
];

function echo(parameters: ReadonlyMap<string, string>): Answer {
  const elements = [...parameters].flatMap(([name, value]) => {
    const element = name.replace(/\..*/, '');
    const camel = element.charAt(0).toLowerCase() + element.slice(1);
    return /^[A-Za-z]+$/.test(camel) ? [`<${camel}>${escaped(value)}</${camel}>`] : [];
  });
  const name = escaped(parameters.get('KeyName') ?? parameters.get('KeyName.1') ?? '');
  return successDocument(
    parameters.get('Action') ?? '',
    `${elements.join('')}<return>true</return><keySet><item><keyName>${name}</keyName></item></keySet>`,
  );
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\r', '&#xD;');
}
