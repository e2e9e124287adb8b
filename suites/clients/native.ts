import { type NativeAnswer, type Outcome, UnsupportedByClient } from '../../targets/target.ts';
import { type CheckBody, type CheckContext, Unsupported } from '../check.ts';
import { disagreements } from '../judges/agreement.ts';
import { judgeNothingLeft } from '../judges/state.ts';
import { lookUp } from '../lookups.ts';
import { objectIn } from '../values.ts';
import { plainCall } from './calls.ts';
import { refuse } from './refused.ts';
import { agreedAnswer, judgeReported, twoClients } from './two.ts';

/** Given: `types`, the type of the client's language by path in what it returns; `tags: true` to send a tag. */
export const dictionary: CheckBody = {
  kind: 'example',
  method:
    'Sends a plain call through a client and compares the types in what it returns with the documented ones.',
  uses: ['describe'],
  second: true,
  async run(ctx) {
    const two = twoClients(ctx);
    const { parameters } = await plainCall(ctx, two);
    const answer = await agreedAnswer(ctx, two, parameters, '');
    const returned = nativeOf(ctx, answer).types ?? {};
    for (const [path, type] of Object.entries(objectIn(ctx, 'types'))) {
      ctx.note(judgeReported(`type of ${path}`, String(type), returned[path], answer));
    }
  },
};

/** Given: nothing. */
export const acceptedRequestId: CheckBody = {
  kind: 'example',
  method:
    'Sends a plain call through a client and compares the request ID that it returns with the one in the response.',
  uses: ['describe'],
  second: true,
  async run(ctx) {
    const two = twoClients(ctx);
    const { parameters } = await plainCall(ctx, two);
    const answer = await agreedAnswer(ctx, two, parameters, '');
    const raw = two.raw(answer);
    const written = raw.kind === 'accepted' ? raw.requestId : undefined;
    ctx.must(
      judgeReported('request ID', written ?? 'a request ID in the response', answer.requestId, answer),
    );
  },
};

/** Given: `acknowledged`, what the client has to read in the acknowledgement of a delete. */
export const acknowledged: CheckBody = {
  kind: 'example',
  method:
    'Deletes a key pair through a client, which has to read the acknowledgement as the documented value.',
  uses: ['describe'],
  second: true,
  async run(ctx) {
    const two = twoClients(ctx);
    const { name, parameters } = await plainCall(ctx, two);
    const outcome = await ctx.call({ operation: ctx.requirement.operation, parameters });
    const left = await lookUp(two.wire, name);
    ctx.must(judgeNothingLeft(left, 'a delete through the client'));
    const read = outcome.kind === 'accepted' ? outcome.deleted?.acknowledged : undefined;
    ctx.must(judgeReported('acknowledgment', String(ctx.given.acknowledged), read, outcome));
  },
};

/** Given: as for `refused`, and `exception`, the name of what the client throws. */
export const exception: CheckBody = {
  kind: 'example',
  method:
    'Sends a call that has to be rejected through a client: it throws the documented exception, with the operation, the code, the status, the message and the request ID of the response.',
  uses: ['describe'],
  second: true,
  async run(ctx) {
    const two = twoClients(ctx);
    const { outcome, inAnswer } = await refuse(ctx, two);
    for (const difference of disagreements(outcome, inAnswer)) ctx.note(difference);
    if (outcome.kind !== 'refused' || inAnswer.kind !== 'refused') return;
    const native = nativeOf(ctx, outcome);
    const name = ctx.contract.operations[ctx.requirement.operation]?.name;
    const parts: readonly (readonly [string, unknown, unknown])[] = [
      ['exception', ctx.given.exception, native.exception],
      ['operation', name, native.operationName],
      ['request ID', inAnswer.requestId, outcome.requestId],
    ];
    for (const [what, expected, observed] of parts) {
      const [wanted, shown] = [expected, observed].map((one) => (one === undefined ? one : String(one)));
      ctx.note(judgeReported(what, wanted, shown, outcome));
    }
  },
};

/** Given: `without`, the parameter that the client asks for by itself. */
export const notSent: CheckBody = {
  kind: 'example',
  method:
    'Leaves out what the client asks for by itself: nothing is sent; the same call with it is accepted.',
  uses: ['describe'],
  second: true,
  async run(ctx) {
    const two = twoClients(ctx);
    const { parameters } = await plainCall(ctx, two);
    const { operation } = ctx.requirement;
    const kept = Object.entries(parameters).filter(([key]) => key !== ctx.given.without);
    const sent = await sentBy(ctx, { operation, parameters: Object.fromEntries(kept) });
    if (sent !== undefined) {
      const facts = { without: String(ctx.given.without), status: sent.status };
      ctx.note({ code: 'client-sends-invalid', facts, exchange: sent.exchange });
    }
    await agreedAnswer(ctx, two, parameters, '');
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
  const native = outcome.kind === 'unreadable' ? undefined : outcome.native;
  if (native === undefined)
    throw new Unsupported(`the ${ctx.client.kind} client does not show its own form`, 'client');
  return native;
}
