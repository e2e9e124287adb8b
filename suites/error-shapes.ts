import { textPattern } from '../specs/pattern.ts';
import type { Outcome } from '../targets/target.ts';
import type { CheckBody, Judgement, Suite } from './check.ts';
import { describeOutcome, judgeRejected, refusalsIn } from './judges/answer.ts';
import { naming } from './lookups.ts';
import { answersIn } from './shapes/answers.ts';
import { aspectBody, contentEncodingBody, contentTypeBody, freshBody, shapeBody } from './shapes/bodies.ts';
import { statesRejection, unmet } from './stated.ts';
import { textIn } from './values.ts';

/** Given: `answers`, and `ask` and `wire` for those that are asked. Expects refusals whose messages have a stable wording. */
const message: CheckBody = shapeBody(
  'Compares the message of the rejection with the wording that is known to be stable.',
  async (ctx) => {
    const worded = refusalsIn(ctx.contract, ctx.requirement.expects).filter(
      (one) => one.message !== undefined,
    );
    for (const { key, outcome } of await answersIn(ctx)) {
      // Where several errors are allowed, each has its own message.
      const own = worded.find((one) => outcome.kind === 'refused' && one.code === outcome.code) ?? worded[0];
      if (own?.message === undefined)
        throw new Error(`${ctx.requirement.id}: its rejection has no pattern of the message`);
      ctx.note(judgeMessage(outcome, own.message, key));
    }
  },
);

/** Given: `text`, put into the name of a key pair that does not exist. */
const echoed: CheckBody = shapeBody(
  'Asks for a key pair that does not exist, with this text in its name, and reads the name from the message.',
  async (ctx) => {
    const name = `${ctx.name()}${textIn(ctx, 'text')}x`;
    const outcome = await ctx.call({ operation: 'describe', parameters: naming(ctx, name) });
    if (outcome.kind === 'unreadable') {
      ctx.note(judgeRejected(outcome, 'with markup characters in the name'));
      return;
    }
    if (outcome.kind === 'accepted') {
      const reason = `there is no message to read: it is ${describeOutcome(outcome)}`;
      const how = { operation: 'describe', refusal: 'unknown-name', topic: 'error-shape' } as const;
      throw unmet(ctx, reason, (one) => statesRejection(how, one), true);
    }
    const { message, exchange } = outcome;
    if (message.includes(name)) return;
    const facts = { expected: `that names ${JSON.stringify(name)}`, observed: message };
    ctx.note({ code: 'wrong-message', facts, exchange });
  },
);

function judgeMessage(outcome: Outcome, pattern: string, key: string): Judgement {
  if (outcome.kind !== 'refused') return judgeRejected(outcome, `(${key})`);
  const { message, exchange } = outcome;
  if (textPattern(pattern).test(message)) return undefined;
  const facts = { answer: key, expected: `that matches ${pattern}`, observed: message };
  return { code: 'wrong-message', facts, exchange };
}

/**
 * Refusals, read from raw bytes against the declared error body. Every body but `echoed` has `given.answers`: calls that
 * the contract refuses. Those that the target accepts are skipped here, as long as one is refused. `given.wire` and
 * `given.mediaType` are as for successes.
 */
export const errorShapes: Suite = {
  topic: 'error-shape',
  bodies: {
    readable: aspectBody(
      'error',
      'Provokes rejections and reads the raw bodies with a strict parser of their language.',
      ['readable'],
    ),
    declaration: aspectBody('error', 'Looks for the XML declaration at the beginning of raw rejections.', [
      'declaration',
    ]),
    root: aspectBody('error', 'Compares the outermost element of rejections with the declared one.', [
      'root',
    ]),
    namespace: aspectBody(
      'error',
      'Compares the namespace of every element of rejections with the declared one.',
      ['namespace'],
    ),
    members: aspectBody('error', 'Counts the declared members of the raw bodies of rejections.', [
      'required',
      'once',
      'list',
      'count',
    ]),
    undeclared: aspectBody(
      'error',
      'Looks into rejections for members, attributes and text that nobody declared.',
      ['undeclared'],
    ),
    value: aspectBody('error', 'Validates the value of a member of rejections against its declared schema.', [
      'value',
    ]),
    fresh: freshBody('error'),
    type: contentTypeBody('error'),
    encoding: contentEncodingBody(),
    message,
    echoed,
  },
};
