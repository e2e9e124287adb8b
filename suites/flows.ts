import { findParameter, importedKeyTypes } from '../specs/constraints.ts';
import type { OperationRole } from '../specs/contract.ts';
import type { MakingOperation } from '../specs/needs.ts';
import type { Accepted, CallParameters, Outcome, Tag } from '../targets/target.ts';
import { type CheckContext, Inconclusive } from './check.ts';
import { withApiNames } from './findings/kind.ts';
import { accepted, judgeAccepted } from './judges/answer.ts';
import { judgeNothingLeft } from './judges/state.ts';
import type { PublicMaterial } from './keys/material.ts';
import { constructedRsa, ed25519FromSeed } from './keys/synthetic.ts';
import { opensshLine } from './keys/write-public.ts';
import { byId, lookUp, mustFind, pairsIn, type ShownPair } from './lookups.ts';
import { toldOf } from './scenes/actors.ts';
import { neighbour } from './scenes/template.ts';

/** A key pair that a check made, and what the target answered when it did. */
export interface Made {
  readonly name: string;
  readonly region: string;
  readonly view: ShownPair;
  readonly answer: Accepted;
}

/** A key pair from an import, with the public key that was sent. */
export interface Imported extends Made {
  readonly key: PublicMaterial;
}

/** Where and how to make a key pair; what is left out is fresh and plain. */
export interface Wish {
  readonly name?: string;
  readonly region?: string;
  readonly tags?: readonly Tag[];
  /** Set where it only stands beside what the requirement is about. */
  readonly beside?: true;
}

/** A fresh public key of a type that the target imports; where it imports nothing, of one that it should. */
export function freshPublicKey(ctx: CheckContext): PublicMaterial {
  return (ctx.importKeyType ?? promisedKeyType(ctx)) === 'rsa'
    ? constructedRsa(2048, ctx.random.bytes(32))
    : ed25519FromSeed(ctx.random.bytes(32));
}

/**
 * A key pair for a check that is not about how it was made: imported, which costs nothing, or created where nothing is
 * imported. `key` is what an import sends.
 */
export function anyPair(
  ctx: CheckContext,
  wish: Wish & { readonly key?: PublicMaterial } = {},
): Promise<Made> {
  return makePair(ctx, ctx.making(), wish);
}

function promisedKeyType({ contract }: CheckContext): 'ed25519' | 'rsa' {
  return importedKeyTypes(contract).includes('ed25519') ? 'ed25519' : 'rsa';
}

/** An unrelated key pair, so that a lookup which shows or deletes everything is noticed. */
export function bystander(ctx: CheckContext, region?: string): Promise<Made> {
  return anyPair(ctx, { beside: true, ...(region !== undefined && { region }) });
}

/** Imports a key pair that has to be accepted, and removes it after the check. */
export async function importPair(
  ctx: CheckContext,
  wish: Wish & { readonly key?: PublicMaterial; readonly material?: string | Uint8Array } = {},
): Promise<Imported> {
  return lentOr(ctx, 'import', wish, async (place) => {
    const key = wish.key ?? freshPublicKey(ctx);
    const made = await make(place, 'import', wish, { material: wish.material ?? opensshLine(key) });
    return { ...made, key };
  });
}

/**
 * Creates a key pair that has to be accepted, and removes it after the check. Type and format are sent where the
 * provider has such parameters.
 */
export function createPair(
  ctx: CheckContext,
  wish: Wish & { readonly keyType?: string; readonly keyFormat?: string } = {},
): Promise<Made> {
  const typed = findParameter(ctx.contract, 'create', 'key-type') !== undefined;
  const formatted = findParameter(ctx.contract, 'create', 'key-format') !== undefined;
  const parameters = {
    ...(typed && wish.keyType !== undefined && { keyType: wish.keyType }),
    ...(formatted && wish.keyFormat !== undefined && { keyFormat: wish.keyFormat }),
  };
  return lentOr(ctx, 'create', wish, (place) => make(place, 'create', wish, parameters));
}

