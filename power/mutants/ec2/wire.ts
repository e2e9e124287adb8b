import type { BehaviourOverrides, Behaviours } from '../../../targets/ec2/reference/behaviours.ts';
import type { Context } from '../../../targets/ec2/reference/context.ts';
import { type Refusal, refusal } from '../../../targets/ec2/reference/outcome.ts';
import { decodeForm, Parameters } from '../../../targets/reference/request.ts';
import { gzips } from '../content-encoding.ts';
import type { Mutant } from '../mutant.ts';
import {
  accept,
  always,
  at,
  type Condition,
  creating,
  deleting,
  describing,
  forEach,
  importing,
  OPERATIONS,
  perServer,
  table,
  together,
} from './table.ts';

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

/** A refusal that no document knows. */
const INVALID: Refusal = refusal('InvalidRequest', 'The request is invalid');
/** Whether the request is a GET. */
const isGet = (ctx: Context): boolean => ctx.request.method === 'GET';
/** A header of the request; empty when there is none. */
const header = (ctx: Context, name: string): string => String(ctx.request.headers[name] ?? '');

/** Requests that are refused although they are good. */
function refuses(test: (ctx: Context) => boolean): Mutant['fault'] {
  return at('protocol', 'method', always, (right, ctx) => (test(ctx) ? INVALID : right(ctx)));
}

/** Credentials that are let through by some requests. */
function authenticates(test: (ctx: Context) => boolean): Mutant['fault'] {
  return at('authorization', 'authenticate', always, (right, ctx) => (test(ctx) ? undefined : right(ctx)));
}

/** Requests without credentials that are let through. */
function unsigned(test: (ctx: Context) => boolean): Mutant['fault'] {
  return at('authorization', 'missing', always, (right, ctx) => (test(ctx) ? undefined : right(ctx)));
}

/** Codes of a refusal that depend on how the signature fails. */
function authCode(code: string, status: number): Mutant['fault'] {
  return at('authorization', 'authenticate', always, (right, ctx) => {
    const refused = right(ctx);
    return refused?.code === 'AuthFailure' ? refusal(code, refused.message, status) : refused;
  });
}

/** Something after which the next describe is an internal error. */
function poisons(cause: (correct: Behaviours, poison: () => void) => BehaviourOverrides): Mutant['fault'] {
  return (correct) => {
    let poisoned = false;
    const overrides = cause(correct, () => {
      poisoned = true;
    });
    return {
      ...overrides,
      authorization: {
        ...overrides.authorization,
        authorize: (ctx) => {
          const refused = poisoned && describing(ctx);
          if (refused) poisoned = false;
          return refused ? refusal('InternalError', 'Bad state', 500) : correct.authorization.authorize(ctx);
        },
      },
    };
  };
}

