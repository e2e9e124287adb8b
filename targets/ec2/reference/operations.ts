import { decideBy, performed } from '../../reference/gateway.ts';
import type { Tag } from '../../reference/store.ts';
import { ACCOUNT } from './behaviours/authorization.ts';
import type { Context } from './context.ts';
import { createKeyPair, importKeyPair } from './making.ts';
import {
  firstRefusal,
  leaf,
  type Operation,
  type Outcome,
  type Prepared,
  type Refusal,
  refusal,
  success,
} from './outcome.ts';

/** DescribeKeyPairs: the pairs that are named and pass the filters, or all. */
function describeKeyPairs(ctx: Context): Refusal | Prepared {
  const { protocol, describe, filters } = ctx.behaviours;
  const refused = firstRefusal(
    () => protocol.invalidBoolean(ctx, 'IncludePublicKey'),
    // Inferred: whether filters or names are checked first.
    () => filters.refuse(ctx),
    () => describe.refuse(ctx),
  );
  return refused ?? { kind: 'prepared', perform: () => Promise.resolve(list(ctx)) };
}

function list(ctx: Context): Outcome {
  const { describe, filters, responses } = ctx.behaviours;
  const pairs = describe.answered(ctx, filters.apply(ctx, describe.selected(ctx)));
  const items = describe.order(ctx, pairs).map((pair) => responses.describedItem(ctx, pair));
  return success(responses.described(ctx, items));
}

/** DeleteKeyPair: takes a pair out by id or name, and succeeds when it is deleted already. */
function deleteKeyPair(ctx: Context): Refusal | Prepared {
  const refused = ctx.behaviours.deletion.refuse(ctx);
  return refused ?? { kind: 'prepared', perform: () => Promise.resolve(remove(ctx)) };
}

function remove(ctx: Context): Outcome {
  const { deletion, responses } = ctx.behaviours;
  const pair = deletion.target(ctx);
  if (pair !== undefined) deletion.remove(ctx, pair);
  return success(responses.deleted(ctx, pair));
}

/** CreateTags and DeleteTags, of key pairs alone, by their ids. */
function changeTags(ctx: Context): Refusal | Prepared {
  const { store, tags, names, xml } = ctx.behaviours;
  const ids = ctx.parameters.list('ResourceId');
  // Inferred: what is no key pair of this region is refused, before anything changes.
  const missing = ids.find((id) => store.byId(ctx, id) === undefined);
  if (missing !== undefined) return refusal('InvalidID', `The ID '${missing}' is not valid`);
  const given: Tag[] = ctx.parameters.indexes('Tag').map((number) => ({
    key: ctx.parameters.get(`Tag.${number}.Key`) ?? '',
    value: ctx.parameters.get(`Tag.${number}.Value`) ?? '',
  }));
  const refused = tags.refuseAny(ctx, given);
  if (refused !== undefined) return refused;
  return {
    kind: 'prepared',
    perform() {
      for (const id of ids) {
        const pair = store.byId(ctx, id);
        if (pair !== undefined) ctx.store.put(names.key(ctx, pair.name), tags.retagged(ctx, pair, given));
      }
      return Promise.resolve(success([leaf('return', xml.boolean(ctx, true))]));
    },
  };
}

/** GetCallerIdentity of STS (2011-06-15), which tells a client in whose account it is about to work. */
function getCallerIdentity(ctx: Context): Prepared {
  const body = [
    '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">',
    '  <GetCallerIdentityResult>',
    `    <Arn>arn:aws:iam::${ACCOUNT}:user/reference</Arn>`,
    '    <UserId>AIDAREFERENCEUSER0000</UserId>',
    `    <Account>${ACCOUNT}</Account>`,
    '  </GetCallerIdentityResult>',
    '  <ResponseMetadata>',
    `    <RequestId>${ctx.requestId}</RequestId>`,
    '  </ResponseMetadata>',
    '</GetCallerIdentityResponse>',
    '',
  ].join('\n');
  return {
    kind: 'prepared',
    perform: () => Promise.resolve({ kind: 'literal', status: 200, contentType: 'text/xml', body }),
  };
}

const OPERATIONS: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ['CreateKeyPair', createKeyPair],
  ['ImportKeyPair', importKeyPair],
  ['DescribeKeyPairs', describeKeyPairs],
  ['DeleteKeyPair', deleteKeyPair],
  ['CreateTags', changeTags],
  ['DeleteTags', changeTags],
  ['GetCallerIdentity', getCallerIdentity],
]);

/**
 * Decides a request. The order is part of the contract: who asks, what for, a dry run, and only then the
 * parameters. A dry run wins over every fault in the parameters and over nothing else.
 */
export function decide(ctx: Context): Promise<Outcome> {
  return decideBy(ctx, OPERATIONS, (operation) => {
    const { protocol, dryRun } = ctx.behaviours;
    const prepare = (): Refusal | Prepared =>
      protocol.unknownParameter(ctx) ?? protocol.invalidBoolean(ctx, 'DryRun') ?? operation(ctx);
    return dryRun.requested(ctx) ? dryRun.answer(ctx, prepare) : performed(prepare());
  });
}
