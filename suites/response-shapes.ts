import { requireOperation } from '../specs/constraints.ts';
import type { Outcome, Tag } from '../targets/target.ts';
import { type CheckBody, type Judgement, type Suite, Unsupported } from './check.ts';
import { makingParameters, ownMaking, removeLater } from './flows.ts';
import { describeOutcome } from './judges/answer.ts';
import { judgeStatus } from './judges/shape-mismatch.ts';
import type { ShapeAspect } from './judges/shape-types.ts';
import { printTags } from './judges/state.ts';
import { naming } from './lookups.ts';
import { hasTags } from './scenes/capabilities.ts';
import { answersIn } from './shapes/answers.ts';
import {
  aspectBody,
  contentEncodingBody,
  contentTypeBody,
  freshBody,
  membersBody,
  operationOf,
  refuseDead,
  shapeBody,
} from './shapes/bodies.ts';
import { sent } from './shapes/sending.ts';
import { unmet } from './stated.ts';
import { textIn } from './values.ts';

/** Given: `answers`. */
const status: CheckBody = shapeBody(
  'Compares the HTTP status of the responses with the declared one.',
  async (ctx) => {
    const answers = await answersIn(ctx);
    for (const { key, outcome } of answers) {
      const { success } = requireOperation(ctx.contract, operationOf(key));
      const { components } = ctx.contract;
      ctx.note(judgeStatus({ what: key, exchange: outcome.exchange, declared: success, components }));
    }
    // A right status of an answer that the target gives to everything would prove nothing.
    refuseDead(ctx, answers);
  },
);

/** Given: `answers`, `only` and `filled`: lists that must have an item somewhere, or else nothing was compared. */
function listBody(method: string, aspects: readonly ShapeAspect[]): CheckBody {
  const shape = aspectBody('success', method, aspects);
  const filled = membersBody('success');
  return shapeBody(method, async (ctx) => {
    await filled.run(ctx);
    await shape.run(ctx);
  });
}

/** Given: `text`, put into the name and into a tag's key and value, or with `place: value` into a tag's value alone. */
const escaped: CheckBody = shapeBody(
  'Makes a key pair with this text in its name and its tags, or in the value of a tag alone, and reads name and tags back from the raw response.',
  async (ctx) => {
    const { operation } = ctx.requirement;
    const text = textIn(ctx, 'text');
    const elsewhere = ctx.given.place === 'value' ? '' : text;
    const name = `${ctx.name()}${elsewhere}x`;
    const tag = { key: `${ctx.random.text(6)}${elsewhere}`, value: `${text}x` };
    const tags = !hasTags(ctx) ? [] : [tag];
    removeLater(ctx, name);
    const making = operation === 'describe' ? ctx.making() : ownMaking(ctx);
    const parameters = { ...makingParameters(ctx, making, name), ...(tags.length > 0 && { tags }) };
    const made = await ctx.call({ operation: making, parameters });
    if (made.kind === 'refused') {
      const reason = `there is no key pair to look at: ${describeOutcome(made)}`;
      throw unmet(ctx, reason, (one) => one.basis === making);
    }
    const answer =
      operation === 'describe'
        ? await ctx.call({ operation, parameters: naming(ctx, name), ...sent(ctx) })
        : made;
    if (answer.kind === 'refused') {
      const reason = `there is no response to read: ${describeOutcome(answer)}`;
      throw unmet(ctx, reason, (one) => one.basis === operation);
    }
    ctx.note(judgeEchoed(answer, name, tag));
  },
);

function needingTags(body: CheckBody): CheckBody {
  return shapeBody(body.method, async (ctx) => {
    if (!hasTags(ctx)) throw new Unsupported('the target declares that it has no tags', 'declared');
    await body.run(ctx);
  });
}

/** What was sent is what is read back, character by character. Whether tags are shown at all is judged elsewhere. */
function judgeEchoed(outcome: Exclude<Outcome, { kind: 'refused' }>, name: string, tag: Tag): Judgement {
  const pairs = outcome.kind === 'accepted' ? outcome.keyPairs : [];
  // A describe that ignores names shows this one among others; where its name is altered, the first stands for it.
  const pair = pairs.find((one) => one.name === name) ?? pairs[0];
  const tags = pair?.tags ?? [];
  const readable = tags.filter(({ key, value }) => key !== '' && value !== '');
  const withTags = (text: string, shown: readonly Tag[]): string =>
    readable.length === 0 ? text : `${text} with the tags ${printTags(shown)}`;
  const expected = withTags(JSON.stringify(name), [tag]);
  const observed =
    outcome.kind === 'accepted'
      ? withTags(JSON.stringify(pair?.name ?? 'no name'), tags)
      : describeOutcome(outcome);
  if (observed === expected) return undefined;
  return { code: 'altered-text', facts: { expected, observed }, exchange: outcome.exchange };
}

/**
 * Success answers, read from raw bytes against the declared body. Every body has `given.answers`: the calls whose
 * answers it reads, each sent once in a run. They are sent plainly unless `given.wire` alters them; an answer that was
 * asked for in another language than the declared one has that in `given.mediaType`.
 */
export const responseShapes: Suite = {
  topic: 'response-shape',
  bodies: {
    status,
    readable: aspectBody('success', 'Reads the raw body with a strict parser of its language.', ['readable']),
    declaration: aspectBody('success', 'Looks for the XML declaration at the beginning of the raw body.', [
      'declaration',
    ]),
    root: aspectBody('success', 'Compares the outermost element with the declared one.', ['root']),
    namespace: aspectBody('success', 'Compares the namespace of every element with the declared one.', [
      'namespace',
    ]),
    members: aspectBody(
      'success',
      'Counts the declared members of the raw body: each required one once, none twice.',
      ['required', 'once'],
    ),
    undeclared: aspectBody('success', 'Looks for members, attributes and text that nobody declared.', [
      'undeclared',
    ]),
    list: listBody('Compares the wrapper of a list and the names of its items with the declaration.', [
      'list',
    ]),
    tags: needingTags(
      listBody(
        'Makes a key pair with tags and compares the list of tags in the raw response with its declaration.',
        ['list', 'required', 'once'],
      ),
    ),
    value: aspectBody('success', 'Validates the value of a member against its declared schema.', ['value']),
    presence: membersBody('success'),
    fresh: freshBody('success'),
    type: contentTypeBody('success'),
    encoding: contentEncodingBody(),
    escaped,
  },
};