/** Makes a key pair; where requests are expensive, one like it that no check has changed will do. */
function lentOr<T extends Made>(
  ctx: CheckContext,
  operation: OperationRole,
  wish: Wish,
  makeIn: (ctx: CheckContext) => Promise<T>,
): Promise<T> {
  const { region = ctx.region, beside, tags, ...special } = wish;
  const { isOwn, isSpecial } = roleOf(ctx, operation, wish);
  const isNamed = ['name', 'key', 'material'].some((one) => one in special);
  if (!ctx.frugal || isNamed || (beside !== true && (isOwn || isSpecial))) return makeIn(ctx);
  const kind = `${operation} ${JSON.stringify(special)} ${tags === undefined ? 'without' : 'with'} tags in ${region}`;
  return ctx.lent(kind, () => makeIn({ ...ctx, call: ctx.setup, cleanup: () => {} }), {
    namesOf: (made) => [made.name, made.view.id],
    remove: (made, undo) => remove(undo, made.name, made.region),
  });
}

/** The operation of the requirement; the other that makes key pairs where that one does not work and either will do. */
export function ownMaking(ctx: CheckContext): MakingOperation {
  const own = ctx.requirement.operation === 'create' ? 'create' : 'import';
  return ctx.eitherWay ? ctx.making(own) : own;
}

/** Makes a key pair by the operation a requirement is about; the key type is the cheapest that the target has. */
export function makePair(
  ctx: CheckContext,
  operation: OperationRole,
  { key, ...wish }: Wish & { readonly key?: PublicMaterial } = {},
): Promise<Made> {
  if (operation === 'import') return importPair(ctx, { ...wish, ...(key && { key }) });
  return createPair(ctx, {
    ...wish,
    ...(ctx.createKeyType !== undefined && { keyType: ctx.createKeyType }),
  });
}

/** Parameters with which `operation` would make a key pair of this name. */
export function makingParameters(ctx: CheckContext, operation: OperationRole, name?: string): CallParameters {
  return {
    ...(name !== undefined && { name }),
    ...(operation === 'import' && { material: opensshLine(freshPublicKey(ctx)) }),
    ...(operation === 'create' && ctx.createKeyType !== undefined && { keyType: ctx.createKeyType }),
  };
}

async function make(
  ctx: CheckContext,
  operation: 'create' | 'import',
  wish: Wish,
  parameters: CallParameters,
): Promise<Made> {
  const name = wish.name ?? ctx.name();
  const region = wish.region ?? ctx.region;
  const removal = removeLater(ctx, name, region);
  const { isOwn, isStated } = roleOf(ctx, operation, wish);
  const outcome = await (isOwn ? ctx.call : ctx.setup)({
    operation,
    region,
    parameters: { ...parameters, name, ...(wish.tags && { tags: wish.tags }) },
  });
  removal.answered(outcome);
  const judgement = judgeAccepted(
    outcome,
    wish.name === undefined ? 'of a plain key pair' : 'of a key pair with a given name',
  );
  if (isStated) ctx.must(judgement);
  else ctx.prepared(judgement);
  const answer = accepted(outcome);
  return { name, region, answer, view: pairsIn(answer)[0] ?? { exchange: answer.exchange } };
}

/**
 * What the making of a key pair is to a check: part of the statement only where the requirement is about the operation
 * and asks for something that a plain call does not; that a plain call works is the statement of the basis.
 */
function roleOf(
  { requirement, createKeyType }: CheckContext,
  operation: OperationRole,
  wish: Wish,
): { readonly isOwn: boolean; readonly isSpecial: boolean; readonly isStated: boolean } {
  const isOwn = requirement.operation === operation;
  const { beside: _, ...special } = wish;
  const isSpecial = Object.values(special).some((value) => value !== undefined && value !== createKeyType);
  return { isOwn, isSpecial, isStated: isOwn && isSpecial };
}

