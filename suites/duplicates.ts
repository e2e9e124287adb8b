import type { OperationRole } from '../specs/contract.ts';
import type { Outcome } from '../targets/target.ts';
import type { CheckBody, CheckContext, Judgement, Suite } from './check.ts';
import { bystander, importPair, makePair, makingParameters, removeLater } from './flows.ts';
import { judgeAnswer, judgeRejected } from './judges/answer.ts';
import { judgeUntouched } from './judges/state.ts';
import { judgeEqual } from './judges/values.ts';
import { opensshLine } from './keys/write-public.ts';
import { lookUp, mustFind, stillThere } from './lookups.ts';
import { hasTags } from './scenes/capabilities.ts';
import { textIn } from './values.ts';

/** How many calls race for one name, and how often. */
const RACE = { calls: 8, rounds: 3 } as const;

/** Given: `first`, the operation that makes the key pair; the requirement's operation is the second. */
const refused: CheckBody = {
  kind: 'example',
  method:
    'Makes a key pair with a tag, makes another under the same name, and compares a describe before and after: identity, fingerprint, tags and public key are those of the first.',
  uses: ['describe'],
  async run(ctx) {
    const { operation, expects } = ctx.requirement;
    await bystander(ctx);
    const first = await makePair(ctx, firstOperation(ctx), { tags: tagsWhere(ctx), beside: true });
    const before = await mustFind(ctx, first.name, { publicKey: true });
    const fresh = await makePair(ctx, operation, { beside: true });
    const outcome = await ctx.call({ operation, parameters: makingParameters(ctx, operation, first.name) });
    ctx.note(judgeAnswer(ctx.contract, outcome, expects, `under the name of an existing key pair`));
    const after = await lookUp(ctx, first.name, { publicKey: true });
    ctx.note(judgeUntouched(before, after, 'the second call'));
    await stillThere(ctx, fresh);
  },
};

/** Given: nothing. The very same key again is a duplicate too: an import is not idempotent. */
const sameKey: CheckBody = {
  kind: 'example',
  method: 'Imports one public key twice under one name, and once more under another name, which is allowed.',
  uses: ['describe'],
  async run(ctx) {
    const first = await importPair(ctx);
    const before = await mustFind(ctx, first.name, { publicKey: true });
    const parameters = { name: first.name, material: opensshLine(first.key) };
    const outcome = await ctx.call({ operation: 'import', parameters });
    ctx.note(judgeAnswer(ctx.contract, outcome, ctx.requirement.expects, 'of the same key again'));
    ctx.note(judgeUntouched(before, await lookUp(ctx, first.name, { publicKey: true }), 'the second import'));
    await importPair(ctx, { key: first.key });
  },
};

/** Given: `material`, which is no public key. */
const beforeMaterial: CheckBody = {
  kind: 'example',
  method:
    'Imports unreadable material under a taken name and under a free one: the first is a duplicate, the second is anything but accepted.',
  uses: ['describe'],
  async run(ctx) {
    const first = await importPair(ctx);
    const before = await mustFind(ctx, first.name);
    const material = textIn(ctx, 'material');
    const taken = await ctx.call({ operation: 'import', parameters: { name: first.name, material } });
    ctx.note(
      judgeAnswer(ctx.contract, taken, ctx.requirement.expects, 'of unreadable material under a taken name'),
    );
    const free = ctx.name();
    const removal = removeLater(ctx, free);
    const other = await ctx.control({ operation: 'import', parameters: { name: free, material } });
    removal.answered(other);
    // Which refusal this one deserves is a requirement of its own; here it only shows that the material is bad.
    ctx.note(judgeRejected(other, 'of unreadable material under a free name'));
    ctx.note(judgeUntouched(before, await lookUp(ctx, first.name), 'the rejected import'));
  },
};

/** Given: nothing. */
const race: CheckBody = {
  kind: 'burst',
  method: `Sends ${RACE.calls} calls for one name at the same time, ${RACE.rounds} times over: exactly one wins, and a describe returns the winner.`,
  uses: ['describe'],
  async run(ctx) {
    const { calls, rounds } = ctx.frugal ? { calls: 3, rounds: 1 } : RACE;
    for (let round = 0; round < rounds; round += 1) {
      const name = ctx.name();
      removeLater(ctx, name);
      const outcomes = await Promise.all(
        Array.from({ length: calls }, () => raceOnce(ctx, ctx.requirement.operation, name)),
      );
      ctx.must(judgeRace(ctx, outcomes));
      const winner = outcomes.find((outcome) => outcome.kind === 'accepted')?.keyPairs[0];
      const { fingerprint: value, exchange } = await mustFind(ctx, name);
      ctx.must(judgeEqual('changed-fingerprint', winner?.fingerprint, { value, exchange }, 'after a race'));
    }
  },
};

function raceOnce(ctx: CheckContext, operation: OperationRole, name: string): Promise<Outcome> {
  return ctx.call({ operation, parameters: makingParameters(ctx, operation, name) });
}

function judgeRace(ctx: CheckContext, outcomes: readonly Outcome[]): Judgement {
  const winners = outcomes.filter((outcome) => outcome.kind === 'accepted');
  const [second] = winners.slice(1);
  if (winners.length !== 1) {
    const shown = second ?? outcomes[0];
    if (shown === undefined) throw new Error('a race has calls');
    const facts = { winners: winners.length, calls: outcomes.length };
    return { code: 'wrong-winners', facts, exchange: shown.exchange };
  }
  return outcomes
    .filter((outcome) => outcome.kind !== 'accepted')
    .map((loser) => judgeAnswer(ctx.contract, loser, ctx.requirement.expects, 'that lost the race'))
    .find((judgement) => judgement !== undefined);
}

function firstOperation(ctx: CheckContext): OperationRole {
  return textIn(ctx, 'first') === 'import' ? 'import' : 'create';
}

/** One tag where the target has tags: an overwrite that loses only them is noticed too. */
function tagsWhere(ctx: CheckContext): { key: string; value: string }[] {
  if (!hasTags(ctx)) return [];
  return [{ key: `k${ctx.random.text(6)}`, value: ctx.random.text(8) }];
}

export const duplicates: Suite = {
  topic: 'duplicate',
  bodies: { refused, sameKey, beforeMaterial, race },
};
