import type { JsonObject, OperationRole } from '../../specs/contract.ts';
import type { CheckContext } from '../check.ts';
import { provoke } from './provocations.ts';
import type { Answer, AnswerKey } from './sending.ts';
import { succeed } from './successes.ts';

/** The answers a requirement is about, each asked for once in a run and shared by all that judge it. */
export async function answersIn(ctx: CheckContext): Promise<readonly (Answer & { readonly key: string })[]> {
  const answers = [];
  for (const key of usable(ctx, textsIn(ctx.given, 'answers')))
    answers.push({ key, ...(await answerTo(ctx, key)) });
  return answers;
}

/** The answers without those of an operation that is known not to work; of answers to one operation, all. */
function usable(ctx: CheckContext, keys: readonly string[]): readonly string[] {
  const works = keys.filter((key) => {
    const operation = key.split('/')[0];
    const makes = operation === 'create' || operation === 'import';
    return !makes || operation === ctx.requirement.operation || ctx.making(operation) === operation;
  });
  return works.length === 0 ? keys : works;
}

/** What the call of an answer made is removed after the check that asked first. */
function answerTo(ctx: CheckContext, key: string): Promise<Answer> {
  const [operation = '', situation = ''] = key.split('/');
  const { filter = '', wire = '', ask: call = '' } = ctx.given;
  const asked = `response to ${key} ${JSON.stringify([filter, wire, call])}`;
  return ctx.shared(
    asked,
    () => ask(ctx, { operation: operation as OperationRole, situation: situation.replace(/-again$/u, '') }),
    () => Promise.resolve(),
  );
}

/** An ordinary call of each operation, whose success shows that its refusals are more than a habit. */
const TWINS: Readonly<Record<OperationRole, string>> = {
  create: 'create/plain',
  import: 'import/plain',
  describe: 'describe/pairs',
  delete: 'delete/existing',
};

async function ask(ctx: CheckContext, key: AnswerKey): Promise<Answer> {
  const success = succeed(ctx, key);
  if (success !== undefined) return success;
  const outcome = await provoke(ctx, key);
  const twin = await answerTo(ctx, TWINS[key.operation]);
  return { outcome, live: twin.live };
}

/** A list of texts in `given`; empty when it is not there. */
export function textsIn(given: JsonObject, key: string): readonly string[] {
  const value = given[key];
  return Array.isArray(value) ? value.map(String) : [];
}
