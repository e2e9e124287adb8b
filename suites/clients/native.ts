import { type NativeAnswer, type Outcome, UnsupportedByClient } from '../../targets/target.ts';
import { type CheckBody, type CheckContext, type Mismatch, Unsupported } from '../check.ts';
import { disagreements } from '../judges/agreement.ts';
import { judgeNothingLeft } from '../judges/state.ts';
import { lookUp } from '../lookups.ts';
import { objectIn } from '../values.ts';
import { plainCall } from './calls.ts';
import { refuse } from './refused.ts';
import { agreedAnswer, twoClients } from './two.ts';

/** Given: `types`, the type of the client's language by path in what it returns; `tags: true` to send a tag. */
export const dictionary: CheckBody = {
  kind: 'example',
  method:
    'Sends a plain call through a client and compares the types in what it returns with the documented ones.',
  uses: ['describe', 'import'],
  second: true,
  async run(ctx) {
    const two = twoClients(ctx);
    const { parameters } = await plainCall(ctx, two);
    const answer = await agreedAnswer(ctx, two, parameters, 'a plain call');
    const returned = nativeOf(ctx, answer).types ?? {};
    for (const [path, type] of Object.entries(objectIn(ctx, 'types'))) {
      if (returned[path] === type) continue;
      ctx.note({
        summary: `what the client returns has another ${path} than documented`,
        expected: `${path} of the type ${String(type)}`,
        observed: returned[path] === undefined ? `no ${path}` : `${path} of the type ${returned[path]}`,
        exchange: answer.exchange,
      });
    }
  },
};

/** Given: nothing. */
export const acceptedRequestId: CheckBody = {
  kind: 'example',
  method:
    'Sends a plain call through a client and compares the request id that it returns with the one in the answer.',
  uses: ['describe', 'import'],
  second: true,
  async run(ctx) {
    const two = twoClients(ctx);
    const { parameters } = await plainCall(ctx, two);
    const answer = await agreedAnswer(ctx, two, parameters, 'a plain call');
    const raw = two.raw(answer);
    const written = raw.kind === 'accepted' ? raw.requestId : undefined;
    if (written !== undefined && answer.requestId === written) return;
    ctx.must({
      summary: 'the client does not find the request id in the answer',
      expected: written ?? 'a request id in the answer',
      observed: answer.requestId ?? 'no request id',
      exchange: answer.exchange,
    });
  },
};

/** Given: `acknowledged`, what the client has to read in the acknowledgement of a delete. */
export const acknowledged: CheckBody = {
  kind: 'example',
  method:
    'Deletes a key pair through a client, which has to read the acknowledgement as the documented value.',
  uses: ['import', 'describe'],
  second: true,
  async run(ctx) {
    const two = twoClients(ctx);
    const { name, parameters } = await plainCall(ctx, two);
    const outcome = await ctx.call({ operation: ctx.requirement.operation, parameters });
    const left = await lookUp(two.wire, name);
    ctx.must(judgeNothingLeft(left === undefined ? [] : [name], 'a delete through the client'));
    const read = outcome.kind === 'accepted' ? outcome.deleted?.acknowledged : undefined;
    const inAnswer = two.raw(outcome);
    const written = inAnswer.kind === 'accepted' ? inAnswer.deleted?.acknowledged : undefined;
    if (read === ctx.given.acknowledged) return;
    ctx.must({
      summary: 'the client reads the acknowledgement of a delete that worked as something else',
      expected: String(ctx.given.acknowledged),
      observed: `${read ?? 'nothing'}, where the answer has ${JSON.stringify(written ?? null)}`,
      exchange: outcome.exchange,
    });
  },
};

/** Given: as for `refused`, and `exception`, the name of what the client throws. */
export const exception: CheckBody = {
  kind: 'example',
  method:
    'Sends a call that has to be refused through a client: it throws the documented exception, with the operation, the code, the status, the message and the request id of the answer.',
  uses: ['create', 'describe'],
  second: true,
  async run(ctx) {
    const two = twoClients(ctx);
    const { outcome, inAnswer } = await refuse(ctx, two);
    const found: readonly Mismatch[] = disagreements(outcome, inAnswer);
    for (const difference of found) ctx.note(difference);
    if (outcome.kind !== 'refused' || inAnswer.kind !== 'refused') return;
    const native = nativeOf(ctx, outcome);
    const name = ctx.contract.operations[ctx.requirement.operation]?.name;
    const parts: readonly (readonly [string, unknown, unknown])[] = [
      ['exception', ctx.given.exception, native.exception],
      ['operation', name, native.operationName],
      ['request id', inAnswer.requestId, outcome.requestId],
    ];
    for (const [what, expected, observed] of parts) {
      if (expected === observed) continue;
      ctx.note({
        summary: `the refusal reaches the caller with another ${what}`,
        expected: String(expected ?? `no ${what}`),
        observed: String(observed ?? `no ${what}`),
        exchange: outcome.exchange,
      });
    }
  },
};

/** Given: `without`, the parameter that the client asks for by itself. */
export const notSent: CheckBody = {
  kind: 'example',
  method:
    'Leaves out what the client asks for by itself: nothing is sent; the same call with it is accepted.',
  uses: ['describe', 'import'],
  second: true,
  async run(ctx) {
    const two = twoClients(ctx);
    const { parameters } = await plainCall(ctx, two);
    const { operation } = ctx.requirement;
    const kept = Object.entries(parameters).filter(([key]) => key !== ctx.given.without);
    const sent = await sentBy(ctx, { operation, parameters: Object.fromEntries(kept) });
    ctx.note(
      sent && {
        summary: `the client sends a ${operation} without ${String(ctx.given.without)}`,
        expected: 'an error of the client, and nothing sent',
        observed: `HTTP ${sent.status}`,
        exchange: sent.exchange,
      },
    );
    await agreedAnswer(ctx, two, parameters, 'a complete call');
  },
};

/** What came of a call that the client must not send. It is no call of the check: being unsupported is its success. */
async function sentBy(
  ctx: CheckContext,
  call: Omit<Parameters<CheckContext['call']>[0], 'region'>,
): Promise<Outcome | undefined> {
  try {
    return await ctx.client.call({ region: ctx.region, ...call }, { signal: ctx.signal });
  } catch (error) {
    if (error instanceof UnsupportedByClient) return undefined;
    throw error;
  }
}

function nativeOf(ctx: CheckContext, outcome: Outcome): NativeAnswer {
  const native = outcome.kind === 'garbled' ? undefined : outcome.native;
  if (native === undefined)
    throw new Unsupported(`the ${ctx.client.kind} client does not show its own form`, 'client');
  return native;
}
