import { showsField } from '../specs/constraints.ts';
import type { KeyPairView } from '../targets/target.ts';
import {
  type CheckBody,
  type CheckContext,
  type Judgement,
  type Mismatch,
  Nonconformity,
  type Suite,
} from './check.ts';
import {
  bystander,
  deletePair,
  importPair,
  makePair,
  makingParameters,
  plainWork,
  removeLater,
} from './flows.ts';
import { accepted, judgeAccepted } from './judges/answer.ts';
import { judgeNothingLeft, judgeUntouched } from './judges/state.ts';
import { everyPair, lookUp, mustFind, naming } from './lookups.ts';

/** Given: nothing. The least that shows an operation works at all; all other checks of it need this one. */
const works: CheckBody = {
  kind: 'example',
  method:
    'Sends one plain call; it must be accepted, and the answer must carry the name that was sent and a fingerprint.',
  uses: [],
  async run(ctx) {
    const { operation } = ctx.requirement;
    const name = ctx.name();
    const removal = removeLater(ctx, name);
    const outcome = await ctx.call({ operation, parameters: makingParameters(ctx, operation, name) });
    removal.answered(outcome);
    ctx.must(judgeAccepted(outcome, `a plain ${operation}`));
    const [made = {}] = accepted(outcome).keyPairs;
    ctx.must(judgeName(name, made.name));
    if (showsField(ctx.contract, operation, 'fingerprint')) ctx.must(judgeHasFingerprint(made));
  },
};

/** Given: nothing. */
const shows: CheckBody = {
  kind: 'example',
  method:
    'Makes two key pairs and describes one of them by its name; it must be shown, and a name that nobody has must not.',
  uses: [],
  async run(ctx) {
    await bystander(ctx);
    const made = await bystander(ctx);
    const outcome = await ctx.call({ operation: 'describe', parameters: naming(ctx, made.name) });
    ctx.must(judgeAccepted(outcome, 'describe of an existing key pair by its name'));
    const shown = accepted(outcome).keyPairs.map((pair) => pair.name);
    ctx.must(
      shown.includes(made.name)
        ? undefined
        : {
            summary: 'describe by name does not show the key pair',
            expected: JSON.stringify(made.name),
            observed: JSON.stringify(shown),
            exchange: outcome.exchange,
          },
    );
    const unknown = ctx.name();
    ctx.must(judgeAbsent(await lookUp(ctx, unknown), unknown, 'that nobody made'));
  },
};

/** Given: nothing. */
const removes: CheckBody = {
  kind: 'example',
  method:
    'Makes three key pairs, deletes the second by its name, and looks all up: it is gone, the others are not.',
  uses: ['describe'],
  async run(ctx) {
    const [older, made, newer] = [await bystander(ctx), await bystander(ctx), await bystander(ctx)];
    await mustFind(ctx, made.name);
    await deletePair(ctx, made.name);
    const left = await lookUp(ctx, made.name);
    ctx.must(judgeNothingLeft(left === undefined ? [] : [made.name], 'delete'));
    // One on either side in time: what deletes the first or the last key pair instead is noticed.
    await mustFind(ctx, older.name);
    await mustFind(ctx, newer.name);
  },
};

/** Given: nothing. */
const wholeLife: CheckBody = {
  kind: 'model',
  method:
    'Absent, made, shown unchanged three times, listed among all, deleted, absent again in describe and list; an unrelated key pair stays as it was all along.',
  uses: ['describe', 'delete'],
  async run(ctx) {
    const unrelated = await bystander(ctx);
    const unrelatedBefore = await mustFind(ctx, unrelated.name, { publicKey: true });
    const name = ctx.name();
    ctx.must(judgeAbsent(await lookUp(ctx, name), name, 'before it was made'));
    const made = await makePair(ctx, ctx.requirement.operation, { name });
    const first = await mustFind(ctx, name, { publicKey: true });
    ctx.must(judgeAnswerAgrees(made.view.fingerprint, first.fingerprint, 'fingerprint'));
    if (showsField(ctx.contract, 'describe', 'id')) ctx.must(judgeAnswerAgrees(made.view.id, first.id, 'id'));
    for (let look = 0; look < 2; look += 1) {
      ctx.must(judgeUntouched(first, await lookUp(ctx, name, { publicKey: true }), 'a describe'));
    }
    const listed = (await everyPair(ctx)).filter((pair) => pair.name === name).length;
    ctx.must(judgeCount(listed, 1));
    await deletePair(ctx, name);
    ctx.must(judgeAbsent(await lookUp(ctx, name), name, 'after delete'));
    const stillListed = (await everyPair(ctx)).filter((pair) => pair.name === name).length;
    ctx.must(judgeCount(stillListed, 0));
    const unrelatedAfter = await lookUp(ctx, unrelated.name, { publicKey: true });
    ctx.must(judgeUntouched(unrelatedBefore, unrelatedAfter, 'the life of another key pair'));
  },
};

/** Given: nothing. */
const oneKeyManyNames: CheckBody = {
  kind: 'example',
  method:
    'Imports one public key under three names: the fingerprints agree, the ids differ, and one delete leaves the others.',
  uses: ['describe', 'delete'],
  async run(ctx) {
    const first = await importPair(ctx);
    const others = [await importPair(ctx, { key: first.key }), await importPair(ctx, { key: first.key })];
    for (const other of others) {
      ctx.note(judgeAnswerAgrees(first.view.fingerprint, other.view.fingerprint, 'fingerprint'));
      if (first.view.id !== undefined && first.view.id === other.view.id) {
        ctx.note({
          summary: 'the same public key under another name gets the same id',
          expected: `an id other than ${first.view.id}`,
          observed: other.view.id,
          exchange: other.answer.exchange,
        });
      }
    }
    await deletePair(ctx, first.name);
    ctx.note(judgeAbsent(await lookUp(ctx, first.name), first.name, 'after delete'));
    for (const other of others) await mustFind(ctx, other.name);
  },
};

