import type { Json, JsonObject, Requirement, Topic } from '../../specs/contract.ts';
import type { CheckContext } from '../check.ts';
import { type Deviation, keyOf, keyOfUsual, plainerForms } from './deviation.ts';
import type { Field } from './fields.ts';

/** Deviations that are told, or that an ordinary requirement has told before. Shared by all histories of a run. */
export class Learned {
  readonly #keys = new Set<string>();
  /** Ways of sending that do not get through, each with the response that says so. */
  readonly #lost = new Set<string>();

  has(deviation: Deviation): boolean {
    if (this.#lost.has(lostBy(deviation) ?? '')) return true;
    // What is wrong under a new name is no news under one that was used, nor is what looks show in turns after a call.
    return plainerForms(deviation).some(
      (one) => this.#keys.has(keyOf(one)) || this.#keys.has(`${keyOfUsual(one)} `),
    );
  }

  add(deviation: Deviation): void {
    this.#keys.add(keyOf(deviation));
    const lost = lostBy(deviation);
    if (lost !== undefined) this.#lost.add(lost);
  }
}

/**
 * A way of sending that gets a response that cannot be read, whatever is sent: of a call that is sent so, all calls are
 * known. An error that can be read is about the call.
 */
function lostBy({ kind, answer, sending }: Deviation): string | undefined {
  return kind === 'answer' && answer === 'unreadable' && sending !== undefined ? sending : undefined;
}

/** What this run has learned so far. */
export function learnedOf(ctx: CheckContext): Promise<Learned> {
  return ctx.shared(
    'learned-deviations',
    () => Promise.resolve(new Learned()),
    () => Promise.resolve(),
  );
}

/** Topics that judge a field wherever a describe by name or an answer shows it. */
const TOPICS: Readonly<Record<Field, readonly Topic[]>> = {
  name: ['name', 'lifecycle', 'response-shape'],
  id: ['identifier', 'response-shape', 'delete'],
  fingerprint: ['fingerprint'],
  keyType: ['key-type-format', 'describe', 'response-shape'],
  publicKey: ['describe', 'import', 'response-shape'],
  createdAt: ['describe', 'response-shape'],
  tags: ['tags', 'response-shape'],
};

/**
 * Whether a requirement that failed in this run states what this deviation breaks: then it is no news. A field that
 * differs between two ways of looking is news unless the answer that made the key pair is one of them.
 */
export function isStated(ctx: CheckContext, deviation: Deviation): boolean {
  const { kind, stated, field, way = '' } = deviation;
  if (stated !== undefined && ctx.failedBefore(stated)) return true;
  const failed = (fits: (requirement: Requirement) => boolean): boolean =>
    ctx.contract.requirements.some((one) => fits(one) && ctx.failedBefore(one.id));
  const after = kind === 'state' ? deviation.situation : deviation.after;
  const isAfterId = after?.startsWith('delete by id') === true;
  // Where a delete goes by no id, all that follows from it is known.
  if (isAfterId && failed((one) => one.topic === 'delete' && JSON.stringify(one.given).includes('.id>')))
    return true;
  if (kind === 'state') return false;
  // Any key pair of the region can make a list unreadable where names and tags are not escaped.
  if (deviation.answer === 'unreadable' && escapesNothing(ctx)) return true;
  if (kind === 'answer')
    return failed((one) => one.operation === deviation.operation && asksSo(one, way, deviation));
  if (kind === 'membership') {
    // Where tags are not kept, nothing can be found by them.
    if (deviation.byTags && failed(({ topic }) => topic === 'tags')) return true;
    const filter = filterIn(way);
    return failed(
      (one) =>
        (one.operation === 'describe' && asksSo(one, way, deviation)) ||
        (filter !== undefined && one.given.filter === filter),
    );
  }
  if (field === undefined || kind === 'change') return false;
  const madeAnswer = deviation.operation !== 'describe';
  return (
    (kind === 'value' || madeAnswer) &&
    failed(
      ({ topic, operation }) =>
        TOPICS[field].includes(topic) &&
        (!madeAnswer || operation === deviation.operation || operation === 'describe'),
    )
  );
}

/** Whether this run has seen that the target does not escape what it writes. */
export function escapesNothing(ctx: CheckContext): boolean {
  return ctx.contract.requirements.some(
    (one) => one.check === 'response-shape/escaped' && ctx.failedBefore(one.id),
  );
}

/** Whether a requirement asks for key pairs in this way: the filters or parameters in its `given.ask`. */
function asksSo(
  { given, topic, statement }: Requirement,
  way: string,
  { operation, situation }: Deviation,
): boolean {
  if (operation !== 'describe') return situation === 'dry-run' && topic === 'dry-run';
  if (situation === 'dry-run') return topic === 'dry-run';
  const ask = asks(given);
  if (ask === undefined) return false;
  const filters = textsIn(ask.filters);
  const filter = filterIn(way);
  if (filter !== undefined) return filters.some((one) => one.startsWith(filter));
  if (/ filters$/.test(way)) return filters.length > 1;
  if (way.includes('id')) return ask.ids !== undefined;
  if (way.includes('name')) return ask.names !== undefined || ask.name !== undefined;
  return way.includes('everything') && Object.keys(ask).length === 0 && statement !== '';
}

/** The name of the filter that a way of looking asks by, without the key of a tag. */
function filterIn(way: string): string | undefined {
  return /with filter (\S+)/.exec(way)?.[1]?.replace('KEY', '');
}

function asks(given: JsonObject): JsonObject | undefined {
  const { ask } = given;
  return typeof ask === 'object' && ask !== null && !Array.isArray(ask) ? (ask as JsonObject) : undefined;
}

/** The names of filters, whether they stand in a list or are the keys of an object. */
function textsIn(filters: Json | undefined): readonly string[] {
  if (Array.isArray(filters)) return filters.map((one) => String((one as JsonObject).name));
  return typeof filters === 'object' && filters !== null ? Object.keys(filters) : [];
}
