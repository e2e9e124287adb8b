import type { OperationRole, RecordedAnswer, RecordedCall, Recordings } from '../../specs/contract.ts';
import type { ClassifiedCall } from './classes.ts';

/** The extrapolations that have no kinds of their own. */
const DELETED_NAME = 'deleted-name';
const OPTIONAL_PARAMETERS = 'optional-parameters';
/** Parameters, with the classes of valid values, that the latter does not compare. */
const OPTIONAL: Readonly<Record<string, readonly string[]>> = {
  KeyType: ['rsa', 'ed25519'],
  KeyFormat: ['pem', 'ppk'],
  TagSpecification: ['plain'],
};
const ABSENT = 'absent';

/** Whether a name whose pair was deleted differs from one that never had a pair. */
export function recallsDeletedNames(extrapolations: ReadonlySet<string>): boolean {
  return !extrapolations.has(DELETED_NAME);
}

/** The answer to the kind of the call, first of all of a kind that was recorded as it is. */
export function findAnswer(
  { answers }: Recordings,
  operation: OperationRole,
  { classes, unclassed, found }: ClassifiedCall,
  extrapolations: ReadonlySet<string>,
): RecordedAnswer | undefined {
  if (unclassed !== undefined) return undefined;
  const finds = found.length > 0 ? 'pairs' : 'nothing';
  const own = answers.filter((answer) => answer.operation === operation && (answer.finds ?? finds) === finds);
  const find = (isKind: typeof isExactly): RecordedAnswer | undefined =>
    own.find(({ calls }) =>
      calls.some(
        (call) =>
          (call.extrapolated === undefined || extrapolations.has(call.extrapolated)) && isKind(call, classes),
      ),
    );
  return find(isExactly) ?? (extrapolations.has(OPTIONAL_PARAMETERS) ? find(isNearly) : undefined);
}

type Classes = ClassifiedCall['classes'];

/** Whether the call has exactly the parameters of the kind, each of a class of it. */
function isExactly({ with: kind }: RecordedCall, classes: Classes): boolean {
  return namesOf(kind, classes).every((name) => wantedBy(kind, name).includes(classes[name] ?? ABSENT));
}

/** The same, whatever valid value optional parameters have, or whether they are there. */
function isNearly({ with: kind }: RecordedCall, classes: Classes): boolean {
  return namesOf(kind, classes).every((name) => {
    const [wanted, given] = [wantedBy(kind, name), classes[name] ?? ABSENT];
    return wanted.includes(given) || [...wanted, given].every((value) => isOptional(name, value));
  });
}

function isOptional(name: string, value: string): boolean {
  const valid = OPTIONAL[name];
  return valid !== undefined && (value === ABSENT || valid.includes(value));
}

function namesOf(kind: RecordedCall['with'], classes: Classes): string[] {
  return [...new Set([...Object.keys(kind), ...Object.keys(classes)])];
}

function wantedBy(kind: RecordedCall['with'], name: string): readonly string[] {
  const wanted = kind[name] ?? ABSENT;
  return typeof wanted === 'string' ? [wanted] : wanted;
}

/** A kind of call in words, for the message of a 501. */
export function kindOf(action: string, { classes, unclassed, found }: ClassifiedCall): string {
  const parameters = Object.entries(classes).map(([name, value]) => `${name}=${value}`);
  const other = unclassed === undefined || unclassed in classes ? [] : [`${unclassed}=?`];
  return [action, ...parameters, ...other, `(finds ${found.length > 0 ? 'pairs' : 'nothing'})`].join(' ');
}
