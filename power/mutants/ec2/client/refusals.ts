import { type Mutant, mutantsOf } from '../../mutant.ts';
import { creating, describing } from '../conditions.ts';
import { all, compressed, having, indented, marked, prefixed, refused } from './faults.ts';

/** Refusals that a strict reader of XML understands, and a client that is generated from the service model does not. */
export const CLIENT_REFUSALS: readonly Mutant[] = mutantsOf('client', {
  'duplicate-two-errors': {
    summary: 'a refused create is answered with two errors',
    mustBeKilledBy: 'client.create.duplicate',
    fault: refused(creating, (text) =>
      text.replace(
        /<\/Error>/,
        '</Error><Error><Code>ValidationError</Code><Message>See the first error</Message></Error>',
      ),
    ),
  },
  'missing-name-marked': {
    summary: 'a create without a name is refused with a byte order mark before the document',
    mustBeKilledBy: 'client.create.missing-name',
    fault: refused(
      all(creating, (ctx) => ctx.parameters.get('KeyName') === undefined),
      marked,
    ),
  },
  'bad-type-prefixed': {
    summary: 'a refused create with a key type is written with a prefix for its namespace',
    mustBeKilledBy: 'client.create.bad-key-type',
    fault: refused(
      all(creating, (ctx) => ctx.parameters.get('KeyType') !== undefined),
      prefixed,
    ),
  },
  'dry-run-compressed': {
    summary: 'the answer to a dry run is compressed unless the request forbids it',
    mustBeKilledBy: 'client.create.dry-run',
    fault: compressed(all(creating, having('DryRun', 'true'))),
  },
  'unknown-name-indented': {
    summary: 'the code of a refused describe stands on a line of its own',
    mustBeKilledBy: 'client.describe.unknown-name',
    fault: refused(describing, indented('Code')),
  },
  'request-id-other-in-header': {
    summary: 'the request id in the header of a refusal is not the one in its body',
    mustBeKilledBy: 'client.describe.request-id',
    fault: ({ http, identifiers }) => ({
      http: {
        headers: (ctx, outcome, body) => ({
          ...http.headers(ctx, outcome, body),
          ...(outcome.kind === 'refusal' && { 'x-amzn-requestid': identifiers.requestId() }),
        }),
      },
    }),
  },
  'absence-remembered': {
    summary: 'a name that was once not found is not found again, whoever makes it',
    mustBeKilledBy: 'client.describe.waiter-late',
    fault: ({ describe }) => {
      const absent = new Set<string>();
      return {
        describe: {
          unknownName: (ctx, name) => {
            const key = `${ctx.region} ${name}`;
            const no = describe.unknownName(ctx, name);
            if (no !== undefined) absent.add(key);
            // The answer is that for a name which cannot exist.
            return absent.has(key) ? (no ?? describe.unknownName(ctx, `${name} `)) : undefined;
          },
        },
      };
    },
  },
});
