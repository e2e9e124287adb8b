import { leaf, refusal, type XmlNode } from '../../../targets/ec2/reference/outcome.ts';
import type { Mutant } from '../mutant.ts';
import { forEachOperation } from './faults.ts';
import { at, type Condition, creating, describing, importing, table } from './table.ts';

/** One fault for the refusals of each operation alone. */
const forEach = forEachOperation('error-shape');

/** The document of a refusal, changed as text. */
function document(condition: Condition, change: (text: string) => string): Mutant['fault'] {
  return at('xml', 'refusal', condition, (right, ctx, refused) => change(right(ctx, refused)));
}

/** The elements inside the root of a refusal, changed. */
function fields(
  condition: Condition,
  change: (nodes: readonly XmlNode[]) => readonly XmlNode[],
): Mutant['fault'] {
  return at('xml', 'refusalFields', condition, (right, ctx, refused) => change(right(ctx, refused)));
}

/** The message of the refusals with this code is another. */
function message(condition: Condition, code: string, text: string): Mutant['fault'] {
  return at('xml', 'refusal', condition, (right, ctx, refused) =>
    right(ctx, refused.code === code ? refusal(code, text, refused.status) : refused),
  );
}

const always: Condition = () => true;
/** The document of an answer without what comes before its root element. */
export const withoutDeclaration = (text: string): string => text.replace(/^<\?xml[^>]*>\s*/, '');

/** What careless servers give every answer for a request id. */
export const ZERO_ID = '00000000-0000-0000-0000-000000000000';
const BAD_VALUE = refusal('InvalidParameterValue', 'Bad value');

