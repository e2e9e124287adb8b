import { leaf, type XmlNode } from '../../../targets/ec2/reference/outcome.ts';
import type { Mutant } from '../mutant.ts';
import { withoutDeclaration, ZERO_ID } from './error-shape.ts';
import { type ForEach, forEachOperation } from './faults.ts';
import { always, at, type Condition, creating, deleting, describing, importing, table } from './table.ts';

/** One fault for the answers of each operation alone. */
export const forEach: ForEach = forEachOperation('response-shape');

/** The elements of an answer, changed. */
export function fields(
  condition: Condition,
  change: (nodes: readonly XmlNode[]) => readonly XmlNode[],
): Mutant['fault'] {
  return at('xml', 'fields', condition, (right, ctx, nodes) => change(right(ctx, nodes)));
}

/** The elements of every described item, changed. */
export function items(change: (nodes: readonly XmlNode[]) => readonly XmlNode[]): Mutant['fault'] {
  return at('responses', 'describedItem', always, (right, ctx, pair) => change(right(ctx, pair)));
}

/** Leaves elements of a name out. */
export const without =
  (name: string) =>
  (nodes: readonly XmlNode[]): readonly XmlNode[] =>
    nodes.filter((node) => node.name !== name);

/** Gives elements of a name another one. */
export const renamed =
  (from: string, to: string) =>
  (nodes: readonly XmlNode[]): readonly XmlNode[] =>
    nodes.map((node) => (node.name === from ? { ...node, name: to } : node));

/** Changes the text of elements of a name. */
export const rewritten =
  (name: string, change: (text: string) => string) =>
  (nodes: readonly XmlNode[]): readonly XmlNode[] =>
    nodes.map((node) => (node.name === name && 'text' in node ? leaf(name, change(node.text)) : node));

/** Faults in the envelope of an answer. */
// biome-ignore format: a row is a mutant
export const RESPONSE_SHAPE_ENVELOPE: readonly Mutant[] = table('response-shape', [
  ...forEach(
    'status-201',
    (one) => `${one} answers with HTTP 201`,
    'status',
    (condition) =>
      at('http', 'status', condition, (right, ctx, outcome) =>
        outcome.kind === 'success' ? 201 : right(ctx, outcome),
      ),
  ),
  ...forEach(
    'no-declaration',
    (one) => `the answer of ${one} has no XML declaration`,
    'xml-declaration',
    (condition) => at('xml', 'success', condition, (right, ctx, nodes) => withoutDeclaration(right(ctx, nodes))),
  ),
  ...forEach(
    'request-id-zero',
    (one) => `every answer of ${one} has the request id of zeros`,
    'request-id-fresh',
    (condition) => at('xml', 'requestId', condition, () => [leaf('requestId', ZERO_ID)]),
  ),
  ...forEach(
    'other-root',
    (one) => `the root element of ${one} ends in Result`,
    'root',
    (condition) => at('xml', 'root', condition, (_right, ctx) => `${ctx.action}Result`),
  ),
  ...forEach(
    'no-namespace',
    (one) => `the answer of ${one} has no namespace`,
    'namespace',
    (condition) => at('xml', 'namespace', condition, () => undefined),
  ),
  ...forEach(
    'namespace-without-slash',
    (one) => `the namespace of ${one} has no slash at its end`,
    'namespace',
    (condition) => at('xml', 'namespace', condition, () => 'http://ec2.amazonaws.com/doc/2016-11-15'),
  ),
  ...forEach(
    'no-request-id',
    (one) => `the answer of ${one} has no request id`,
    'request-id',
    (condition) => at('xml', 'requestId', condition, () => []),
  ),
  ...forEach(
    'capital-request-id',
    (one) => `the request id of ${one} is spelt as in a refusal`,
    'request-id',
    (condition) => at('xml', 'requestId', condition, (_right, ctx) => [leaf('RequestID', ctx.requestId)]),
  ),
  ...forEach(
    'undeclared-element',
    (one) => `the answer of ${one} has an element that nobody knows`,
    'undeclared',
    (condition) => fields(condition, (nodes) => [...nodes, leaf('ownerId', '000000000000')]),
  ),
  ...forEach(
    'unclosed',
    (one) => `the answer of ${one} ends before its root element does`,
    'readable',
    (condition) =>
      at('xml', 'success', condition, (right, ctx, nodes) => right(ctx, nodes).replace(/<\/[A-Za-z]+>$/, '')),
  ),
]);

