import { requireOperation } from '../../specs/constraints.ts';
import type { JsonObject, OperationRole, Requirement } from '../../specs/contract.ts';
import type { Outcome } from '../../targets/target.ts';
import { type CheckBody, type CheckContext, type Mismatch, Unprepared } from '../check.ts';
import { type Words, withApiNames } from '../findings/kind.ts';
import { describeOutcome } from '../judges/answer.ts';
import {
  type DeclaredAnswer,
  judgeContentEncoding,
  judgeContentType,
  judgeFresh,
  judgeMembers,
  judgeShape,
  showsMember,
  together,
} from '../judges/shape-mismatch.ts';
import type { ShapeAspect } from '../judges/shape-types.ts';
import { statesRejection, unmet } from '../stated.ts';
import { textIn } from '../values.ts';
import { answersIn, textsIn } from './answers.ts';
import { inLanguage } from './sending.ts';

/** Which of the two declared bodies an answer is held against. */
export type BodyKind = 'success' | 'error';

/**
 * A check of some aspects of the answers in `given.answers`, limited to the members `given.only`, without `given.except`.
 * A member of which no answer shows a value has no value to judge: the requirement that states the member blocks this one.
 */
export function aspectBody(kind: BodyKind, method: string, aspects: readonly ShapeAspect[]): CheckBody {
  return shapeBody(method, async (ctx) => {
    const only = ctx.given.only === undefined ? undefined : textsIn(ctx.given, 'only');
    const selection = { aspects, only, except: textsIn(ctx.given, 'except') };
    const answers = await declaredAnswers(ctx, kind);
    const untold = aspects.includes('value') ? only?.find((path) => !showsMember(answers, path)) : undefined;
    if (untold !== undefined)
      throw new Unprepared(
        `no response shows ${untold}, so there is no value to check`,
        statesMember(ctx, untold),
      );
    noteEach(ctx, answers, (answer) => judgeShape(answer, selection));
  });
}

/** The requirement that states that a member is in one of the answers of this one, where there is one. */
function statesMember({ contract, requirement, given }: CheckContext, member: string): string | undefined {
  const [topic] = requirement.check.split('/');
  const answers = textsIn(given, 'answers');
  const states = (other: JsonObject): boolean =>
    textsIn(other, 'answers').some((answer) => answers.includes(answer)) &&
    (other.only === undefined || textsIn(other, 'only').includes(member)) &&
    !textsIn(other, 'except').includes(member);
  return contract.requirements.find(
    (other) => other.check === `${topic}/members` && other.id !== requirement.id && states(other.given),
  )?.id;
}

/** A check that members are there, are not there, or hold items: `given.present`, `given.absent`, `given.filled`. */
export function membersBody(kind: BodyKind): CheckBody {
  return shapeBody(
    'Reads the raw response and looks for members that must be there and members that must not.',
    async (ctx) => {
      const [present, absent, filled] = ['present', 'absent', 'filled'].map((key) => textsIn(ctx.given, key));
      const wish = { present: present ?? [], absent: absent ?? [], filled: filled ?? [] };
      noteEach(ctx, await declaredAnswers(ctx, kind), (answer) => judgeMembers(answer, wish));
    },
  );
}

/** A check that `given.member` differs from answer to answer. */
export function freshBody(kind: BodyKind): CheckBody {
  return shapeBody(
    'Compares one member over the raw responses to several calls; no two may agree.',
    async (ctx) => {
      ctx.note(judgeFresh(await declaredAnswers(ctx, kind, 2), textIn(ctx, 'member')));
    },
  );
}

/** A check of the content type of answers. */
export function contentTypeBody(kind: BodyKind): CheckBody {
  return shapeBody(
    'Compares the Content-Type header of each response with the declared media type.',
    async (ctx) => {
      noteEach(ctx, await declaredAnswers(ctx, kind), (answer) => judgeContentType(answer));
    },
  );
}

/** A check of the content encoding of answers, of successes and refusals alike. */
export function contentEncodingBody(): CheckBody {
  return shapeBody(
    'Compares the Content-Encoding of each response with its bytes and with what the request accepts.',
    async (ctx) => {
      const answers = await answersIn(ctx);
      const judged = answers.map(({ key, outcome }) => ({
        what: key,
        judgement: judgeContentEncoding(key, outcome.exchange),
      }));
      for (const mismatch of together(judged, namesIn(ctx))) ctx.note(mismatch);
      if (judged.every(({ judgement }) => judgement === undefined)) refuseDead(ctx, answers);
    },
  );
}

