import type { CallParameters, KeyPairView } from '../targets/target.ts';
import type { CheckContext } from './check.ts';
import { accepted, describeOutcome, judgeAccepted } from './judges/answer.ts';

/** Where to look; `publicKey` asks the describe to show it. */
export interface LookUp {
  readonly region?: string;
  readonly publicKey?: boolean;
}

/**
 * The key pair of this name as a describe shows it, or undefined. "Not found" as a refusal and an empty list both mean
 * absent here: which of the two is right is a requirement of its own. Pairs of other names in the answer are passed over.
 */
export async function lookUp(
  ctx: CheckContext,
  name: string,
  where: LookUp = {},
): Promise<KeyPairView | undefined> {
  const outcome = await ctx.call({
    operation: 'describe',
    ...(where.region !== undefined && { region: where.region }),
    parameters: { ...naming(ctx, name), ...(where.publicKey && { includePublicKey: true }) },
  });
  if (outcome.kind === 'refused' && outcome.code === ctx.contract.refusals['unknown-name']?.code) {
    return undefined;
  }
  ctx.must(judgeAccepted(outcome, 'describe of a key pair by its name'));
  return accepted(outcome).keyPairs.find((pair) => pair.name === name);
}

/** The key pair of this name; the check ends when a describe does not show it. */
export async function mustFind(ctx: CheckContext, name: string, where: LookUp = {}): Promise<KeyPairView> {
  const view = await lookUp(ctx, name, where);
  ctx.must(
    view === undefined
      ? {
          summary: 'a key pair that was made is not shown by a describe of its name',
          expected: `a key pair named ${JSON.stringify(name)}`,
          observed: 'no such key pair in the answer',
        }
      : undefined,
  );
  return view ?? {};
}

/** Every key pair of a region, page by page where the provider has pages. */
export async function everyPair(
  ctx: CheckContext,
  region: string = ctx.region,
  options: { readonly bulk?: boolean } = {},
): Promise<readonly KeyPairView[]> {
  const paged = ctx.contract.operations.describe?.parameters.find((one) => one.role === 'page-size');
  const pageSize = paged === undefined ? undefined : Number(paged.schema.maximum);
  const found: KeyPairView[] = [];
  for (let page = 1; ; page += 1) {
    const outcome = await ctx.call(
      {
        operation: 'describe',
        region,
        parameters: pageSize === undefined ? {} : { pageNumber: page, pageSize },
      },
      options,
    );
    ctx.must(judgeAccepted(outcome, 'describe of all key pairs'));
    const shown = accepted(outcome).keyPairs;
    found.push(...shown);
    if (pageSize === undefined || shown.length < pageSize) return found;
    if (page > 1000) throw new Error(`describe goes on after ${page} pages: ${describeOutcome(outcome)}`);
  }
}

/** Names in a region that hold `stem`: what a call left behind, also under an altered name. */
export async function namesHolding(
  ctx: CheckContext,
  stem: string,
  region: string = ctx.region,
): Promise<readonly string[]> {
  const pairs = await everyPair(ctx, region);
  return pairs.map((pair) => pair.name ?? '').filter((name) => name.includes(stem));
}

/** Describe takes one name or a list of them; the contract knows. */
export function naming(ctx: CheckContext, name: string): CallParameters {
  const listed = ctx.contract.operations.describe?.parameters.some((one) => one.role === 'names') ?? false;
  return listed ? { names: [name] } : { name };
}
