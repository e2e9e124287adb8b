import { findParameter } from '../specs/constraints.ts';
import type { Accepted, CallParameters, KeyPairView } from '../targets/target.ts';
import type { CheckContext } from './check.ts';
import { accepted, judgeAccepted } from './judges/answer.ts';

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

/** How often a list of pages is read again when others change it meanwhile. */
const READINGS = 5;

/** More pages than any quota fills: a target that never ends its list. */
const MOST_PAGES = 1000;

/**
 * Every key pair of a region, page by page where the provider has pages. Pages that changed between the first and the
 * last are read again: what moves from one page to another would be passed over or seen twice.
 */
export async function everyPair(
  ctx: CheckContext,
  region: string = ctx.region,
  options: { readonly bulk?: boolean } = {},
): Promise<readonly KeyPairView[]> {
  const paged = findParameter(ctx.contract, 'describe', 'page-size');
  if (paged === undefined) return (await describeSome(ctx, region, {}, options)).keyPairs;
  const pageSize = Number(paged.schema.maximum);
  for (let reading = 1; ; reading += 1) {
    const pages = await everyPage(ctx, region, pageSize, options);
    const found = pages.flatMap(({ keyPairs }) => keyPairs);
    const totals = new Set([...pages.map(({ totalCount }) => totalCount), countNames(found)]);
    if (totals.size === 1 || pages.length === 1 || reading === READINGS) return found;
  }
}

async function everyPage(
  ctx: CheckContext,
  region: string,
  pageSize: number,
  options: { readonly bulk?: boolean },
): Promise<readonly Accepted[]> {
  const pages: Accepted[] = [];
  for (let pageNumber = 1; pageNumber <= MOST_PAGES; pageNumber += 1) {
    const page = await describeSome(ctx, region, { pageNumber, pageSize }, options);
    pages.push(page);
    if (page.keyPairs.length < pageSize) return pages;
  }
  throw new Error(`describe goes on after ${MOST_PAGES} pages`);
}

async function describeSome(
  ctx: CheckContext,
  region: string,
  parameters: CallParameters,
  options: { readonly bulk?: boolean },
): Promise<Accepted> {
  const outcome = await ctx.call({ operation: 'describe', region, parameters }, options);
  ctx.must(judgeAccepted(outcome, 'describe of all key pairs'));
  return accepted(outcome);
}

function countNames(pairs: readonly KeyPairView[]): number {
  return new Set(pairs.map(({ name }) => name)).size;
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