/** Faults in the elements of an answer. */
// biome-ignore format: a row is a mutant
export const RESPONSE_SHAPE_MEMBERS: readonly Mutant[] = table('response-shape', [
  ['create-fingerprint-missing', 'the answer to a create has no fingerprint', 'response-shape.create.members',
    fields(creating, without('keyFingerprint'))],
  ['create-capitals', 'the elements of a create are in capitals', 'response-shape.create.members',
    fields(creating, renamed('keyPairId', 'KeyPairId'))],
  ['create-material-empty', 'the key material of a create is empty', 'response-shape.create.material-filled',
    fields(
      creating,
      rewritten('keyMaterial', () => ''))],
  ['create-fingerprint-short', 'the fingerprint in the answer to a create lacks its last two characters',
    'response-shape.create.fingerprint-format',
    fields(
      creating,
      rewritten('keyFingerprint', (text) => text.slice(0, -2)))],
  ['create-id-bare', 'the id in the answer to a create has no prefix', 'response-shape.create.id-format',
    fields(
      creating,
      rewritten('keyPairId', (text) => text.replace('key-', '')))],
  ['import-fingerprint-missing', 'the answer to an import has no fingerprint',
    'response-shape.import.members',
    fields(importing, without('keyFingerprint'))],
  ['import-fingerprint-upper', 'the fingerprint in the answer to an import lacks its last two characters',
    'response-shape.import.fingerprint-format',
    fields(
      importing,
      rewritten('keyFingerprint', (text) => text.slice(0, -2)))],
  ['import-id-bare', 'the id in the answer to an import has no prefix', 'response-shape.import.id-format',
    fields(
      importing,
      rewritten('keyPairId', (text) => text.replace('key-', '')))],
  ['import-empty-material', 'the answer to an import has an empty element for key material',
    'response-shape.import.no-private-key',
    fields(importing, (nodes) => [...nodes, leaf('keyMaterial', '')])],
  ['tag-members', 'tags are elements member', 'response-shape.create.tag-items',
    at('xml', 'itemName', always, (right, ctx, list) => (list === 'tagSet' ? 'member' : right(ctx, list)))],
  ['import-tags-capital', 'keys and values of the tags in the answer to an import are in capitals',
    'response-shape.import.tag-items',
    at('xml', 'list', importing, (right, ctx, name, members) =>
      right(
        ctx,
        name,
        members.map((nodes) => renamed('value', 'Value')(renamed('key', 'Key')(nodes))),
      ))],
  ['describe-tags-capital', 'keys of the tags in a describe are in capitals',
    'response-shape.describe.tag-items',
    at('xml', 'list', describing, (right, ctx, name, members) =>
      right(ctx, name, name === 'tagSet' ? members.map(renamed('key', 'Key')) : members))],
]);

/** Faults in the lists and items of an answer. */
// biome-ignore format: a row is a mutant
export const RESPONSE_SHAPE_LISTS: readonly Mutant[] = table('response-shape', [
  ['describe-members', 'described key pairs are elements member', 'response-shape.describe.items',
    at('xml', 'itemName', always, (right, ctx, list) => (list === 'keySet' ? 'member' : right(ctx, list)))],
  ['describe-several-sets', 'every described key pair has a list of its own',
    'response-shape.describe.members',
    fields(describing, (nodes) =>
      nodes.flatMap((node) =>
        node.name === 'keySet' && 'children' in node && node.children.length > 1
          ? node.children.map((child) => ({ name: 'keySet', children: [child] }))
          : [node],
      ))],
  ['describe-empty-no-set', 'a describe that finds nothing has no list', 'response-shape.describe.empty',
    fields(describing, (nodes) =>
      nodes.filter((node) => !(node.name === 'keySet' && 'children' in node && node.children.length === 0)),
    ), { source: 'https://github.com/mulgadc/spinifex/pull/636' }],
  ['describe-empty-item', 'a describe that finds nothing has a list with an empty item',
    'response-shape.describe.empty',
    fields(describing, (nodes) =>
      nodes.map((node) =>
        node.name === 'keySet' && 'children' in node && node.children.length === 0
          ? { name: 'keySet', children: [{ name: 'item', children: [] }] }
          : node,
      ))],
  ['describe-type-missing', 'described key pairs have no key type', 'response-shape.describe.members',
    items(without('keyType'))],
  ['describe-id-bare', 'ids in a describe have no prefix', 'response-shape.describe.id-format',
    items(rewritten('keyPairId', (text) => text.replace('key-', '')))],
  ['describe-fingerprint-short', 'fingerprints in a describe lack their last two characters',
    'response-shape.describe.fingerprint-format',
    items(rewritten('keyFingerprint', (text) => text.slice(0, -2)))],
  ['describe-type-upper', 'key types in a describe are in capitals',
    'response-shape.describe.key-type-format',
    items(rewritten('keyType', (text) => text.toUpperCase()))],
  ['describe-time-offset', 'create times in a describe end in an offset',
    'response-shape.describe.create-time-format',
    items(rewritten('createTime', (text) => text.replace('Z', '+00:00')))],
  ['describe-public-key-empty', 'a describe has an empty element for the public key where none is asked for',
    'response-shape.describe.no-public-key',
    at('responses', 'describedItem', always, (right, ctx, pair) => [
      ...right(ctx, pair),
      ...(ctx.behaviours.describe.includesPublicKey(ctx) ? [] : [leaf('publicKey', '')]),
    ])],
  ['describe-public-key-renamed', 'the public key in a describe is spelt publicKeyMaterial',
    'response-shape.describe.public-key',
    items(renamed('publicKey', 'publicKeyMaterial'))],
  ['describe-private-key-empty', 'a describe has an empty element for the private key',
    'response-shape.describe.no-private-key',
    items((nodes) => [...nodes, leaf('keyMaterial', '')])],
  ['describe-no-tag-set', 'described key pairs without tags have no set of tags',
    'response-shape.describe.tag-set',
    items((nodes) =>
      nodes.filter((node) => !(node.name === 'tagSet' && 'children' in node && node.children.length === 0)))],
]);

