import { refusal } from '../../../targets/ec2/reference/outcome.ts';
import { gzips } from '../content-encoding.ts';
import type { Mutant } from '../mutant.ts';
import { accept, always, at, describing, forEach, OPERATIONS, table } from './table.ts';

/** The refusal of a version that does not exist. */
const NO_VERSION = refusal('NoSuchVersion', 'The requested version of service AmazonEC2 does not exist');

/** Faults in the versions of the API. */
// biome-ignore format: a row is a mutant
export const WIRE_VERSIONS: readonly Mutant[] = table('wire', [
  ['any-version', 'any version of the API is accepted', 'wire.import.unknown-version',
    at('protocol', 'version', always, accept)],
  ['older-versions-refused', 'only the newest version is served', 'wire.create.older-version',
    at('protocol', 'version', always, (right, ctx) =>
      /^201[0-5]/.test(ctx.parameters.get('Version') ?? '')
        ? NO_VERSION
        : right(ctx)), { source: 'https://github.com/saltstack/salt/issues/41214' }],
  ['older-describe-empty', 'a describe of an older version is empty', 'wire.describe.older-version',
    at('describe', 'answered', always, (right, ctx, pairs) =>
      ctx.parameters.get('Version') === '2013-10-15' ? [] : right(ctx, pairs))],
  ['newest-namespace', 'older versions are served under the newest namespace', 'wire.describe.version-namespace',
    at('xml', 'namespace', always, () => 'http://ec2.amazonaws.com/doc/2016-11-15/'),
    { source: 'https://github.com/saltstack/salt/issues/41214' }],
  ['versions-before-2014', 'versions before 2014 are not served', 'wire.describe.published-versions',
    at('protocol', 'version', always, (right, ctx) =>
      /^20(0|1[0-3])/.test(ctx.parameters.get('Version') ?? '') ? NO_VERSION : right(ctx))],
  ['any-date-is-a-version', 'any date is a version of the API', 'wire.describe.unknown-versions',
    at('protocol', 'version', always, (right, ctx) =>
      /^20[01]\d-\d\d-\d\d$/.test(ctx.parameters.get('Version') ?? '') ? undefined : right(ctx))],
]);

/** Answers that are compressed although nobody asked for it. */
// biome-ignore format: a row is a mutant
export const CONTENT_ENCODINGS: readonly Mutant[] = [
  ...table('response-shape', [
    ...forEach(OPERATIONS, (operation, here) => [
      ['gzip-unasked', `a success of ${operation} comes compressed`, `response-shape.${operation}.content-encoding`,
        ({ http }) => ({ http: gzips(http, (ctx, { kind }) => kind === 'success' && here(ctx)) }),
        { source: 'https://github.com/aws/aws-sdk-go/issues/1628' }],
    ]),
    ['gzip-said', 'a described key pair is said to be compressed and is not', 'response-shape.describe.content-encoding',
      ({ http }) => ({ http: gzips(http, (ctx, { kind }) => kind === 'success' && describing(ctx), 'header alone') })],
    ['gzip-unsaid', 'a described key pair comes compressed without a word', 'response-shape.describe.content-encoding',
      ({ http }) => ({ http: gzips(http, (ctx, { kind }) => kind === 'success' && describing(ctx), 'body alone') })],
  ]),
  ...table('error-shape', [
    ['gzip-unasked', 'refusals come compressed', 'error-shape.describe.content-encoding',
      ({ http }) => ({ http: gzips(http, (_ctx, { kind }) => kind === 'refusal') })],
    ['gzip-said', 'refusals are said to be compressed and are not', 'error-shape.describe.content-encoding',
      ({ http }) => ({ http: gzips(http, (_ctx, { kind }) => kind === 'refusal', 'header alone') })],
  ]),
];
