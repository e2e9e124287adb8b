import {
  CAPABILITIES,
  EVIDENCE_GRADES,
  LEVELS,
  OPERATION_ROLES,
  PROGRAM_CLIENTS,
  READINGS,
  type Requirement,
  TOPICS,
} from './contract.ts';

/** Fields that differ between the requirements of one entry, or stand for all of them. */
type SharedField = Exclude<keyof Requirement, 'id' | 'topic' | 'operation' | 'check' | 'basis' | 'location'>;

const EXPECTATION = { $ref: 'requirements#/$defs/expectation' };
const REFUSAL = { type: 'string', pattern: '^[a-z0-9][a-z0-9.-]*$' };
const TEXT = { type: 'string', minLength: 1 };

/** A list of different values of one kind, not empty. */
function several(items: object): object {
  return { type: 'array', minItems: 1, uniqueItems: true, items };
}

/** The compiler demands one schema for each field of a requirement: a field without one does not load. */
const SHARED = {
  level: { enum: [...LEVELS] },
  statement: TEXT,
  sources: { type: 'array', minItems: 1, items: { $ref: 'common#/$defs/citation' } },
  evidence: { $ref: 'vocabulary#/$defs/grade' },
  given: { type: 'object' },
  expects: EXPECTATION,
  readings: {
    type: 'object',
    additionalProperties: false,
    required: ['documented'],
    properties: { documented: EXPECTATION },
  },
  needs: { type: 'array', uniqueItems: true, items: TEXT },
  requires: several({ enum: [...CAPABILITIES] }),
  clients: several({ enum: ['sdk', ...PROGRAM_CLIENTS] }),
} satisfies Record<SharedField, object>;

const EACH = { type: 'object', additionalProperties: false, minProperties: 1, properties: SHARED };
const ROLES = OPERATION_ROLES.join('|');

/** The words of a contract, for the schemas of its files. */
export const VOCABULARY_SCHEMA: object = {
  $id: 'vocabulary',
  $defs: {
    topic: { enum: [...TOPICS] },
    grade: { enum: [...EVIDENCE_GRADES] },
    reading: { enum: [...READINGS] },
    operation: { enum: [...OPERATION_ROLES] },
  },
};

/** One file of the catalogue, as `catalogue.ts` reads it. */
export const REQUIREMENTS_SCHEMA: object = {
  $id: 'requirements',
  type: 'array',
  minItems: 1,
  items: {
    type: 'object',
    additionalProperties: false,
    required: ['id', 'check'],
    properties: {
      id: {
        type: 'string',
        pattern: `^[a-z0-9-]+\\.([a-z0-9-]+|\\{(${ROLES})(,(${ROLES}))+\\})(\\.[a-z0-9-]+)*(\\.\\*)?$`,
      },
      operation: { enum: [...OPERATION_ROLES] },
      check: { type: 'string', pattern: '^[a-z0-9-]+/[A-Za-z0-9-]+$' },
      basis: { enum: [...OPERATION_ROLES] },
      ...SHARED,
      each: {
        type: 'object',
        additionalProperties: false,
        patternProperties: { '^[a-z0-9-]+(\\.[a-z0-9-]+)*$': EACH },
      },
    },
  },
  $defs: {
    expectation: {
      type: 'object',
      description: 'an expectation has exactly one of: outcome, refusal, either, rule, property',
      additionalProperties: false,
      minProperties: 1,
      maxProperties: 1,
      properties: {
        outcome: { const: 'accepted' },
        refusal: { anyOf: [REFUSAL, several(REFUSAL)] },
        either: { type: 'array', minItems: 2, items: EXPECTATION },
        rule: TEXT,
        property: TEXT,
      },
    },
  },
};

/** `checks.yaml`: what a check expects where a requirement does not say it. */
export const CHECKS_SCHEMA: object = {
  $id: 'checks',
  type: 'object',
  propertyNames: { pattern: '^[a-z0-9-]+/[A-Za-z0-9-]+$' },
  additionalProperties: EXPECTATION,
};
