import type { OperationRole } from '../../specs/contract.ts';
import type { Exchange } from '../../targets/target.ts';
import { LOOKING } from './blame.ts';
import type { Field } from './fields.ts';
import type { ModelPair } from './model/state.ts';

/**
 * In what an answer differs from the model:
 * - `answer`: accepted, or refused otherwise than stated;
 * - `membership`: a way of looking shows, misses or repeats a key pair, though another shows the state rightly;
 * - `state`: every way shows that calls left something else behind than stated;
 * - `value`: a field is wrong wherever one looks;
 * - `way`: one way of looking, or the answer that made the key pair, shows another value than a describe by name;
 * - `change`: a field that was right has changed.
 */
export type DeviationKind = 'answer' | 'membership' | 'state' | 'value' | 'way' | 'change';

/** One difference between a target and the model. All but the last four say what kind of difference it is. */
export interface Deviation {
  readonly kind: DeviationKind;
  readonly operation: OperationRole;
  /** The way of looking, e.g. `by id`. */
  readonly way?: string;
  /** Set when it asks by tags, which the check itself has sent. */
  readonly byTags?: true;
  readonly field?: Field;
  /** The kind of key pair, e.g. `a created rsa key pair`. */
  readonly pair?: string;
  /** What decides an answer, or what was done last to the key pair. */
  readonly situation?: string;
  /** What was done last to the name that an answer is about; it is no part of what the deviation is. */
  readonly after?: string;
  /** How the call was sent, where that is not the usual way. */
  readonly sending?: string;
  /** What happened to the key pair in a list: `missing`, `shown` or `repeated`. */
  readonly shown?: 'missing' | 'shown' | 'repeated';
  /** The answer that should not have come, without its message. */
  readonly answer?: string;
  /** The requirement that states what should have happened, where one does. */
  readonly stated?: string;
  readonly expected: string;
  readonly observed: string;
  readonly exchange: Exchange;
}

/** The identity of a deviation: the same for the same fault in every run, whatever the values. */
export function keyOf(deviation: Deviation): string {
  return `${keyOfUsual(deviation)} ${deviation.sending ?? ''}`;
}

/** The identity of the same deviation when the call is sent in the usual way. */
export function keyOfUsual(deviation: Deviation): string {
  const { kind, operation, way, field, pair, situation, shown, answer } = deviation;
  return JSON.stringify(
    [kind, operation, way, field, pair, situation, shown, answer].map((one) => one ?? ''),
  );
}

/**
 * Whether a deviation is what is wanted, or shows it in a plainer way: sent in the usual way, of a name that is new, seen
 * right after an earlier call, or with no call before it.
 */
export function isFormOf(one: Deviation, wanted: Deviation): boolean {
  if (one.sending !== undefined && one.sending !== wanted.sending) return false;
  const plain = ({ situation, ...rest }: Deviation): string =>
    keyOfUsual(rest.kind === 'state' || situation === undefined ? rest : { ...rest, situation });
  return plainerForms(wanted).some((form) => plain(form) === plain(one));
}

/** A deviation, and the same of a name that is new or of a field that is another one whenever one looks. */
export function plainerForms(deviation: Deviation): readonly Deviation[] {
  const forms = [deviation, underNewName(deviation) ?? deviation];
  return deviation.kind === 'change'
    ? [...forms, ...forms.map((one) => ({ ...one, situation: LOOKING }))]
    : forms;
}

/** End of the kind of a key pair whose name had another one before. */
const REUSED = ' under a name that was used before';

/** The same deviation of a key pair whose name is new; `undefined` where it is that. */
function underNewName(deviation: Deviation): Deviation | undefined {
  const { pair } = deviation;
  return pair?.endsWith(REUSED) ? { ...deviation, pair: pair.slice(0, -REUSED.length) } : undefined;
}

/** The kind of a key pair, as far as it can matter for a field. */
export function kindOf(pair: ModelPair, field?: Field): string {
  const tags = field === 'tags' ? (pair.tags.length > 0 ? ' with tags' : ' without tags') : '';
  const article = pair.origin === 'created' ? 'a' : 'an';
  const reused = pair.reused ? REUSED : '';
  return `${article} ${pair.origin} ${pair.keyType} key pair${tags}${reused}`;
}
