import { refusal } from '../../../../targets/ec2/reference/outcome.ts';
import { type Mutant, mutantsOf } from '../../mutant.ts';
import { creating, deleting, importing } from '../conditions.ts';
import { all, fields, fromSdk, refuses, without, withoutCharset } from './faults.ts';

/** Faults that depend on how a client writes its request, or on who it says that it is. */
export const CLIENT_REQUESTS: readonly Mutant[] = mutantsOf('client', {
  'create-wants-charset': {
    summary: 'a create is read only when its content type names a charset',
    mustBeKilledBy: 'client.create.default',
    fault: refuses(all(creating, withoutCharset)),
  },
  'import-padding-stays-encoded': {
    summary: 'the padding of base64 stays percent-encoded in a form that names no charset',
    mustBeKilledBy: 'client.import.material-bytes',
    source: 'https://github.com/mulgadc/spinifex/commit/42b3ba7fa',
    fault: ({ protocol }) => ({
      protocol: {
        parameters: (request) =>
          /charset/i.test(request.headers['content-type'] ?? '') || request.body === undefined
            ? protocol.parameters(request)
            : protocol.parameters({
                ...request,
                body: Buffer.from(request.body.toString('latin1').replaceAll('%3D', '%253D'), 'latin1'),
              }),
      },
    }),
  },
  'create-id-by-client': {
    summary: 'the answer to a create has no id for one SDK',
    mustBeKilledBy: 'client.create.agreement',
    fault: fields(all(creating, fromSdk), without('keyPairId')),
  },
  'import-fingerprint-by-client': {
    summary: 'the answer to an import has no fingerprint for one SDK',
    mustBeKilledBy: 'client.import.agreement',
    fault: fields(all(importing, fromSdk), without('keyFingerprint')),
  },
  'describe-public-by-client': {
    summary: 'one SDK is shown no key type',
    mustBeKilledBy: 'client.describe.agreement',
    fault: ({ responses }) => ({
      responses: {
        describedItem: (ctx, pair) =>
          (fromSdk(ctx) ? without('keyType') : <T>(nodes: T): T => nodes)(responses.describedItem(ctx, pair)),
      },
    }),
  },
  'unknown-name-by-client': {
    summary: 'a name that nobody has is refused with another code for one SDK',
    mustBeKilledBy: 'client.describe.agreement-refused',
    fault: ({ describe }) => ({
      describe: {
        unknownName: (ctx, name) => {
          const no = describe.unknownName(ctx, name);
          return no !== undefined && fromSdk(ctx) ? refusal('InvalidKeyPair.Unknown', no.message, 404) : no;
        },
      },
    }),
  },
  'delete-id-by-client': {
    summary: 'a delete tells one SDK no id',
    mustBeKilledBy: 'client.delete.agreement',
    fault: fields(all(deleting, fromSdk), without('keyPairId')),
  },
});
