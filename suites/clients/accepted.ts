import type { Tag } from '../../targets/target.ts';
import type { CheckBody, CheckContext } from '../check.ts';
import { anyPair, deletionOf, deletionOfNobody, freshPublicKey, removeLater } from '../flows.ts';
import { judgeShown } from '../judges/shown.ts';
import { judgeNothingLeft } from '../judges/state.ts';
import { judgeTags } from '../judges/tags.ts';
import { opensshLine } from '../keys/write-public.ts';
import { lookUp, mustFind } from '../lookups.ts';
import { agreedAnswer, twoClients } from './two.ts';

/** Given: `keyType` and `keyFormat` of a create, `tags` to send `plain` or `odd` ones. */
export const making: CheckBody = {
  kind: 'example',
  method:
    'Makes a key pair through a second client and compares, field by field, what the client returns with what is in the same response; a describe over the wire returns the key pair.',
  uses: ['describe'],
  second: true,
  async run(ctx) {
    const two = twoClients(ctx);
    const name = ctx.name();
    const tags = tagsGiven(ctx);
    removeLater(two.wire, name);
    await agreedAnswer(ctx, two, { name, ...kindOf(ctx), ...(tags && { tags }) }, '');
    const shown = await mustFind(two.wire, name);
    if (tags === undefined) return;
    ctx.note(judgeTags(tags, shown));
  },
};

/** Given: `pairs`, how many to ask for by name (0: a filter that nothing fits), `tags` as for `making`, `publicKey: true`. */
export const describing: CheckBody = {
  kind: 'example',
  method:
    'Makes key pairs over the wire, describes them through a second client and compares every field with what is in the same response.',
  uses: [],
  anyMaking: true,
  second: true,
  async run(ctx) {
    const two = twoClients(ctx);
    const own = tagsGiven(ctx);
    const tags = own === undefined ? {} : { tags: own };
    await anyPair(two.wire);
    const names: string[] = [];
    for (let pair = 0; pair < Number(ctx.given.pairs); pair += 1)
      names.push((await anyPair(two.wire, tags)).name);
    const which =
      names.length === 0
        ? { filters: [{ name: String(ctx.given.filter), values: [ctx.name()] }] }
        : { names };
    const shows = ctx.given.publicKey === true ? { includePublicKey: true } : {};
    const answer = await agreedAnswer(ctx, two, { ...which, ...shows }, '');
    const labels = new Map(names.map((name) => [name, 'made before']));
    ctx.note(judgeShown(answer, { expected: names, labels, detail: 'through the client', others: false }));
  },
};

/** Given: `unknown: true` for a name that nobody has. */
export const deleting: CheckBody = {
  kind: 'example',
  method:
    'Deletes through a second client, compares the acknowledgement with what is in the same response, and looks over the wire what is gone.',
  uses: ['describe'],
  anyMaking: true,
  second: true,
  async run(ctx) {
    const two = twoClients(ctx);
    const other = await anyPair(two.wire);
    const isUnknown = ctx.given.unknown === true;
    const name = isUnknown ? ctx.name() : (await anyPair(two.wire)).name;
    const parameters = await (isUnknown ? deletionOfNobody : deletionOf)(two.wire, name);
    await agreedAnswer(ctx, two, parameters, '');
    const left = await lookUp(two.wire, name);
    ctx.note(judgeNothingLeft(left, 'a delete through the client'));
    await mustFind(two.wire, other.name);
  },
};

function kindOf(ctx: CheckContext): object {
  if (ctx.requirement.operation === 'import') return { material: opensshLine(freshPublicKey(ctx)) };
  const { keyType, keyFormat } = ctx.given;
  return { ...(keyType !== undefined && { keyType }), ...(keyFormat !== undefined && { keyFormat }) };
}

/** Two plain tags; or one, with two beside it whose texts need escapes in every notation or are empty. */
function tagsGiven(ctx: CheckContext): readonly Tag[] | undefined {
  if (ctx.given.tags === undefined) return undefined;
  const plain = { key: ctx.random.text(8), value: ctx.random.text(8) };
  if (ctx.given.tags === 'plain') return [plain, { key: ctx.random.text(9), value: ctx.random.text(8) }];
  return [
    plain,
    { key: `${ctx.random.text(8)} &`, value: '<é "+" %20>' },
    { key: `${ctx.random.text(8)}-empty`, value: '' },
  ];
}
