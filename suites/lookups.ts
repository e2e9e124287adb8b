import { findParameter } from '../specs/constraints.ts';
import type { Contract, OperationRole } from '../specs/contract.ts';
import type { Accepted, CallParameters, Exchange, KeyPairView } from '../targets/target.ts';
import type { CheckContext } from './check.ts';
import { accepted, judgeAccepted } from './judges/answer.ts';
import { firstPage, hasCountedPages, pageAfter } from './pages.ts';

/** Where to look; `publicKey` asks the describe to show it. */
export interface LookUp {
  readonly region?: string;
  readonly publicKey?: boolean;
}

/** A key pair as an answer shows it, with the exchange of that answer. */
export interface ShownPair extends KeyPairView {
  readonly exchange: Exchange;
}

/** What a describe of one name shows. */
export interface Sight {
  readonly pair: ShownPair | undefined;
  readonly exchange: Exchange;
}

/** What a describe of a whole region shows, and the last exchange of it. */
export interface Listing {
  readonly pairs: readonly ShownPair[];
  readonly exchange: Exchange;
}

/**
 * The key pair of this name as a describe shows it, or undefined. "Not found" as a refusal and an empty list both mean
 * absent here: which of the two is right is a requirement of its own. Pairs of other names in the answer are ignored.
 */
export async function lookUp(ctx: CheckContext, name: string, where: LookUp = {}): Promise<Sight> {
  const outcome = await ctx.look({
    operation: 'describe',
    ...(where.region !== undefined && { region: where.region }),
    parameters: { ...naming(ctx, name), ...(where.publicKey && { includePublicKey: true }) },
  });
  if (outcome.kind === 'refused' && outcome.code === ctx.contract.refusals['unknown-name']?.code) {
    return { pair: undefined, exchange: outcome.exchange };
  }
  ctx.must(judgeAccepted(outcome, ''));
  return { pair: pairsIn(accepted(outcome)).find((pair) => pair.name === name), exchange: outcome.exchange };
}

/** The key pairs of an answer. */
export function pairsIn({ keyPairs, exchange }: Accepted): readonly ShownPair[] {
  return keyPairs.map((pair) => ({ ...pair, exchange }));
}

/** The key pair of this name; the check ends when a describe does not show it. */
export async function mustFind(ctx: CheckContext, name: string, where: LookUp = {}): Promise<ShownPair> {
  const { pair, exchange } = await lookUp(ctx, name, where);
  if (pair !== undefined) return pair;
  ctx.must({ code: 'key-pair-not-shown', facts: { name }, exchange });
  throw new Error('unreachable: must() ends the check');
}

/**
 * Looks whether a key pair is still there that the check is not about. Where requests are expensive it is left out: such a
 * fault shows in the checks that are about it.
 */
export async function stillThere(ctx: CheckContext, { name }: { readonly name: string }): Promise<void> {
  if (!ctx.frugal) await mustFind(ctx, name);
}

/** How often a list of pages is read again when others change it meanwhile. */
const READINGS = 5;

/** More pages than any quota fills: a target that never ends its list. */
const MOST_PAGES = 1000;

/**
 * Every key pair of a region, page by page where the provider has pages. Pages that changed between the first and the
 * last are read again: what moves from one page to another would be missed or seen twice. Where no answer has a total
 * and pages are counted, two readings have to agree.
 */
export async function everyPair(
  ctx: CheckContext,
  region: string = ctx.region,
  options: { readonly bulk?: boolean } = {},
): Promise<Listing> {
  let before: string | undefined;
  for (let reading = 1; ; reading += 1) {
    const pages = await everyPage(ctx, region, options);
    const found = pages.flatMap(({ keyPairs }) => keyPairs);
    // Not every provider tells a total; then two pages that show one name are what can be seen of a change.
    const told = pages.flatMap(({ totalCount }) => totalCount ?? []);
    const totals = new Set([...(told.length > 0 ? told : [found.length]), countNames(found)]);
    const face = JSON.stringify(found.map(({ name }) => name));
    const isSure = told.length > 0 || !hasCountedPages(ctx.contract) || face === before;
    before = face;
    if ((totals.size === 1 && isSure) || pages.length === 1 || reading === READINGS) return listingOf(pages);
  }
}

function listingOf(pages: readonly Accepted[]): Listing {
  const last = pages.at(-1);
  if (last === undefined) throw new Error('a listing has at least one page');
  return { pairs: pages.flatMap(pairsIn), exchange: last.exchange };
}

async function everyPage(
  ctx: CheckContext,
  region: string,
  options: { readonly bulk?: boolean },
): Promise<readonly Accepted[]> {
  const pages: Accepted[] = [];
  let asked = firstPage(ctx.contract);
  for (let turn = 1; turn <= MOST_PAGES; turn += 1) {
    const page = await describeSome(ctx, region, asked, options);
    pages.push(page);
    const next = pageAfter(asked, page);
    if (next === undefined) return pages;
    asked = next;
  }
  throw new Error(`describe goes on after ${MOST_PAGES} pages`);
}

async function describeSome(
  ctx: CheckContext,
  region: string,
  parameters: CallParameters,
  options: { readonly bulk?: boolean },
): Promise<Accepted> {
  const outcome = await ctx.look({ operation: 'describe', region, parameters }, options);
  ctx.must(judgeAccepted(outcome, ''));
  return accepted(outcome);
}

function countNames(pairs: readonly KeyPairView[]): number {
  return new Set(pairs.map(({ name }) => name)).size;
}

/** Key pairs of a region whose names hold `stem`: what a call left behind, also under an altered name. */
export async function pairsHolding(
  ctx: CheckContext,
  stem: string,
  region: string = ctx.region,
): Promise<readonly ShownPair[]> {
  return (await everyPair(ctx, region)).pairs.filter(({ name = '' }) => name.includes(stem));
}

/** Describe takes one name or a list of them; the contract knows. */
export function naming({ contract }: Pick<CheckContext, 'contract'>, name: string): CallParameters {
  return findParameter(contract, 'describe', 'names') === undefined ? { name } : { names: [name] };
}

/** A call takes one id, a list of them, or none; the contract knows. */
export function byId(contract: Contract, operation: OperationRole, id: string): CallParameters | undefined {
  if (findParameter(contract, operation, 'id') !== undefined) return { id };
  return findParameter(contract, operation, 'ids') === undefined ? undefined : { ids: [id] };
}
