import type { Accepted } from '../../targets/target.ts';
import { readXml } from '../../targets/wire/xml.ts';
import type { CheckBody, CheckContext, Judgement } from '../check.ts';
import { anyPair } from '../flows.ts';
import { accepted, judgeAccepted, judgeAnswer } from '../judges/answer.ts';
import { mustFind, naming } from '../lookups.ts';
import { textIn } from '../values.ts';

/** How many of many versions are asked for in one run. */
const DRAWN = 3;

/**
 * Given: `parameter` (which names the version), `kind`: `published` or `unknown` (the lists of the contract), and for
 * published ones `since`: the oldest to be asked for.
 */
export const versions: CheckBody = {
  kind: 'example',
  method:
    'Describes a key pair in some versions of the API: a published one must be served under its own namespace, and one that does not exist must be rejected.',
  uses: ['describe'],
  wire: true,
  async run(ctx) {
    const declared = ctx.contract.rules.versions;
    if (declared === undefined)
      throw new Error(`${ctx.requirement.id}: the contract has no list of versions`);
    const { name } = await anyPair(ctx);
    await mustFind(ctx, name);
    const isPublished = textIn(ctx, 'kind') === 'published';
    for (const version of isPublished ? drawn(ctx, declared.published) : declared.unknown) {
      const outcome = await ctx.call({
        operation: 'describe',
        parameters: naming(ctx, name),
        wire: { replace: { [textIn(ctx, 'parameter')]: version } },
      });
      const what = `in the version ${version}`;
      if (!isPublished) {
        ctx.note(judgeAnswer(ctx.contract, outcome, ctx.requirement.expects, what));
        continue;
      }
      const refused = judgeAccepted(outcome, what);
      ctx.note(
        refused ?? judgeNamespace(accepted(outcome), declared.namespace.replace('{version}', version), what),
      );
    }
  },
};

function drawn(ctx: CheckContext, all: readonly string[]): readonly string[] {
  const { since = '' } = ctx.given;
  return all
    .filter((version) => version >= String(since))
    .map((version) => ({ version, place: ctx.random.integer(0, 2 ** 30) }))
    .sort((left, right) => left.place - right.place)
    .slice(0, DRAWN)
    .map(({ version }) => version);
}

function judgeNamespace({ exchange }: Accepted, namespace: string, what: string): Judgement {
  const reading = readXml(exchange.response.body);
  if (!reading.ok || reading.root.namespace === namespace) return undefined;
  const { local, namespace: found } = reading.root;
  const facts = {
    aspect: 'namespace',
    path: '',
    place: `<${local}>`,
    answer: `describe ${what}`,
    expected: `the namespace ${namespace}`,
    observed: found === '' ? 'no namespace' : `the namespace ${found}`,
    others: [],
  } as const;
  return { code: 'wrong-shape', facts, exchange };
}
