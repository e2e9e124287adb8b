import { type Mutant, mutantsOf } from '../../mutant.ts';
import { accept, describing, only } from '../conditions.ts';
import { poisons } from './faults.ts';

/** Faults in the protocol under the actions. */
export const WIRE_PROTOCOL: readonly Mutant[] = mutantsOf('wire', {
  'unknown-action-other-code': {
    summary: 'an unknown action is refused as UnknownOperation',
    mustBeKilledBy: 'wire.describe.unknown-action',
    fault: ({ protocol }) => ({
      protocol: { unknownAction: (ctx) => ({ ...protocol.unknownAction(ctx), code: 'UnknownOperation' }) },
    }),
  },
  'unknown-action-404': {
    summary: 'an unknown action has HTTP status 404',
    mustBeKilledBy: 'wire.import.unknown-action',
    fault: ({ protocol }) => ({
      protocol: { unknownAction: (ctx) => ({ ...protocol.unknownAction(ctx), status: 404 }) },
    }),
  },
  'missing-action-is-unknown': {
    summary: 'a request without an action is refused as one with an unknown action',
    mustBeKilledBy: 'wire.import.missing-action',
    fault: () => ({ protocol: { missingAction: accept } }),
  },
  'any-version': {
    summary: 'any version of the API is accepted',
    mustBeKilledBy: 'wire.import.unknown-version',
    fault: () => ({ protocol: { version: accept } }),
  },
  'unknown-parameter-ignored': {
    summary: 'unknown parameters are passed over',
    mustBeKilledBy: 'wire.import.unknown-parameter',
    fault: () => ({ protocol: { unknownParameter: accept } }),
  },
  'put-accepted': {
    summary: 'PUT is as good as POST',
    mustBeKilledBy: 'wire.import.put',
    fault: ({ protocol }) => ({
      protocol: { method: (ctx) => (ctx.request.method === 'PUT' ? undefined : protocol.method(ctx)) },
    }),
  },
  'head-acts': {
    summary: 'HEAD does what GET does',
    mustBeKilledBy: 'wire.import.head',
    fault: ({ protocol }) => ({
      protocol: { method: (ctx) => (ctx.request.method === 'HEAD' ? undefined : protocol.method(ctx)) },
    }),
  },
  'unknown-action-poisons': {
    summary: 'after an unknown action the next describe fails',
    mustBeKilledBy: 'wire.describe.after-unknown-action',
    fault: poisons(({ protocol }, poison) => ({
      protocol: {
        unknownAction: (ctx) => {
          poison();
          return protocol.unknownAction(ctx);
        },
      },
    })),
  },
  'unsigned-poisons': {
    summary: 'after a request without credentials the next describe fails',
    mustBeKilledBy: 'wire.describe.after-unsigned',
    fault: poisons(({ authorization }, poison) => ({
      authorization: {
        missing: (ctx) => {
          const refused = authorization.missing(ctx);
          if (refused !== undefined) poison();
          return refused;
        },
      },
    })),
  },
  'length-too-small': {
    summary: 'the content length of a describe is a byte too small',
    mustBeKilledBy: 'lifecycle.describe.works',
    fault: ({ http }) => ({
      http: {
        send: only(
          describing,
          (_ctx, reply, response) => {
            const body = reply.body.subarray(0, -1);
            response.writeHead(reply.status, { ...reply.headers, 'content-length': String(body.length) });
            response.end(body);
          },
          http.send,
        ),
      },
    }),
  },
  'chunked-cut': {
    summary: 'a describe answers in chunks and closes before the last one',
    mustBeKilledBy: 'lifecycle.describe.works',
    fault: ({ http }) => ({
      http: {
        send: only(
          describing,
          (_ctx, reply, response) => {
            const { 'content-length': _, ...headers } = reply.headers;
            response.writeHead(reply.status, headers);
            response.end(reply.body.subarray(0, Math.floor(reply.body.length / 2)));
          },
          http.send,
        ),
      },
    }),
  },
});
