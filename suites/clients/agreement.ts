import type { CallParameters, KeyPairView, Outcome } from '../../targets/target.ts';
import type { CheckBody, CheckContext, Mismatch } from '../check.ts';
import { declaredPart, disagreements } from '../judges/agreement.ts';
import { accepted, describeOutcome } from '../judges/answer.ts';
import { naming } from '../lookups.ts';
import { plainCall } from './calls.ts';
import { type TwoClients, twoClients } from './two.ts';

/** Given: `unknown: true` to ask for a name that nobody has. */
export const agreement: CheckBody = {
  kind: 'example',
  method:
    'Sends the same call through two clients, each in its own way, and compares what they were told; what differs is asked again.',
  uses: ['describe'],
  second: true,
  async run(ctx) {
    const two = twoClients(ctx);
    if ((await toldApart(ctx, two)).length === 0) return;
    const again = await toldApart(ctx, two);
    if (again.length === 0)
      ctx.remark('two clients were told different things, and the same when they asked again');
    for (const difference of again) ctx.note(difference);
  },
};

/** How the answers to one call differ that two clients send one after the other. */
async function toldApart(ctx: CheckContext, two: TwoClients): Promise<readonly Mismatch[]> {
  const { operation } = ctx.requirement;
  const first = await parametersFor(ctx, two);
  // What makes or deletes a key pair can be asked once for each.
  const again = operation === 'describe' ? first : await parametersFor(ctx, two);
  const raw = declaredPart(ctx.contract, await two.wire.call({ operation, parameters: first }));
  const read = await ctx.call({ operation, parameters: again });
  const compared = { client: raw.exchange.client, exchange: raw.exchange };
  // Others may come and go between the two calls, where a target shows more than it is asked for.
  const found =
    operation === 'describe'
      ? partsApart(onlyAsked(read, first), onlyAsked(raw, first))
      : kindsApart(read, raw);
  return found.map(([part, expected, observed]) => ({
    code: 'clients-disagree',
    facts: { part, expected, observed },
    exchange: read.exchange,
    compared,
  }));
}

/** The outcome without key pairs that the call does not name. */
function onlyAsked<Of extends Outcome>(outcome: Of, { names, name }: CallParameters): Of {
  const asked = names ?? (name === undefined ? undefined : [name]);
  if (outcome.kind !== 'accepted' || asked === undefined) return outcome;
  return { ...outcome, keyPairs: outcome.keyPairs.filter((pair) => asked.includes(pair.name ?? '')) };
}

async function parametersFor(
  ctx: CheckContext,
  two: TwoClients,
): Promise<Awaited<ReturnType<typeof plainCall>>['parameters']> {
  return ctx.given.unknown === true ? naming(ctx, ctx.name()) : (await plainCall(ctx, two)).parameters;
}

/** A part of two answers that differs: its name, the value for the wire client, and the one for the other. */
type Apart = readonly [string, string | undefined, string | undefined];

/** How two answers about the same key pairs differ. */
function partsApart(read: Outcome, raw: Outcome): readonly Apart[] {
  return disagreements(read, raw).map((difference): Apart => {
    if (difference.code !== 'client-misreads')
      return ['outcome', describeOutcome(raw), describeOutcome(read)];
    const { part, expected, observed } = difference.facts;
    return [part, expected, observed];
  });
}

/** How two answers about different key pairs differ: in their kind, and in the fields that they have. */
function kindsApart(read: Outcome, raw: Outcome): readonly Apart[] {
  if (read.kind !== 'accepted' || raw.kind !== 'accepted') {
    if (read.kind === raw.kind && read.status === raw.status) return [];
    return [['outcome', describeOutcome(raw), describeOutcome(read)]];
  }
  const [expected, observed] = [fieldsOf(raw), fieldsOf(read)];
  return expected === observed ? [] : [['set of fields', expected, observed]];
}

function fieldsOf(outcome: Outcome): string {
  const { keyPairs, deleted } = accepted(outcome);
  const [pair] = keyPairs;
  const fields = Object.entries({ ...pair, ...deleted } satisfies KeyPairView & object)
    .filter(([, value]) => !(Array.isArray(value) && value.length === 0))
    .map(([field]) => field);
  return fields.sort().join(', ') || 'no fields';
}
