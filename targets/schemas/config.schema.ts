import { CAPABILITIES } from '../target.ts';

const text = { type: 'string', minLength: 1 } as const;
const milliseconds = { type: 'integer', minimum: 1, maximum: 3_600_000 } as const;
const commandLine = [text, { type: 'array', items: text, minItems: 1 }] as const;

/** JSON Schema (2020-12) of a config file; its shape is `ConformanceConfig`. */
export const configSchema: Readonly<Record<string, unknown>> = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'keypair-conformance configuration',
  type: 'object',
  additionalProperties: false,
  properties: {
    $schema: { type: 'string' },
    name: text,
    version: text,
    embeds: { type: 'array', items: text, minItems: 1, uniqueItems: true },
    endpoint: text,
    provider: text,
    regions: { type: 'array', items: text, minItems: 1, maxItems: 3, uniqueItems: true },
    credentials: {
      type: 'object',
      additionalProperties: false,
      minProperties: 1,
      properties: { accessKeyId: text, secretAccessKey: text, sessionToken: text, profile: text },
      dependentRequired: {
        accessKeyId: ['secretAccessKey'],
        secretAccessKey: ['accessKeyId'],
        sessionToken: ['accessKeyId'],
      },
      dependentSchemas: {
        profile: { properties: { accessKeyId: false, secretAccessKey: false, sessionToken: false } },
      },
    },
    ca: text,
    concurrency: { type: 'integer', minimum: 1, maximum: 256 },
    timeouts: {
      type: 'object',
      additionalProperties: false,
      properties: { connectMs: milliseconds, requestMs: milliseconds, checkMs: milliseconds },
    },
    maxBodyBytes: { type: 'integer', minimum: 1024, maximum: 1_073_741_824 },
    capabilities: {
      type: 'object',
      additionalProperties: false,
      properties: Object.fromEntries(CAPABILITIES.map((capability) => [capability, { type: 'boolean' }])),
    },
    quota: { type: 'integer', minimum: 1 },
    minCoverage: { type: 'integer', minimum: 0, maximum: 100 },
    command: {
      anyOf: [
        ...commandLine,
        {
          type: 'object',
          additionalProperties: false,
          required: ['command'],
          properties: {
            command: { anyOf: commandLine },
            env: { type: 'object', additionalProperties: { type: 'string' } },
            readyMs: milliseconds,
          },
        },
      ],
    },
    adapter: {
      anyOf: [
        text,
        {
          type: 'object',
          additionalProperties: false,
          required: ['command'],
          properties: {
            command: { anyOf: commandLine },
            env: { type: 'object', additionalProperties: { type: 'string' } },
            helloMs: milliseconds,
          },
        },
      ],
    },
    python: text,
    awsCli: text,
  },
};