/** Given: nothing. Every call that the contract refuses for its name is made, then plain work goes on. */
const refusalsLeaveNothing: CheckBody = {
  kind: 'model',
  method:
    'Lists all key pairs and has calls refused in different ways, after each of which plain work goes on as before; then lists again: the lists agree. Tells also what the other calls that are known to break targets left behind.',
  uses: ['describe', 'delete'],
  exclusive: true,
  hazard: () => 'aftermath',
  async run(ctx) {
    const { operation } = ctx.requirement;
    ctx.must(judgeAftermath(ctx));
    const existing = await makePair(ctx, operation);
    const before = await listNames(ctx);
    const refusedCalls = {
      'a name that is taken': makingParameters(ctx, operation, existing.name),
      'an empty name': makingParameters(ctx, operation, ''),
      'no name': makingParameters(ctx, operation),
      'a name with a space before it': makingParameters(ctx, operation, ` ${ctx.name()}`),
    };
    // A call that should be refused and is not belongs to another requirement; what it made is taken out here.
    const wronglyMade: string[] = [];
    for (const [what, parameters] of Object.entries(refusedCalls)) {
      const outcome = await ctx.call({ operation, parameters });
      await judgeAfterwards(ctx, `${operation} with ${what}`);
      if (outcome.kind !== 'accepted') continue;
      const made = outcome.keyPairs[0]?.name ?? parameters.name ?? '';
      wronglyMade.push(made);
      if (made !== existing.name) removeLater(ctx, made);
    }
    const after = (await listNames(ctx)).filter(
      (name) => before.includes(name) || !wronglyMade.includes(name),
    );
    ctx.must(judgeSameNames(before, after));
  },
};

/** Plain work worked a moment ago; what is wrong with it now is the effect of the call in between. */
async function judgeAfterwards(ctx: CheckContext, cause: string): Promise<void> {
  try {
    await plainWork(ctx, ctx.requirement.operation);
  } catch (error) {
    if (error instanceof Nonconformity) ctx.must(caused(error.mismatch, cause));
    throw error;
  }
}

/** What other checks broke: with an import those of import, with a create all others. */
function judgeAftermath({ aftermath, requirement }: CheckContext): Judgement {
  const own = aftermath.filter(
    ({ operation }) => (operation === 'import') === (requirement.operation === 'import'),
  );
  const [first] = own;
  if (first === undefined) return undefined;
  const others = own.length === 1 ? [] : [`so did ${own.length - 1} other checks`];
  return caused(first.effect, `the last call of ${first.requirement}`, others);
}

function caused(effect: Mismatch, cause: string, hints: readonly string[] = []): Mismatch {
  const causes = [`caused by ${cause}: before it plain work in the region was done`, ...hints];
  return { ...effect, hints: [...causes, ...(effect.hints ?? [])] };
}

async function listNames(ctx: CheckContext): Promise<readonly string[]> {
  return (await everyPair(ctx)).map((pair) => pair.name ?? '').sort();
}

function judgeSameNames(before: readonly string[], after: readonly string[]): Judgement {
  const added = after.filter((name) => !before.includes(name));
  const lost = before.filter((name) => !after.includes(name));
  if (added.length === 0 && lost.length === 0) return undefined;
  return {
    summary: 'refused calls change what a describe of all key pairs shows',
    expected: 'the same key pairs before and after',
    observed: `added ${JSON.stringify(added)}, lost ${JSON.stringify(lost)}`,
  };
}

function judgeName(sent: string, shown: string | undefined): Judgement {
  if (sent === shown) return undefined;
  return {
    summary: 'the answer does not carry the name that was sent',
    expected: JSON.stringify(sent),
    observed: shown === undefined ? 'no name' : JSON.stringify(shown),
  };
}

function judgeHasFingerprint(made: KeyPairView): Judgement {
  if (made.fingerprint !== undefined && made.fingerprint !== '') return undefined;
  return {
    summary: 'the answer carries no fingerprint, so nothing shows that there is a key',
    expected: 'a fingerprint',
    observed: 'none',
  };
}

function judgeAbsent(view: unknown, name: string, when: string): Judgement {
  if (view === undefined) return undefined;
  return {
    summary: `a key pair is shown ${when}`,
    expected: `no key pair named ${JSON.stringify(name)}`,
    observed: JSON.stringify(view),
  };
}

function judgeAnswerAgrees(answered: string | undefined, shown: string | undefined, what: string): Judgement {
  if (answered === undefined || answered === shown) return undefined;
  return {
    summary: `the ${what} in one answer is not the one in another`,
    expected: answered,
    observed: shown ?? `no ${what}`,
  };
}

function judgeCount(found: number, expected: number): Judgement {
  if (found === expected) return undefined;
  return {
    summary: `a describe of all key pairs shows the name ${found} times`,
    expected: `${expected} times`,
    observed: `${found} times`,
  };
}

export const lifecycle: Suite = {
  topic: 'lifecycle',
  bodies: { works, shows, removes, wholeLife, oneKeyManyNames, refusalsLeaveNothing },
};
