import type { Context } from '../../../targets/ecs/reference/context.ts';
import type { Fields } from '../../../targets/ecs/reference/outcome.ts';
import { members, without } from './answers.ts';
import type { EcsFault } from './faults.ts';
import { always, at, type Condition, creating, describing, type Row } from './table.ts';

const inXml = (ctx: Context): boolean => ctx.format === 'xml';

/** A member of the answer to each operation. */
const MEMBER = {
  create: 'PrivateKeyBody',
  import: 'KeyPairFingerPrint',
  describe: 'TotalCount',
  delete: 'RequestId',
} as const;

/** Faults of successes in XML, for one operation. */
export function xmlFaults(operation: keyof typeof MEMBER, here: Condition): Row[] {
  const asked: Condition = (ctx) => inXml(ctx) && here(ctx);
  const member = MEMBER[operation];
  return [
    [
      'xml-root-of-the-action',
      `the root of an answer in XML to ${operation} is the action itself`,
      `response-shape.${operation}.xml-root`,
      at('format', 'root', here, (_right, ctx) => ctx.action),
    ],
    [
      'json-for-xml',
      `${operation} answers in JSON where XML was asked for`,
      `response-shape.${operation}.xml-root`,
      at('format', 'xml', asked, (_right, ctx, _root, fields) => ctx.behaviours.format.json(ctx, fields)),
    ],
    [
      `xml-without-${member}`,
      ...members(
        'fields',
        asked,
        `an answer in XML to ${operation} has no ${member}`,
        `response-shape.${operation}.xml-members`,
        without(member),
      ),
    ],
  ];
}

/** Faults of successes in XML beside those that every operation can have. */
export const XML_FAULTS: readonly Row[] = [
  [
    'create-xml-name-twice',
    ...members(
      'fields',
      (ctx) => inXml(ctx) && creating(ctx),
      'an answer in XML to create has the name twice',
      'response-shape.create.xml-members',
      (fields) => ({ ...fields, KeyPairName: [fields.KeyPairName ?? '', fields.KeyPairName ?? ''] }),
    ),
  ],
  [
    'describe-xml-items',
    'the key pairs of an answer in XML to describe are elements named item',
    'response-shape.describe.xml-members',
    at('format', 'element', always, (right, ctx, name, value) =>
      right(ctx, describing(ctx) && name === 'KeyPair' ? 'item' : name, value),
    ),
  ],
  [
    'describe-xml-not-escaped',
    'markup characters stand in XML as they are',
    'response-shape.describe.xml-escaping',
    at('format', 'escape', always, (_right, _ctx, text) => text),
  ],
  [
    'describe-xml-escaped-twice',
    'markup characters in XML are escaped twice',
    'response-shape.describe.xml-escaping',
    at('format', 'escape', always, (right, ctx, text) => right(ctx, right(ctx, text))),
  ],
  [
    'create-json-without-format',
    'an answer to a request of version 1.0 that names no Format is JSON',
    'response-shape.create.xml-default',
    at('format', 'wanted', always, (right, request, parameters, credential) =>
      parameters.get('Format') === undefined ? 'json' : right(request, parameters, credential),
    ),
  ],
  [
    'create-xml-for-json',
    'an answer to a request of version 1.0 is XML whatever Format says',
    'response-shape.create.v2-json',
    at('format', 'wanted', always, (right, request, parameters, credential) =>
      credential?.kind === 'v2' ? 'xml' : right(request, parameters, credential),
    ),
  ],
];

/** A refusal in XML under another outermost element; JSON stays as it is. */
function otherError(summary: string, other: (xml: string) => string): EcsFault {
  return [
    summary,
    'error-shape.create.xml-root',
    at('format', 'refusal', inXml, (right, ctx, refused) => other(right(ctx, refused))),
  ];
}

const REFUSED = ['RequestId', 'HostId', 'Code', 'Message'];

/** Faults of refusals in XML. */
export const XML_ERROR_FAULTS: readonly Row[] = [
  [
    'xml-root-of-a-success',
    ...otherError('a refusal in XML is an element ErrorResponse', (xml) =>
      xml.replaceAll('Error>', 'ErrorResponse>'),
    ),
  ],
  [
    'xml-as-another-cloud',
    ...otherError('a refusal in XML stands in Response and Errors, as another cloud has it', (xml) =>
      xml.replace('<Error>', '<Response><Errors><Error>').replace('</Error>', '</Error></Errors></Response>'),
    ),
  ],
  [
    'json-for-xml',
    'a refusal is JSON where XML was asked for',
    'error-shape.create.xml-root',
    at('format', 'xml', always, (right, ctx, root, fields: Fields) =>
      root === 'Error' ? ctx.behaviours.format.json(ctx, fields) : right(ctx, root, fields),
    ),
  ],
  ...REFUSED.map(
    (name): Row => [
      `xml-without-${name}`,
      ...members(
        'refusalFields',
        inXml,
        `a refusal in XML has no ${name}`,
        'error-shape.create.xml-members',
        without(name),
      ),
    ],
  ),
  [
    'xml-of-another-type',
    'the content type of a refusal in XML is application/xml',
    'error-shape.create.xml-content-type',
    at('http', 'contentType', always, (right, ctx, outcome) =>
      inXml(ctx) && outcome.kind === 'refusal' ? 'application/xml' : right(ctx, outcome),
    ),
  ],
];
