import { decideBy, performed } from '../../reference/gateway.ts';
import type { Context } from './context.ts';
import { createKeyPair, importKeyPair } from './making.ts';
import {
  firstRefusal,
  type Operation,
  type Outcome,
  type Prepared,
  type Refusal,
  success,
} from './outcome.ts';

/** DescribeKeyPairs: one page of the pairs that pass the filters. */
function describeKeyPairs(ctx: Context): Refusal | Prepared {
  const refused = ctx.behaviours.describe.refuse(ctx);
  return refused ?? { kind: 'prepared', perform: () => Promise.resolve(list(ctx)) };
}

function list(ctx: Context): Outcome {
  const { describe, paging, responses } = ctx.behaviours;
  const pairs = describe.order(ctx, describe.selected(ctx));
  return success(responses.described(ctx, pairs, paging.page(ctx, pairs)));
}

/** DeleteKeyPairs: takes out the pairs that are named. */
function deleteKeyPairs(ctx: Context): Refusal | Prepared {
  const refused = ctx.behaviours.deletion.refuse(ctx);
  return refused ?? { kind: 'prepared', perform: () => Promise.resolve(remove(ctx)) };
}

function remove(ctx: Context): Outcome {
  const { deletion, responses } = ctx.behaviours;
  for (const pair of deletion.targets(ctx)) deletion.remove(ctx, pair);
  return success(responses.deleted(ctx));
}

/** The account of everybody who asks. */
const ACCOUNT = '1000000000000000';

/** GetCallerIdentity of STS (2015-04-01), which tells a client in whose account it is about to work. */
function getCallerIdentity(): Prepared {
  const identity = {
    IdentityType: 'RAMUser',
    AccountId: ACCOUNT,
    UserId: '200000000000000000',
    PrincipalId: '200000000000000000',
    Arn: `acs:ram::${ACCOUNT}:user/reference`,
  };
  return { kind: 'prepared', perform: () => Promise.resolve(success(identity)) };
}

/** An operation on the key pairs of a region, which must be a known one. */
function inRegion(operation: Operation): Operation {
  return (ctx) => {
    const { regions } = ctx.behaviours;
    const refused = firstRefusal(
      () => regions.missing(ctx),
      () => regions.unknown(ctx),
    );
    return refused ?? operation(ctx);
  };
}

const OPERATIONS: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ['CreateKeyPair', inRegion(createKeyPair)],
  ['ImportKeyPair', inRegion(importKeyPair)],
  ['DescribeKeyPairs', inRegion(describeKeyPairs)],
  ['DeleteKeyPairs', inRegion(deleteKeyPairs)],
  ['GetCallerIdentity', getCallerIdentity],
]);

/** Decides a request: first the gateway, who asks and what for, then the operation with its parameters. */
export function decide(ctx: Context): Promise<Outcome> {
  return decideBy(ctx, OPERATIONS, (operation) => performed(operation(ctx)));
}
