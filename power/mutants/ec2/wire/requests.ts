import { decodeForm, Parameters } from '../../../../targets/reference/request.ts';
import { type Mutant, mutantsOf } from '../../mutant.ts';
import { type Condition, creating, describing, importing, only } from '../conditions.ts';
import { header, isGet, refuses } from './faults.ts';

/** Faults in reading a request. */
export const WIRE_REQUESTS: readonly Mutant[] = mutantsOf('wire', {
  'create-no-get': {
    summary: 'create does not know GET',
    mustBeKilledBy: 'wire.create.get',
    fault: refuses((ctx) => creating(ctx) && isGet(ctx)),
  },
  'import-no-get': {
    summary: 'import does not know GET',
    mustBeKilledBy: 'wire.import.get',
    fault: refuses((ctx) => importing(ctx) && isGet(ctx) && header(ctx, 'authorization') !== ''),
  },
  'describe-no-get': {
    summary: 'describe does not know GET',
    mustBeKilledBy: 'wire.describe.get',
    fault: refuses((ctx) => describing(ctx) && isGet(ctx) && header(ctx, 'authorization') !== ''),
  },
  'delete-get-does-nothing': {
    summary: 'delete by GET says `true` and deletes nothing',
    mustBeKilledBy: 'wire.delete.get',
    fault: ({ deletion }) => ({
      deletion: { target: (ctx) => (isGet(ctx) ? undefined : deletion.target(ctx)) },
    }),
  },
  'no-post-query': {
    summary: 'the query of a POST is not read',
    mustBeKilledBy: 'wire.import.post-query',
    fault: ({ protocol }) => ({
      protocol: {
        parameters: (request) =>
          protocol.parameters(request.method === 'POST' ? { ...request, query: '' } : request),
      },
    }),
  },
  'charset-wanted': {
    summary: 'a form body is read only when its type names a charset',
    mustBeKilledBy: 'wire.import.form-type',
    fault: refuses(
      (ctx) => ctx.request.method === 'POST' && /urlencoded\s*$/.test(header(ctx, 'content-type')),
    ),
  },
  'no-presigned-import': {
    summary: 'a signature in the query is not read by import',
    mustBeKilledBy: 'wire.import.presigned',
    fault: refuses((ctx) => importing(ctx) && ctx.credential?.kind === 'query'),
  },
  'no-presigned-describe': {
    summary: 'a presigned describe is empty',
    mustBeKilledBy: 'wire.describe.presigned',
    fault: ({ describe }) => ({
      describe: {
        answered: (ctx, pairs) => (ctx.credential?.kind === 'query' ? [] : describe.answered(ctx, pairs)),
      },
    }),
  },
  'action-first': {
    summary: 'the action has to be the first parameter',
    mustBeKilledBy: 'wire.import.order-reversed',
    fault: refuses((ctx) => importing(ctx) && ctx.parameters.names().at(-1) === 'Action'),
  },
  'name-before-material': {
    summary: 'the version has to come before the name',
    mustBeKilledBy: 'wire.import.order-sorted',
    fault: refuses((ctx) => {
      const names = ctx.parameters.names();
      const sorted = names.indexOf('Version') > names.indexOf('KeyName') && names[0] === 'Action';
      return importing(ctx) && sorted;
    }),
  },
  'plus-stays': {
    summary: 'a plus sign in a form body stays one',
    mustBeKilledBy: 'wire.import.space-as-plus',
    fault: ({ protocol }) => ({
      protocol: {
        parameters: (request) =>
          protocol.parameters({
            ...request,
            body: request.body && Buffer.from(request.body.toString('latin1').replaceAll('+', '%2B')),
          }),
      },
    }),
  },
  'percent-plus-space': {
    summary: '%2B in a form body is a space',
    mustBeKilledBy: 'wire.import.percent-plus',
    fault: ({ names }) => ({
      names: {
        stored: only(
          (ctx) => importing(ctx) && ctx.request.method === 'POST',
          (_ctx, name) => name.replaceAll('+', ' '),
          names.stored,
        ),
      },
    }),
  },
  'query-decoded-twice': {
    summary: 'the query of a GET is decoded twice',
    mustBeKilledBy: 'wire.import.percent-query',
    fault: ({ protocol }) => ({
      protocol: {
        parameters: (request) => {
          const read = protocol.parameters(request);
          if (!(read instanceof Parameters) || request.method !== 'GET') return read;
          const twice = (text: string): string => text.replaceAll(/[+]/g, ' ').replaceAll('%', '');
          return new Parameters(read.names().map((name) => [name, twice(read.get(name) ?? '')] as const));
        },
      },
    }),
  },
  'semicolon-separates': {
    summary: 'a semicolon in a form body ends a value',
    mustBeKilledBy: 'wire.import.percent-body',
    fault: ({ names }) => ({
      names: { stored: only(importing, (_ctx, name) => name.replace(/;(.*)$/, '$1'), names.stored) },
    }),
  },
  'body-latin-1': {
    summary: 'percent-encoded bytes of a form body are read as Latin-1',
    mustBeKilledBy: 'wire.import.unicode',
    fault: ({ protocol }) => ({
      protocol: {
        parameters: (request) => {
          const read = protocol.parameters(request);
          if (!(read instanceof Parameters)) return read;
          const latin = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
          return new Parameters(
            decodeForm([request.query, request.body?.toString('latin1') ?? ''].join('&')).map(
              ([name, value]) => [name, name.startsWith('TagSpecification') ? latin(value) : value] as const,
            ),
          );
        },
      },
    }),
  },
  'large-body-page': {
    summary: 'a body of more than 100 kB is refused by a page of the server below the service',
    mustBeKilledBy: 'wire.describe.large-body',
    fault: ({ http }) => {
      const large: Condition = (ctx) => Number(header(ctx, 'content-length')) > 100 * 1024;
      return {
        http: {
          status: only(large, () => 413, http.status),
          contentType: only(large, () => 'text/html', http.contentType),
          body: only(large, () => Buffer.from('<html><h1>413 Payload Too Large</h1></html>'), http.body),
        },
      };
    },
  },
});