/** Faults in the values of an answer, and in how they are written. */
// biome-ignore format: a row is a mutant
export const RESPONSE_SHAPE_VALUES: readonly Mutant[] = table('response-shape', [
  ['delete-capital-true', 'a delete answers `True`', 'response-shape.delete.return',
    at('xml', 'boolean', always, (_right, _ctx, value) => (value ? 'True' : 'False'))],
  ['delete-return-missing', 'a delete answers without `return`', 'response-shape.delete.members',
    fields(deleting, without('return'))],
  ['delete-id-missing', 'a delete answers without an id', 'response-shape.delete.id',
    fields(deleting, without('keyPairId')), { source: 'https://github.com/floci-io/floci/pull/3727' }],
  ['delete-id-bare', 'the id in the answer of a delete has no prefix', 'response-shape.delete.id-format',
    fields(
      deleting,
      rewritten('keyPairId', (text) => text.replace('key-', '')))],
  ['delete-id-empty', 'a delete that found nothing has an empty element for the id',
    'response-shape.delete.no-id',
    fields(deleting, (nodes) =>
      nodes.some(({ name }) => name === 'keyPairId') ? nodes : [...nodes, leaf('keyPairId', '')])],
  ['create-unescaped', 'a create does not escape what it writes', 'response-shape.create.escaping',
    at('xml', 'escape', creating, (_right, _ctx, text) => text)],
  ['import-escaped-twice', 'an import escapes what it writes twice', 'response-shape.import.escaping',
    at('xml', 'escape', importing, (right, ctx, text) => right(ctx, right(ctx, text)))],
  ['describe-ampersand-lost', 'a describe drops ampersands', 'response-shape.describe.escaping',
    at('xml', 'escape', describing, (right, ctx, text) => right(ctx, text.replaceAll('&', '')))],
  ['request-id-constant', 'every answer has the same request id', 'response-shape.describe.request-id-fresh',
    at('xml', 'requestId', always, () => [leaf('requestId', '59dbff89-35bd-4eac-99ed-be587e0ee8a1')])],
  ['request-id-upper', 'request ids are in upper case', 'response-shape.describe.request-id-format',
    at('xml', 'requestId', always, (_right, ctx) => [leaf('requestId', ctx.requestId.toUpperCase())])],
  ['request-id-short', 'request ids are sixteen hex digits', 'response-shape.describe.request-id-format',
    at('xml', 'requestId', always, (_right, ctx) => [
      leaf('requestId', ctx.requestId.replaceAll('-', '').slice(0, 16)),
    ])],
  ['content-type-json', 'answers call themselves JSON', 'response-shape.describe.content-type',
    at('http', 'contentType', always, (right, ctx, outcome) =>
      outcome.kind === 'success' ? 'application/json' : right(ctx, outcome))],
  ['list-unwrapped', 'described key pairs stand beside each other without a list', 'lifecycle.describe.works',
    fields(describing, (nodes) =>
      nodes.flatMap((node) => (node.name === 'keySet' && 'children' in node ? node.children : [node])))],
  ['latin-1', 'answers are written in Latin-1 and say UTF-8', 'tags.create.unicode',
    at('http', 'body', always, (right, ctx, outcome) =>
      Buffer.from(right(ctx, outcome).toString('utf8'), 'latin1'))],
]);
