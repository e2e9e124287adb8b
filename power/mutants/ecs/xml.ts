import type { Context } from '../../../targets/ecs/reference/context.ts';
import type { Fields } from '../../../targets/ecs/reference/outcome.ts';
import { only } from '../ec2/conditions.ts';
import { members, without } from './answers.ts';
import { type Condition, creating, describing } from './conditions.ts';
import type { EcsFault, EcsFaults } from './faults.ts';

const inXml = (ctx: Context): boolean => ctx.format === 'xml';

/** A member of the answer to each operation. */
const MEMBER = {
  create: 'PrivateKeyBody',
  import: 'KeyPairFingerPrint',
  describe: 'TotalCount',
  delete: 'RequestId',
} as const;

/** Faults of successes in XML, for one operation. */
export function xmlFaults(operation: keyof typeof MEMBER, here: Condition): EcsFaults {
  const asked: Condition = (ctx) => inXml(ctx) && here(ctx);
  const member = MEMBER[operation];
  return {
    'xml-root-of-the-action': {
      summary: `the root of an answer in XML to ${operation} is the action itself`,
      mustBeKilledBy: `response-shape.${operation}.xml-root`,
      fault: ({ format }) => ({ format: { root: only(here, (ctx) => ctx.action, format.root) } }),
    },
    'json-for-xml': {
      summary: `${operation} answers in JSON where XML was asked for`,
      mustBeKilledBy: `response-shape.${operation}.xml-root`,
      fault: ({ format }) => ({
        format: { xml: only(asked, (ctx, _root, fields) => format.json(ctx, fields), format.xml) },
      }),
    },
    [`xml-without-${member}`]: members(
      'fields',
      asked,
      `an answer in XML to ${operation} has no ${member}`,
      `response-shape.${operation}.xml-members`,
      without(member),
    ),
  };
}

/** Faults of successes in XML beside those that every operation can have. */
export const XML_FAULTS: EcsFaults = {
  'create-xml-name-twice': members(
    'fields',
    (ctx) => inXml(ctx) && creating(ctx),
    'an answer in XML to create has the name twice',
    'response-shape.create.xml-members',
    (fields) => ({ ...fields, KeyPairName: [fields.KeyPairName ?? '', fields.KeyPairName ?? ''] }),
  ),
  'describe-xml-items': {
    summary: 'the key pairs of an answer in XML to describe are elements named item',
    mustBeKilledBy: 'response-shape.describe.xml-members',
    fault: ({ format }) => ({
      format: {
        element: (ctx, name, value) =>
          format.element(ctx, describing(ctx) && name === 'KeyPair' ? 'item' : name, value),
      },
    }),
  },
  'describe-xml-not-escaped': {
    summary: 'markup characters stand in XML as they are',
    mustBeKilledBy: 'response-shape.describe.xml-escaping',
    fault: () => ({ format: { escape: (_ctx, text) => text } }),
  },
  'describe-xml-escaped-twice': {
    summary: 'markup characters in XML are escaped twice',
    mustBeKilledBy: 'response-shape.describe.xml-escaping',
    fault: ({ format }) => ({
      format: { escape: (ctx, text) => format.escape(ctx, format.escape(ctx, text)) },
    }),
  },
  'create-json-without-format': {
    summary: 'an answer to a request of version 1.0 that names no Format is JSON',
    mustBeKilledBy: 'response-shape.create.xml-default',
    fault: ({ format }) => ({
      format: {
        wanted: (request, parameters, credential) =>
          parameters.get('Format') === undefined ? 'json' : format.wanted(request, parameters, credential),
      },
    }),
  },
  'create-xml-for-json': {
    summary: 'an answer to a request of version 1.0 is XML whatever Format says',
    mustBeKilledBy: 'response-shape.create.v2-json',
    fault: ({ format }) => ({
      format: {
        wanted: (request, parameters, credential) =>
          credential?.kind === 'v2' ? 'xml' : format.wanted(request, parameters, credential),
      },
    }),
  },
};

/** A refusal in XML under another outermost element; JSON stays as it is. */
function otherError(summary: string, other: (xml: string) => string): EcsFault {
  return {
    summary,
    mustBeKilledBy: 'error-shape.create.xml-root',
    fault: ({ format }) => ({
      format: {
        refusal: only(inXml, (ctx, refused) => other(format.refusal(ctx, refused)), format.refusal),
      },
    }),
  };
}

const REFUSED = ['RequestId', 'HostId', 'Code', 'Message'];

/** Faults of refusals in XML. */
export const XML_ERROR_FAULTS: EcsFaults = {
  'xml-root-of-a-success': otherError('a refusal in XML is an element ErrorResponse', (xml) =>
    xml.replaceAll('Error>', 'ErrorResponse>'),
  ),
  'xml-as-another-cloud': otherError(
    'a refusal in XML stands in Response and Errors, as another cloud has it',
    (xml) =>
      xml.replace('<Error>', '<Response><Errors><Error>').replace('</Error>', '</Error></Errors></Response>'),
  ),
  'json-for-xml': {
    summary: 'a refusal is JSON where XML was asked for',
    mustBeKilledBy: 'error-shape.create.xml-root',
    fault: ({ format }) => ({
      format: {
        xml: (ctx, root, fields: Fields) =>
          root === 'Error' ? format.json(ctx, fields) : format.xml(ctx, root, fields),
      },
    }),
  },
  ...Object.fromEntries(
    REFUSED.map((name) => [
      `xml-without-${name}`,
      members(
        'refusalFields',
        inXml,
        `a refusal in XML has no ${name}`,
        'error-shape.create.xml-members',
        without(name),
      ),
    ]),
  ),
  'xml-of-another-type': {
    summary: 'the content type of a refusal in XML is application/xml',
    mustBeKilledBy: 'error-shape.create.xml-content-type',
    fault: ({ http }) => ({
      http: {
        contentType: (ctx, outcome) =>
          inXml(ctx) && outcome.kind === 'refusal' ? 'application/xml' : http.contentType(ctx, outcome),
      },
    }),
  },
};
