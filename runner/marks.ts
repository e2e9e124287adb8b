import type { Topic } from '../specs/contract.ts';
import type { KeyPairCall, KeyPairView, Tag } from '../targets/target.ts';

/** Hours until nobody can still need what a run made. */
const LIFETIME_HOURS = 24;

/** Topics whose checks judge tags, or answers member by member: what they make is what they say and nothing else. */
const UNMARKED: ReadonlySet<Topic> = new Set<Topic>([
  'client',
  'error-shape',
  'filter',
  'history',
  'response-shape',
  'tags',
  'wire',
]);

const RUN_TAG = 'keypair-conformance-run';

/**
 * The tags by which the owner of an account knows what a run left there: whose it is, and from when on it can go.
 * @param prefix what the names of the run begin with
 * @param now milliseconds since the epoch
 */
export function marksOf(prefix: string, now: number): readonly Tag[] {
  const expires = new Date(now + LIFETIME_HOURS * 3_600_000);
  return [
    { key: RUN_TAG, value: runOf(prefix) },
    { key: 'keypair-conformance-expires', value: expires.toISOString() },
  ];
}

/** Whether a key pair carries the tag of the run with that prefix. */
export function isMarkedWith({ tags = [] }: KeyPairView, prefix: string): boolean {
  return tags.some(({ key, value }) => key === RUN_TAG && value === runOf(prefix));
}

function runOf(prefix: string): string {
  return prefix.replace(/[-_.]$/, '');
}

/** Whether what a check of this topic makes takes the marks of the run. */
export function isMarkable(topic: Topic): boolean {
  return !UNMARKED.has(topic);
}

/** The call with the marks of the run on what it makes, where its check is not about tags or altered requests. */
export function marked(call: KeyPairCall, topic: Topic, marks: readonly Tag[] | undefined): KeyPairCall {
  const { operation, parameters, wire } = call;
  const makes = operation === 'create' || operation === 'import';
  if (marks === undefined || !makes || wire !== undefined || !isMarkable(topic)) return call;
  if (parameters.tags !== undefined || parameters.tagScope !== undefined) return call;
  return { ...call, parameters: { ...parameters, tags: marks } };
}
