import { leaf } from '../../../../targets/ec2/reference/outcome.ts';
import { type Mutant, mutantsOf } from '../../mutant.ts';
import { creating, deleting, describing, importing, only } from '../conditions.ts';
import { fields, rewritten, without } from './faults.ts';

/** Faults in the values of an answer, and in how they are written. */
export const RESPONSE_SHAPE_VALUES: readonly Mutant[] = mutantsOf('response-shape', {
  'delete-capital-true': {
    summary: 'a delete answers `True`',
    mustBeKilledBy: 'response-shape.delete.return',
    fault: () => ({ xml: { boolean: (_ctx, value) => (value ? 'True' : 'False') } }),
  },
  'delete-return-missing': {
    summary: 'a delete answers without `return`',
    mustBeKilledBy: 'response-shape.delete.members',
    fault: fields(deleting, without('return')),
  },
  'delete-id-missing': {
    summary: 'a delete answers without an id',
    mustBeKilledBy: 'response-shape.delete.id',
    source: 'https://github.com/floci-io/floci/pull/3727',
    fault: fields(deleting, without('keyPairId')),
  },
  'delete-id-bare': {
    summary: 'the id in the answer of a delete has no prefix',
    mustBeKilledBy: 'response-shape.delete.id-format',
    fault: fields(
      deleting,
      rewritten('keyPairId', (text) => text.replace('key-', '')),
    ),
  },
  'delete-id-empty': {
    summary: 'a delete that found nothing has an empty element for the id',
    mustBeKilledBy: 'response-shape.delete.no-id',
    fault: fields(deleting, (nodes) =>
      nodes.some(({ name }) => name === 'keyPairId') ? nodes : [...nodes, leaf('keyPairId', '')],
    ),
  },
  'create-unescaped': {
    summary: 'a create does not escape what it writes',
    mustBeKilledBy: 'response-shape.create.escaping',
    fault: ({ xml }) => ({ xml: { escape: only(creating, (_ctx, text) => text, xml.escape) } }),
  },
  'import-escaped-twice': {
    summary: 'an import escapes what it writes twice',
    mustBeKilledBy: 'response-shape.import.escaping',
    fault: ({ xml }) => ({
      xml: { escape: only(importing, (ctx, text) => xml.escape(ctx, xml.escape(ctx, text)), xml.escape) },
    }),
  },
  'describe-ampersand-lost': {
    summary: 'a describe drops ampersands',
    mustBeKilledBy: 'response-shape.describe.escaping',
    fault: ({ xml }) => ({
      xml: { escape: only(describing, (ctx, text) => xml.escape(ctx, text.replaceAll('&', '')), xml.escape) },
    }),
  },
  'request-id-constant': {
    summary: 'every answer has the same request id',
    mustBeKilledBy: 'response-shape.describe.request-id-fresh',
    fault: () => ({
      xml: { requestId: () => [leaf('requestId', '59dbff89-35bd-4eac-99ed-be587e0ee8a1')] },
    }),
  },
  'request-id-upper': {
    summary: 'request ids are in upper case',
    mustBeKilledBy: 'response-shape.describe.request-id-format',
    fault: () => ({ xml: { requestId: (ctx) => [leaf('requestId', ctx.requestId.toUpperCase())] } }),
  },
  'request-id-short': {
    summary: 'request ids are sixteen hex digits',
    mustBeKilledBy: 'response-shape.describe.request-id-format',
    fault: () => ({
      xml: { requestId: (ctx) => [leaf('requestId', ctx.requestId.replaceAll('-', '').slice(0, 16))] },
    }),
  },
  'content-type-json': {
    summary: 'answers call themselves JSON',
    mustBeKilledBy: 'response-shape.describe.content-type',
    fault: ({ http }) => ({
      http: {
        contentType: (ctx, outcome) =>
          outcome.kind === 'success' ? 'application/json' : http.contentType(ctx, outcome),
      },
    }),
  },
  'list-unwrapped': {
    summary: 'described key pairs stand beside each other without a list',
    mustBeKilledBy: 'lifecycle.describe.works',
    fault: fields(describing, (nodes) =>
      nodes.flatMap((node) => (node.name === 'keySet' && 'children' in node ? node.children : [node])),
    ),
  },
  'latin-1': {
    summary: 'answers are written in Latin-1 and say UTF-8',
    mustBeKilledBy: 'tags.create.unicode',
    fault: ({ http }) => ({
      http: { body: (ctx, outcome) => Buffer.from(http.body(ctx, outcome).toString('utf8'), 'latin1') },
    }),
  },
});
