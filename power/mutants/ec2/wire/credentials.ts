import { refusal } from '../../../../targets/ec2/reference/outcome.ts';
import { type Mutant, mutantsOf } from '../../mutant.ts';
import { creating, deleting, describing, importing } from '../conditions.ts';
import { authCode, authenticates, unsigned } from './faults.ts';

/** Faults in who may ask. */
export const WIRE_CREDENTIALS: readonly Mutant[] = mutantsOf('wire', {
  'create-unsigned': {
    summary: 'create without credentials is accepted',
    mustBeKilledBy: 'wire.create.unsigned',
    fault: unsigned(creating),
  },
  'import-unsigned': {
    summary: 'import without credentials is accepted',
    mustBeKilledBy: 'wire.import.unsigned',
    fault: unsigned(importing),
  },
  'describe-unsigned': {
    summary: 'describe without credentials is accepted',
    mustBeKilledBy: 'wire.describe.unsigned',
    fault: unsigned(describing),
  },
  'delete-unsigned': {
    summary: 'delete without credentials is accepted',
    mustBeKilledBy: 'wire.delete.unsigned',
    fault: unsigned(deleting),
  },
  'unsigned-403': {
    summary: 'an import without credentials is refused as MissingAuthenticationToken with HTTP status 403',
    mustBeKilledBy: 'wire.import.unsigned',
    fault: ({ authorization }) => ({
      authorization: {
        missing: (ctx) =>
          authorization.missing(ctx) && refusal('MissingAuthenticationToken', 'Missing token', 403),
      },
    }),
  },
  'any-access-key': {
    summary: 'an access key that nobody has is accepted',
    mustBeKilledBy: 'wire.import.unknown-access-key',
    fault: authenticates(
      (ctx) =>
        ctx.credential?.kind === 'header' && ctx.credential.accessKeyId !== ctx.service.verify?.accessKeyId,
    ),
  },
  'any-secret': {
    summary: 'signatures are not compared by import',
    mustBeKilledBy: 'wire.import.wrong-secret',
    fault: authenticates((ctx) => importing(ctx) && ctx.credential?.kind === 'header'),
  },
  'any-secret-delete': {
    summary: 'signatures are not compared by delete',
    mustBeKilledBy: 'wire.delete.wrong-secret',
    fault: authenticates(deleting),
  },
  'auth-403': {
    summary: 'a wrong signature is refused as SignatureDoesNotMatch with HTTP status 403',
    mustBeKilledBy: 'wire.import.wrong-secret',
    fault: authCode('SignatureDoesNotMatch', 403),
  },
  'token-code': {
    summary: 'an unknown access key is refused as InvalidClientTokenId with HTTP status 403',
    mustBeKilledBy: 'wire.import.unknown-access-key',
    fault: authCode('InvalidClientTokenId', 403),
  },
  'body-not-signed': {
    summary: 'a request that was changed after it was signed is accepted',
    mustBeKilledBy: 'wire.import.altered',
    fault: authenticates((ctx) => importing(ctx) && ctx.credential?.kind === 'header'),
  },
  'no-expiry': {
    summary: 'a request that was signed a day ago is accepted',
    mustBeKilledBy: 'wire.import.expired',
    fault: () => ({ authorization: { clockSkewSeconds: () => 1_000_000 } }),
  },
  'expired-is-auth-failure': {
    summary: 'an expired request is refused as AuthFailure',
    mustBeKilledBy: 'wire.import.expired',
    fault: ({ authorization }) => ({
      authorization: {
        authenticate: (ctx) => {
          const refused = authorization.authenticate(ctx);
          return refused?.code === 'RequestExpired' ? refusal('AuthFailure', refused.message, 401) : refused;
        },
      },
    }),
  },
});