/** Faults in reading a request. */
// biome-ignore format: a row is a mutant
export const WIRE_REQUESTS: readonly Mutant[] = table('wire', [
  ['create-no-get', 'create does not know GET', 'wire.create.get',
    refuses((ctx) => creating(ctx) && isGet(ctx))],
  ['import-no-get', 'import does not know GET', 'wire.import.get',
    refuses((ctx) => importing(ctx) && isGet(ctx) && header(ctx, 'authorization') !== '')],
  ['describe-no-get', 'describe does not know GET', 'wire.describe.get',
    refuses((ctx) => describing(ctx) && isGet(ctx) && header(ctx, 'authorization') !== '')],
  ['delete-get-does-nothing', 'delete by GET says `true` and deletes nothing', 'wire.delete.get',
    at('deletion', 'target', always, (right, ctx) => (isGet(ctx) ? undefined : right(ctx)))],
  ['no-post-query', 'the query of a POST is not read', 'wire.import.post-query',
    at('protocol', 'parameters', always, (right, request) =>
      right(request.method === 'POST' ? { ...request, query: '' } : request))],
  ['charset-unknown', 'a form body whose type names a charset is not read', 'wire.import.form-type',
    refuses((ctx) => ctx.request.method === 'POST' && /charset/i.test(header(ctx, 'content-type')))],
  ['no-presigned-import', 'a signature in the query is not read by import', 'wire.import.presigned',
    refuses((ctx) => importing(ctx) && ctx.credential?.kind === 'query')],
  ['no-presigned-describe', 'a presigned describe is empty', 'wire.describe.presigned',
    at('describe', 'answered', always, (right, ctx, pairs) =>
      ctx.credential?.kind === 'query' ? [] : right(ctx, pairs))],
  ['action-first', 'the action has to be the first parameter', 'wire.import.order-reversed',
    refuses((ctx) => importing(ctx) && ctx.parameters.names().at(-1) === 'Action')],
  ['name-before-material', 'the version has to come before the name', 'wire.import.order-sorted',
    refuses((ctx) => {
      const names = ctx.parameters.names();
      const sorted = names.indexOf('Version') > names.indexOf('KeyName') && names[0] === 'Action';
      return importing(ctx) && sorted;
    })],
  ['plus-stays', 'a plus sign in a form body stays one', 'wire.import.space-as-plus',
    at('protocol', 'parameters', always, (right, request) =>
      right({
        ...request,
        body: request.body && Buffer.from(request.body.toString('latin1').replaceAll('+', '%2B')),
      }))],
  ['percent-plus-space', '%2B in a form body is a space', 'wire.import.percent-plus',
    at(
      'names',
      'stored',
      (ctx) => importing(ctx) && ctx.request.method === 'POST',
      (_right, _ctx, name) => name.replaceAll('+', ' '))],
  ['query-decoded-twice', 'the query of a GET is decoded twice', 'wire.import.percent-query',
    at('protocol', 'parameters', always, (right, request) => {
      const read = right(request);
      if (!(read instanceof Parameters) || request.method !== 'GET') return read;
      const twice = (text: string): string => text.replaceAll(/[+]/g, ' ').replaceAll('%', '');
      return new Parameters(read.names().map((name) => [name, twice(read.get(name) ?? '')] as const));
    })],
  ['semicolon-separates', 'a semicolon in a form body ends a value', 'wire.import.percent-body',
    at('names', 'stored', importing, (_right, _ctx, name) => name.replace(/;(.*)$/, '$1'))],
  ['body-latin-1', 'percent-encoded bytes of a form body are read as Latin-1', 'wire.import.unicode',
    at('protocol', 'parameters', always, (right, request) => {
      const read = right(request);
      if (!(read instanceof Parameters)) return read;
      const latin = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
      return new Parameters(
        decodeForm([request.query, request.body?.toString('latin1') ?? ''].join('&')).map(
          ([name, value]) => [name, name.startsWith('TagSpecification') ? latin(value) : value] as const,
        ),
      );
    })],
  ['large-body-page', 'a body of more than 100 kB is refused by a page of the server below the service',
    'wire.describe.large-body',
    perServer(() => {
      const large: Condition = (ctx) => Number(header(ctx, 'content-length')) > 100 * 1024;
      return together(
        at('http', 'status', large, () => 413),
        at('http', 'contentType', large, () => 'text/html'),
        at('http', 'body', large, () => Buffer.from('<html><h1>413 Payload Too Large</h1></html>')));
    })],
]);

/** Faults in who may ask. */
// biome-ignore format: a row is a mutant
export const WIRE_CREDENTIALS: readonly Mutant[] = table('wire', [
  ['create-unsigned', 'create without credentials is accepted', 'wire.create.unsigned', unsigned(creating)],
  ['import-unsigned', 'import without credentials is accepted', 'wire.import.unsigned', unsigned(importing)],
  ['describe-unsigned', 'describe without credentials is accepted', 'wire.describe.unsigned',
    unsigned(describing)],
  ['delete-unsigned', 'delete without credentials is accepted', 'wire.delete.unsigned', unsigned(deleting)],
  ['unsigned-403',
    'an import without credentials is refused as MissingAuthenticationToken with HTTP status 403',
    'wire.import.unsigned',
    at('authorization', 'missing', always,
      (right, ctx) => right(ctx) && refusal('MissingAuthenticationToken', 'Missing token', 403))],
  ['any-access-key', 'an access key that nobody has is accepted', 'wire.import.unknown-access-key',
    authenticates(
      (ctx) =>
        ctx.credential?.kind === 'header' && ctx.credential.accessKeyId !== ctx.service.verify?.accessKeyId)],
  ['any-secret', 'signatures are not compared by import', 'wire.import.wrong-secret',
    authenticates((ctx) => importing(ctx) && ctx.credential?.kind === 'header')],
  ['any-secret-delete', 'signatures are not compared by delete', 'wire.delete.wrong-secret',
    authenticates(deleting)],
  ['any-secret-get', 'signatures of a GET are not compared', 'wire.describe.wrong-secret',
    authenticates((ctx) => ctx.request.method === 'GET' && ctx.credential?.kind === 'header')],
  ['auth-403', 'a wrong signature is refused as AccessDenied with HTTP status 403',
    'wire.import.wrong-secret',
    authCode('AccessDenied', 403)],
  ['token-code', 'an unknown access key is refused as InvalidClientTokenId with HTTP status 403',
    'wire.import.unknown-access-key',
    authCode('InvalidClientTokenId', 403)],
  ['body-not-signed', 'a request that was changed after it was signed is accepted', 'wire.import.altered',
    authenticates((ctx) => importing(ctx) && ctx.credential?.kind === 'header')],
  ['no-expiry', 'a request that was signed a day ago is accepted', 'wire.import.expired',
    at('authorization', 'clockSkewSeconds', always, () => 1_000_000)],
  ['expired-is-auth-failure', 'an expired request is refused as InvalidRequest', 'wire.import.expired',
    at('authorization', 'authenticate', always, (right, ctx) => {
      const refused = right(ctx);
      return refused?.code === 'RequestExpired' ? refusal('InvalidRequest', refused.message) : refused;
    })],
]);

