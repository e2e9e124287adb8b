import { limited } from '../../targets/limit.ts';
import { type Exchange, type KeyPairCall, TransportError } from '../../targets/target.ts';
import { type CheckBody, type CheckContext, Inconclusive, type Mismatch } from '../check.ts';
import { naming } from '../lookups.ts';
import { ANSWER_MS, type CanaryRound, type Reply } from './canary.ts';
import { type Asker, converse, inCommonWords } from './conversation.ts';

/** How often both sides are asked again, with nothing else going on, before a difference is believed. */
const ASKED_AGAIN = 4;
/** Earlier rounds that show one difference without exception before it is believed that it was there. */
const LEAST_BEFORE = 2;
/** Differences that are reported; they have one cause. */
const REPORTED = 3;

/** Given: nothing. */
export const alike: CheckBody = {
  kind: 'model',
  method:
    'Asks as an ordinary user, before the first call of the run, between its checks and at the end, and asks the same as the run does: after names, ids, keys and times are taken out, the responses must be the same, also when the ordinary user takes time between the calls. What differs is asked again alone, four times each, and is believed only when it differs every time.',
  uses: [],
  standalone: true,
  exclusive: true,
  usesCanary: true,
  budgetMs: 180_000,
  async run(ctx) {
    const { canary } = ctx;
    const own: (readonly Reply[])[] = [await wholeRound(ctx)];
    const asked = await canary.ask(ctx.signal);
    const before = canary.rounds.filter(({ when }) => when === 'before');
    const suspicious = [...canary.rounds, asked].some(({ replies }) => differences(own, replies).length > 0);
    if (suspicious) await askAgain(ctx, own, before);
    else await askSlowly(ctx, own);
    await sameStore(ctx);
  },
};

/** A round of the suite itself that was answered to its end: what broke off could be compared with nothing, and would pass. */
async function wholeRound(ctx: CheckContext): Promise<readonly Reply[]> {
  for (let times = 0; times < ASKED_AGAIN; times += 1) {
    const replies = await converse(askerOf(ctx));
    if (replies.every(({ exchange }) => exchange !== undefined)) return replies;
  }
  throw new Inconclusive(
    `a call of this suite got no response in each of ${ASKED_AGAIN} rounds; run it again`,
  );
}

/** Who knows the suite by its haste treats those otherwise who take their time; what may show late is not compared. */
async function askSlowly(ctx: CheckContext, own: readonly (readonly Reply[])[]): Promise<void> {
  const rounds: (readonly Difference[])[] = [];
  while (rounds.length < ASKED_AGAIN) {
    const { replies } = await ctx.canary.ask(ctx.signal, true);
    rounds.push(
      differences(
        own,
        replies.filter(({ first }) => first),
      ),
    );
    if (inAll(rounds).length === 0) return;
  }
  for (const difference of inAll(rounds).slice(0, REPORTED)) ctx.note(difference.mismatch);
}

async function askAgain(
  ctx: CheckContext,
  own: (readonly Reply[])[],
  before: readonly CanaryRound[],
): Promise<void> {
  const rounds: (readonly Reply[])[] = [];
  while (rounds.length < ASKED_AGAIN) {
    const ownFirst = ctx.random.integer(0, 1) === 1;
    if (ownFirst) own.push(await converse(askerOf(ctx)));
    rounds.push((await ctx.canary.ask(ctx.signal)).replies);
    if (!ownFirst) own.push(await converse(askerOf(ctx)));
  }
  const always = inAll(rounds.map((replies) => differences(own, replies)));
  for (const difference of always.slice(0, REPORTED)) ctx.note(difference.mismatch);
  if (always.length > 0) return;
  const earlier = before.map(({ replies }) => replies);
  // A server that answered some questions was not just about to start; what it was not able to answer proves nothing.
  const wasUp = earlier.every((one) => one.some(({ accepted }) => accepted));
  // Who carried out nothing for others, and everything for the suite from its first call on, is not cleared by one round.
  const enough = earlier.length >= (wasUp ? LEAST_BEFORE : 1);
  const first = enough ? inAll(earlier.map((one) => differences(own, one))) : [];
  const told = wasUp ? first.filter(({ trouble }) => !trouble) : first;
  if (told.length === 0) {
    ctx.remark('an ordinary user got another response than this suite, and the same when both asked again');
    return;
  }
  if (!wasUp)
    throw new Inconclusive(
      `no call of an ordinary user was carried out in ${earlier.length} rounds before the first call of this suite, and every one since: the target was starting, or it knows the suite; run it again`,
    );
  for (const difference of told.slice(0, REPORTED)) ctx.note(difference.mismatch);
}