function noteEach(
  ctx: CheckContext,
  answers: readonly DeclaredAnswer[],
  judge: (answer: DeclaredAnswer) => Mismatch | undefined,
): void {
  const judged = answers.map((answer) => ({ what: answer.what, judgement: judge(answer) }));
  for (const mismatch of together(judged, namesIn(ctx))) ctx.note(mismatch);
}

function namesIn({ contract }: CheckContext): Pick<Words, 'named'> {
  return { named: (text) => withApiNames(text, contract) };
}

/**
 * A body that reads raw answers. It relies on no operation: what another client cannot even read is what it judges.
 */
export function shapeBody(method: string, run: (ctx: CheckContext) => Promise<void>): CheckBody {
  const hazard: CheckBody['hazard'] = (given) =>
    textsIn(given, 'answers').some((key) => key.endsWith('/missing-name')) ? 'nameless' : undefined;
  return { kind: 'example', method, uses: [], standalone: true, wire: true, hazard, run };
}

/**
 * The answers of `given.answers` that are of this kind. A success that was refused, or a refusal that was granted, is
 * the business of other topics.
 * @param least how many it takes to judge
 * @throws Unprepared when fewer are left, with the requirement that states it where one is known
 */
async function declaredAnswers(
  ctx: CheckContext,
  kind: BodyKind,
  least = 1,
): Promise<readonly DeclaredAnswer[]> {
  const answers = await answersIn(ctx);
  const other = kind === 'success' ? 'refused' : 'accepted';
  const fitting = answers.filter(({ outcome }) => outcome.kind !== other && isOf(kind, outcome));
  if (fitting.length < least || (kind === 'success' && fitting.length < answers.length)) {
    const said = answers.map(({ key, outcome }) => `${key} is ${describeOutcome(outcome)}`).join('; ');
    const reason = `no response of the kind that this requirement is about: ${said}`;
    const others = answers.filter(({ outcome }) => outcome.kind === other);
    throw unmet(
      ctx,
      reason,
      (one) => others.some(({ key }) => statesOf(kind, key, ctx, one)),
      kind === 'error',
    );
  }
  refuseDead(ctx, fitting);
  return fitting.map(({ key, outcome }) => ({
    what: `${key}${language(ctx)}`,
    exchange: outcome.exchange,
    declared: inLanguage(
      ctx,
      kind === 'success' ? requireOperation(ctx.contract, operationOf(key)).success : ctx.contract.errorBody,
    ),
    components: ctx.contract.components,
  }));
}

/** Whether a requirement states that the call of an answer succeeds, or that it is rejected. */
function statesOf(kind: BodyKind, key: string, { requirement }: CheckContext, one: Requirement): boolean {
  const operation = operationOf(key);
  if (kind === 'success') return one.basis === operation;
  const refusal = key.slice(operation.length + 1).replace(/-again$/u, '');
  return statesRejection({ operation, refusal, topic: requirement.topic }, one);
}

/** A body that cannot be read is that of an error when the status says so, and only then. */
function isOf(kind: BodyKind, outcome: Outcome): boolean {
  return outcome.kind !== 'unreadable' || kind === 'success' || outcome.status >= 300;
}

/** Told of answers that were asked for in a language of their own. */
function language({ given }: CheckContext): string {
  return given.mediaType === undefined ? '' : `, asked for as ${String(given.mediaType)},`;
}

/** @throws Unprepared when one of the answers is not known to be about its call */
export function refuseDead(
  ctx: CheckContext,
  answers: readonly { readonly key: string; readonly live: boolean }[],
): void {
  const dead = answers.find(({ live }) => !live);
  if (dead === undefined) return;
  const operation = operationOf(dead.key);
  const filter = typeof ctx.given.filter === 'string' ? `"${ctx.given.filter}"` : undefined;
  const finds = (one: Requirement): boolean =>
    filter !== undefined && one.topic === 'filter' && JSON.stringify(one.given).includes(filter);
  const reason = `the response to ${dead.key} proves nothing: the operation was not seen to work`;
  throw unmet(ctx, reason, (one) => one.basis === operation || finds(one));
}

/** The operation of a key of `given.answers`. */
export function operationOf(key: string): OperationRole {
  return key.split('/')[0] as OperationRole;
}