/** Faults in the protocol under the actions. */
// biome-ignore format: a row is a mutant
export const WIRE_PROTOCOL: readonly Mutant[] = table('wire', [
  ['unknown-action-other-code', 'an unknown action is refused as UnknownOperation',
    'wire.describe.unknown-action',
    at('protocol', 'unknownAction', always, (right, ctx) => ({ ...right(ctx), code: 'UnknownOperation' }))],
  ['unknown-action-404', 'an unknown action has HTTP status 404', 'wire.import.unknown-action',
    at('protocol', 'unknownAction', always, (right, ctx) => ({ ...right(ctx), status: 404 }))],
  ['missing-action-is-unknown', 'a request without an action is refused as one with an unknown action',
    'wire.import.missing-action',
    at('protocol', 'missingAction', always, accept)],
  ['unknown-parameter-ignored', 'unknown parameters are ignored', 'wire.import.unknown-parameter',
    at('protocol', 'unknownParameter', always, accept)],
  ['put-accepted', 'PUT is as good as POST', 'wire.import.put',
    at('protocol', 'method', always, (right, ctx) => (ctx.request.method === 'PUT' ? undefined : right(ctx)))],
  ['head-acts', 'HEAD does what GET does', 'wire.import.head',
    at('protocol', 'method', always, (right, ctx) =>
      ctx.request.method === 'HEAD' ? undefined : right(ctx))],
  ['unknown-action-poisons', 'after an unknown action the next describe fails',
    'wire.describe.after-unknown-action',
    poisons(({ protocol }, poison) => ({
      protocol: {
        unknownAction: (ctx) => {
          poison();
          return protocol.unknownAction(ctx);
        },
      },
    }))],
  ['unsigned-poisons', 'after a request without credentials the next describe fails',
    'wire.describe.after-unsigned',
    poisons(({ authorization }, poison) => ({
      authorization: {
        missing: (ctx) => {
          const refused = authorization.missing(ctx);
          if (refused !== undefined) poison();
          return refused;
        },
      },
    }))],
  ['length-too-small', 'the content length of a describe is a byte too small', 'lifecycle.describe.works',
    at('http', 'send', describing, (_right, _ctx, reply, response) => {
      const body = reply.body.subarray(0, -1);
      response.writeHead(reply.status, { ...reply.headers, 'content-length': String(body.length) });
      response.end(body);
    })],
  ['chunked-cut', 'a describe answers in chunks and closes before the last one', 'lifecycle.describe.works',
    at('http', 'send', describing, (_right, _ctx, reply, response) => {
      const { 'content-length': _, ...headers } = reply.headers;
      response.writeHead(reply.status, headers);
      response.end(reply.body.subarray(0, Math.floor(reply.body.length / 2)));
    })],
  ['delete-name-as-list', 'delete takes the first name of a list', 'wire.delete.name-as-list',
    at('protocol', 'parameters', always, (right, request) => {
      const read = right(request);
      if (!(read instanceof Parameters) || read.get('Action') !== 'DeleteKeyPair') return read;
      return new Parameters(
        read.names().map((name) => [name === 'KeyName.1' ? 'KeyName' : name, read.get(name) ?? ''] as const),
      );
    })],
  ['create-unknown-parameter', 'create ignores parameters that it does not know',
    'wire.create.unknown-parameter', at('protocol', 'unknownParameter', creating, accept)],
  ['describe-unknown-parameter', 'describe ignores parameters that it does not know',
    'wire.describe.unknown-parameter', at('protocol', 'unknownParameter', describing, accept),
    { source: 'https://github.com/appoxy/aws/issues/32' }],
  ['delete-unknown-parameter', 'delete ignores parameters that it does not know',
    'wire.delete.unknown-parameter', at('protocol', 'unknownParameter', deleting, accept)],
  ['equals-cut', 'a value of a form body ends at an equals sign', 'wire.import.equals-plain',
    at('protocol', 'parameters', always, (right, request) =>
      right({
        ...request,
        body:
          request.body &&
          Buffer.from(request.body.toString('latin1').replace(/(?<=^|&)([^=&]*=[^=&]*)=[^&]*/g, '$1')),
      })), { source: 'https://github.com/localstack/localstack/pull/10483' }],
]);
