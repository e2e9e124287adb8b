import { leaf, refusal, type XmlNode } from '../../../targets/ec2/reference/outcome.ts';
import { type Mutant, mutantsOf } from '../mutant.ts';
import { type Condition, creating, describing, importing, only } from './conditions.ts';
import { forEachOperation } from './faults/operations.ts';

/** One fault for the refusals of each operation alone. */
const forEach = forEachOperation('error-shape');

/** The document of a refusal, changed as text. */
function document(condition: Condition, change: (text: string) => string): Mutant['fault'] {
  return ({ xml }) => ({
    xml: { refusal: only(condition, (ctx, refused) => change(xml.refusal(ctx, refused)), xml.refusal) },
  });
}

/** The elements inside the root of a refusal, changed. */
function fields(
  condition: Condition,
  change: (nodes: readonly XmlNode[]) => readonly XmlNode[],
): Mutant['fault'] {
  return ({ xml }) => ({
    xml: {
      refusalFields: only(
        condition,
        (ctx, refused) => change(xml.refusalFields(ctx, refused)),
        xml.refusalFields,
      ),
    },
  });
}

/** The message of the refusals with this code is another. */
function message(condition: Condition, code: string, text: string): Mutant['fault'] {
  return ({ xml }) => ({
    xml: {
      refusal: only(
        condition,
        (ctx, refused) =>
          xml.refusal(ctx, refused.code === code ? refusal(code, text, refused.status) : refused),
        xml.refusal,
      ),
    },
  });
}

const always: Condition = () => true;

/** Faults in how refusals are written. */
export const ERROR_SHAPE_MUTANTS: readonly Mutant[] = mutantsOf('error-shape', {
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
  'request-id-constant': {
    summary: 'every refusal has the same request id',
    mustBeKilledBy: 'error-shape.describe.request-id-fresh',
    fault: fields(always, (nodes) =>
      nodes.map((node) =>
        node.name === 'RequestID' ? leaf('RequestID', '59dbff89-35bd-4eac-99ed-be587e0ee8a1') : node,
      ),
    ),
  },
  'request-id-upper': {
    summary: 'request ids of refusals are in upper case',
    mustBeKilledBy: 'error-shape.describe.request-id-format',
    fault: fields(always, (nodes) =>
      nodes.map((node) =>
        node.name === 'RequestID' && 'text' in node ? leaf('RequestID', node.text.toUpperCase()) : node,
      ),
    ),
  },
  'message-empty': {
    summary: 'refusals have no message text',
    mustBeKilledBy: 'error-shape.describe.text-filled',
    fault: document(always, (text) => text.replace(/<Message>[\s\S]*?<\/Message>/, '<Message></Message>')),
  },
  'content-type-html': {
    summary: 'refusals call themselves HTML',
    mustBeKilledBy: 'error-shape.describe.content-type',
    fault: ({ http }) => ({
      http: {
        contentType: (ctx, outcome) =>
          outcome.kind === 'refusal' ? 'text/html;charset=UTF-8' : http.contentType(ctx, outcome),
      },
    }),
  },
  'create-duplicate-message': {
    summary: 'the message of a duplicate create says something else',
    mustBeKilledBy: 'error-shape.create.message-duplicate',
    fault: message(creating, 'InvalidKeyPair.Duplicate', 'Conflict'),
  },
  'import-duplicate-message': {
    summary: 'the message of a duplicate import says something else',
    mustBeKilledBy: 'error-shape.import.message-duplicate',
    fault: message(importing, 'InvalidKeyPair.Duplicate', 'Conflict'),
  },
  'create-missing-name-message': {
    summary: 'the message of a create without a name does not tell the parameter',
    mustBeKilledBy: 'error-shape.create.message-missing-name',
    fault: message(creating, 'MissingParameter', 'A parameter is missing'),
  },
  'create-key-type-message': {
    summary: 'the message for a bad key type does not tell what is allowed',
    mustBeKilledBy: 'error-shape.create.message-bad-key-type',
    fault: ({ types }) => ({
      types: {
        refuseKeyType: (ctx) => types.refuseKeyType(ctx) && refusal('InvalidParameterValue', 'Bad value'),
      },
    }),
  },
  'create-key-format-message': {
    summary: 'the message for a bad key format does not tell what is allowed',
    mustBeKilledBy: 'error-shape.create.message-bad-key-format',
    fault: ({ types }) => ({
      types: {
        refuseKeyFormat: (ctx) => types.refuseKeyFormat(ctx) && refusal('InvalidParameterValue', 'Bad value'),
      },
    }),
  },
  'import-material-message': {
    summary: 'the message for bad material says something else',
    mustBeKilledBy: 'error-shape.import.message-bad-material',
    fault: message(importing, 'InvalidKey.Format', 'Bad key'),
  },
  'import-missing-material-message': {
    summary: 'the message of an import without material does not tell the parameter',
    mustBeKilledBy: 'error-shape.import.message-missing-material',
    fault: ({ material }) => ({
      material: {
        missing: (ctx) => material.missing(ctx) && refusal('MissingParameter', 'A parameter is missing'),
      },
    }),
  },
  'describe-unknown-name-message': {
    summary: 'the message for an unknown name says something else',
    mustBeKilledBy: 'error-shape.describe.message-unknown-name',
    fault: message(describing, 'InvalidKeyPair.NotFound', 'Nothing there'),
  },
  'dry-run-message': {
    summary: 'the message of a dry run says something else',
    mustBeKilledBy: 'error-shape.create.message-dry-run',
    source: 'https://github.com/getmoto/moto/pull/9449',
    fault: message(creating, 'DryRunOperation', 'Dry run'),
  },
  'message-unescaped': {
    summary: 'messages are not escaped',
    mustBeKilledBy: 'error-shape.describe.name-escaped',
    fault: ({ xml }) => ({
      xml: {
        element: (ctx, node) =>
          'text' in node && node.name === 'Message'
            ? `<Message>${node.text}</Message>`
            : xml.element(ctx, node),
      },
    }),
  },
  'message-escaped-twice': {
    summary: 'messages are escaped twice',
    mustBeKilledBy: 'error-shape.describe.name-escaped',
    fault: ({ xml }) => ({
      xml: {
        element: (ctx, node) =>
          'text' in node && node.name === 'Message'
            ? xml.element(ctx, leaf('Message', xml.escape(ctx, node.text)))
            : xml.element(ctx, node),
      },
    }),
  },
});