function askerOf(ctx: CheckContext): Asker {
  const { read } = ctx.client;
  return {
    contract: ctx.contract,
    values: ctx.canary.values,
    random: ctx.random,
    name() {
      const name = ctx.name();
      ctx.cleanup((undo) => undo.release(name));
      return name;
    },
    // Not through the context: a response that ends other checks is here one to be compared.
    send: (call) => {
      const signal = limited(ANSWER_MS, ctx.signal);
      return ctx.client.call({ region: ctx.region, ...call }, { signal });
    },
    ...(read && { read: (exchange: Exchange) => read(exchange) }),
  };
}

/** Both must see one key pair: what the suite makes is shown to an ordinary user too, field by field. */
async function sameStore(ctx: CheckContext): Promise<void> {
  let found: Mismatch | undefined;
  for (let times = 0; times < ASKED_AGAIN; times += 1) {
    found = await shownApart(ctx);
    if (found === undefined) return;
  }
  if (found !== undefined) ctx.note(found);
}

async function shownApart(ctx: CheckContext): Promise<Mismatch | undefined> {
  const { name: next, send } = askerOf(ctx);
  const name = next();
  const { material } = ctx.canary.values;
  const byImport = ctx.contract.operations.import !== undefined;
  const question = 'describe what the suite made';
  try {
    const made = await send({
      operation: byImport ? 'import' : 'create',
      parameters: { name, ...(byImport && { material }) },
    });
    const describe: Omit<KeyPairCall, 'region'> = {
      operation: 'describe',
      parameters: naming(ctx, name),
    };
    const mine = made.kind === 'accepted' ? await send(describe) : undefined;
    if (mine?.kind !== 'accepted') return undefined;
    const theirs = await ctx.canary.send(describe, ctx.signal);
    const [expected, observed] = [mine, ctx.client.read?.(theirs.exchange) ?? theirs].map((outcome) =>
      inCommonWords(outcome, { name }, true),
    ) as [string, string];
    if (expected === observed) return undefined;
    const compared = { client: mine.exchange.client, exchange: mine.exchange };
    const facts = { question, expected, observed };
    return { code: 'told-apart', facts, exchange: theirs.exchange, compared };
  } catch (error) {
    if (error instanceof TransportError) return undefined;
    throw error;
  }
}

interface Difference {
  readonly question: string;
  readonly trouble: boolean;
  readonly mismatch: Mismatch;
}

/** Questions that the suite is always answered in one way, and an ordinary user in another. */
function differences(own: readonly (readonly Reply[])[], replies: readonly Reply[]): readonly Difference[] {
  return replies.flatMap(({ question, said, trouble, exchange }): readonly Difference[] => {
    const mine = own.flatMap((round) => round.filter((reply) => reply.question === question));
    const [first] = mine;
    if (first?.exchange === undefined || mine.length < own.length) return [];
    if (first.said === said || mine.some((reply) => reply.trouble || reply.said !== first.said)) return [];
    const facts = { question, expected: first.said, observed: said };
    const compared = { client: first.exchange.client, exchange: first.exchange };
    return [
      {
        question,
        trouble,
        mismatch: {
          code: 'told-apart',
          facts,
          exchange: exchange ?? first.exchange,
          ...(exchange !== undefined && { compared }),
        },
      },
    ];
  });
}

/** Those of the first list whose question is in all lists. Who gives no response breaks off at a question of chance. */
function inAll(lists: readonly (readonly Difference[])[]): readonly Difference[] {
  const [first = []] = lists;
  const silent = lists.every((list) => list.some(({ mismatch }) => mismatch.compared === undefined));
  if (silent) return first.filter(({ mismatch }) => mismatch.compared === undefined);
  return first.filter(({ question }) =>
    lists.every((list) => list.some((difference) => difference.question === question)),
  );
}