/** Faults in how refusals are written. */
// biome-ignore format: a row is a mutant
export const ERROR_SHAPE_MUTANTS: readonly Mutant[] = table('error-shape', [
  ...forEach(
    'error-root',
    (one) => `the root element of a refused ${one} is ErrorResponse`,
    'root',
    (condition) => document(condition, (text) => text.replaceAll('Response>', 'ErrorResponse>')),
  ),
  ...forEach(
    'namespace',
    (one) => `a refused ${one} has the namespace of a success`,
    'namespace',
    (condition) =>
      document(condition, (text) =>
        text.replace('<Response>', '<Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">'),
      ),
  ),
  ...forEach(
    'two-messages',
    (one) => `a refused ${one} has its message twice`,
    'members',
    (condition) => document(condition, (text) => text.replace(/<Message>[\s\S]*?<\/Message>/, '$&$&')),
  ),
  ...forEach(
    'no-request-id',
    (one) => `a refused ${one} has no request id`,
    'request-id',
    (condition) => fields(condition, (nodes) => nodes.filter(({ name }) => name !== 'RequestID')),
  ),
  ...forEach(
    'request-id-spelt',
    (one) => `a refused ${one} spells its request id RequestId`,
    'request-id',
    (condition) =>
      fields(condition, (nodes) =>
        nodes.map((node) => (node.name === 'RequestID' ? { ...node, name: 'RequestId' } : node)),
      ),
  ),
  ...forEach(
    'undeclared-element',
    (one) => `a refused ${one} has an element that nobody knows`,
    'undeclared',
    (condition) => document(condition, (text) => text.replace('</Error>', '<Type>Sender</Type></Error>')),
  ),
  ...forEach(
    'unclosed',
    (one) => `a refused ${one} ends before its root element does`,
    'readable',
    (condition) => document(condition, (text) => text.replace('</Response>', '')),
  ),
  ...forEach(
    'request-id-zero',
    (one) => `every refused ${one} has the request id of zeros`,
    'request-id-fresh',
    (condition) =>
      fields(condition, (nodes) =>
        nodes.map((node) => (node.name === 'RequestID' ? leaf('RequestID', ZERO_ID) : node)),
      ),
  ),
  ...forEach(
    'no-declaration',
    (one) => `a refused ${one} has no XML declaration`,
    'xml-declaration',
    (condition) => document(condition, withoutDeclaration),
  ),
  ['request-id-constant', 'every refusal has the same request id', 'error-shape.describe.request-id-fresh',
    fields(always, (nodes) =>
      nodes.map((node) =>
        node.name === 'RequestID' ? leaf('RequestID', '59dbff89-35bd-4eac-99ed-be587e0ee8a1') : node,
      ))],
  ['request-id-upper', 'request ids of refusals are in upper case', 'error-shape.describe.request-id-format',
    fields(always, (nodes) =>
      nodes.map((node) =>
        node.name === 'RequestID' && 'text' in node ? leaf('RequestID', node.text.toUpperCase()) : node,
      ))],
  ['message-empty', 'refusals have no message text', 'error-shape.describe.text-filled',
    document(always, (text) => text.replace(/<Message>[\s\S]*?<\/Message>/, '<Message></Message>'))],
  ['content-type-html', 'refusals call themselves HTML', 'error-shape.describe.content-type',
    at('http', 'contentType', always, (right, ctx, outcome) =>
      outcome.kind === 'refusal' ? 'text/html;charset=UTF-8' : right(ctx, outcome))],
  ['create-duplicate-message', 'the message of a duplicate create says something else',
    'error-shape.create.message-duplicate',
    message(creating, 'InvalidKeyPair.Duplicate', 'Conflict')],
  ['import-duplicate-message', 'the message of a duplicate import says something else',
    'error-shape.import.message-duplicate',
    message(importing, 'InvalidKeyPair.Duplicate', 'Conflict')],
  ['create-missing-name-message', 'the message of a create without a name does not tell the parameter',
    'error-shape.create.message-missing-name',
    message(creating, 'MissingParameter', 'A parameter is missing')],
  ['create-key-type-message', 'the message for a bad key type does not tell what is allowed',
    'error-shape.create.message-bad-key-type',
    at('types', 'refuseKeyType', always,
      (right, ctx) => right(ctx) && refusal('InvalidParameterValue', 'Bad value'))],
  ['create-key-format-message', 'the message for a bad key format does not tell what is allowed',
    'error-shape.create.message-bad-key-format',
    at('types', 'refuseKeyFormat', always,
      (right, ctx) => right(ctx) && refusal('InvalidParameterValue', 'Bad value'))],
  ['import-material-message', 'the message for bad material says something else',
    'error-shape.import.message-bad-material',
    message(importing, 'InvalidKey.Format', 'Bad key')],
  ['import-missing-material-message', 'the message of an import without material does not tell the parameter',
    'error-shape.import.message-missing-material',
    at('material', 'missing', always,
      (right, ctx) => right(ctx) && refusal('MissingParameter', 'A parameter is missing'))],
  ['describe-unknown-name-message', 'the message for an unknown name says something else',
    'error-shape.describe.message-unknown-name',
    message(describing, 'InvalidKeyPair.NotFound', 'Nothing there')],
  ['dry-run-message', 'the message of a dry run says something else', 'error-shape.create.message-dry-run',
    message(creating, 'DryRunOperation', 'Dry run'),
    { source: 'https://github.com/getmoto/moto/pull/9449' }],
  ['message-unescaped', 'messages are not escaped', 'error-shape.describe.name-escaped',
    at('xml', 'element', always, (right, ctx, node) =>
      'text' in node && node.name === 'Message' ? `<Message>${node.text}</Message>` : right(ctx, node))],
  ['message-escaped-twice', 'messages are escaped twice', 'error-shape.describe.name-escaped',
    at('xml', 'element', always, (right, ctx, node) =>
      'text' in node && node.name === 'Message'
        ? right(ctx, leaf('Message', ctx.behaviours.xml.escape(ctx, node.text)))
        : right(ctx, node))],
  ['name-too-long-message', 'the message for a long name does not tell the greatest length',
    'error-shape.create.message-name-too-long',
    at('names', 'tooLong', creating, (right, ctx, name) => right(ctx, name) && BAD_VALUE)],
  ['name-untrimmed-message', 'the message for a name with a space before it says something else',
    'error-shape.create.message-name-untrimmed',
    at('names', 'untrimmed', creating, (right, ctx, name) => right(ctx, name) && BAD_VALUE)],
  ['name-line-break-message', 'the message for a name with a line break says something else',
    'error-shape.create.message-name-line-break',
    at('names', 'controlCharacter', creating, (right, ctx, name) => right(ctx, name) && BAD_VALUE)],
  ['name-not-ascii-message', 'the message for a name beyond ASCII says something else',
    'error-shape.create.message-name-not-ascii',
    at('names', 'nonAscii', creating, (right, ctx, name) => right(ctx, name) && BAD_VALUE)],
  ['describe-malformed-id-message', 'the message for a malformed id does not name keyPairId',
    'error-shape.describe.message-malformed-id', message(describing, 'InvalidParameterValue', 'Bad value')],
  ['delete-malformed-id-message', 'the message for a malformed id to delete does not name keyPairId',
    'error-shape.delete.message-malformed-id',
    at('deletion', 'malformedId', always, (right, ctx, id) => right(ctx, id) && BAD_VALUE)],
  ['delete-nothing-named-message', 'the message of a delete of nothing says something else',
    'error-shape.delete.message-nothing-named',
    at('deletion', 'nothingGiven', always,
      (right, ctx) => right(ctx) && refusal('MissingParameter', 'A parameter is missing'))],
  ['tag-resource-type-message', 'the message for tags of another resource type says something else',
    'error-shape.create.message-bad-tag-resource-type',
    at('tags', 'resourceType', creating,
      (right, ctx, specification) => right(ctx, specification) && BAD_VALUE)],
  ['delete-unknown-id-message', 'the message for an id to delete that never existed does not name keyPairId',
    'error-shape.delete.message-unknown-id',
    at('deletion', 'neverExisted', always, (right, ctx, id) => right(ctx, id) && BAD_VALUE)],
  ['delete-name-as-list-message', 'the message for a delete whose name is a list says something else',
    'error-shape.delete.message-name-as-list', message(always, 'InvalidRequest', 'Bad request')],
  ['blank-name-message', 'the message for a blank name says something else',
    'error-shape.describe.message-blank-name',
    at('describe', 'blankName', always, (right, ctx, name) => right(ctx, name) && BAD_VALUE)],
  ['material-not-ascii-message', 'the message for binary material says something else',
    'error-shape.import.message-material-not-ascii',
    at('material', 'nonAscii', always, (right, ctx, bytes) => right(ctx, bytes) && BAD_VALUE)],
  ['material-too-long-message', 'the message for long material does not tell the greatest length',
    'error-shape.import.message-material-too-long',
    at('material', 'tooLong', always, (right, ctx, bytes) => right(ctx, bytes) && BAD_VALUE)],
  ['no-credentials-message', 'the message of a call without credentials does not tell the parameter',
    'error-shape.describe.message-no-credentials',
    at('authorization', 'missing', always,
      (right, ctx) => right(ctx) && refusal('MissingParameter', 'A parameter is missing'))],
  ['bad-credentials-message', 'the message for credentials of nobody says something else',
    'error-shape.describe.message-bad-credentials', message(always, 'AuthFailure', 'Go away')],
  ['unknown-action-message', 'the message for an unknown action says something else',
    'error-shape.describe.message-unknown-action', message(always, 'InvalidAction', 'Bad action')],
  ['unknown-version-message', 'the message for an unknown version does not name the service',
    'error-shape.describe.message-unknown-version', message(always, 'NoSuchVersion', 'Bad version')],
  ['unknown-parameter-message', 'the message for an unknown parameter does not name it',
    'error-shape.describe.message-unknown-parameter', message(always, 'UnknownParameter', 'Bad parameter')],
]);