/** The same context where steps that otherwise only prepare are what the requirement is about. */
export function asStatement(ctx: CheckContext): CheckContext {
  return { ...ctx, setup: ctx.call, control: ctx.call, look: ctx.call, prepared: ctx.must };
}

/** What any target does all day: makes a key pair, shows it, deletes it, and shows it no more. */
export async function plainWork(ctx: CheckContext, operation?: OperationRole): Promise<void> {
  const stated = asStatement(ctx);
  const made = await (operation === undefined ? anyPair(stated) : makePair(stated, operation));
  await mustFind(stated, made.name);
  await deletePair(stated, made.name);
  ctx.must(judgeNothingLeft(await lookUp(stated, made.name), 'the delete'));
}

/** A removal that was promised before it was known whether there will be anything to remove. */
export interface Removal {
  /** Tells it the answer of the call that was to make the key pair. */
  answered(outcome: Outcome): void;
}

/**
 * Removes the key pair of this name after the check, whether or not it comes to exist. When the call was answered and
 * not accepted, a removal that fails leaves nothing behind that anyone was told of, and is not reported.
 */
export function removeLater(ctx: CheckContext, name: string, region: string = ctx.region): Removal {
  let declined = false;
  ctx.cleanup(async (undo) => {
    try {
      await remove(undo, name, region);
    } catch (error) {
      if (!declined) throw error;
    }
  });
  return {
    answered: (outcome) => {
      declined = outcome.kind !== 'accepted';
    },
  };
}

/** Removes, as part of a cleanup, what the run made under a name; nothing where it made nothing. */
export function remove(undo: CheckContext, name: string, region: string): Promise<void> {
  return undo.release(name, region);
}

/** Deletes a key pair as part of a check: the answer has to be accepted. */
export async function deletePair(
  ctx: CheckContext,
  name: string,
  region: string = ctx.region,
): Promise<Accepted> {
  const outcome = await ctx.call({
    operation: 'delete',
    region,
    parameters: await deletionOf(ctx, name, region),
  });
  ctx.must(judgeAccepted(outcome, 'of an existing key pair'));
  return accepted(outcome);
}

/**
 * How to delete a key pair that exists: by its name where the provider takes names, else by the id that a describe shows.
 * @throws Inconclusive when it takes ids and none is shown
 */
export async function deletionOf(
  ctx: CheckContext,
  name: string,
  region: string = ctx.region,
): Promise<CallParameters> {
  if (isDeletedByName(ctx)) return deletion(ctx, name);
  const { id } = await mustFind(ctx, name, { region });
  if (id === undefined)
    throw new Inconclusive(
      withApiNames('a key pair is deleted by its ID, and a describe returns none', ctx.contract),
    );
  return byId(ctx.contract, 'delete', id) ?? { id };
}

/**
 * How to delete what nobody has: by this name, or by an id that is nearly that of a key pair which is made for it.
 * @throws Inconclusive when it takes ids and none is shown
 */
export async function deletionOfNobody(ctx: CheckContext, name: string): Promise<CallParameters> {
  if (isDeletedByName(ctx)) return deletion(ctx, name);
  const near = neighbour(toldOf(await mustFind(ctx, (await bystander(ctx)).name), 'id'));
  return byId(ctx.contract, 'delete', near) ?? { id: near };
}

/** Whether a delete takes names; where it takes ids only it does not. */
export function isDeletedByName({ contract }: Pick<CheckContext, 'contract'>): boolean {
  const takes = (role: 'name' | 'names' | 'id' | 'ids'): boolean =>
    findParameter(contract, 'delete', role) !== undefined;
  return takes('name') || takes('names') || !(takes('id') || takes('ids'));
}

/** A provider deletes one pair by name or a list of names; the contract knows. */
export function deletion({ contract }: Pick<CheckContext, 'contract'>, name: string): CallParameters {
  const listed = findParameter(contract, 'delete', 'names') !== undefined;
  return listed ? { names: [name] } : { name };
}
