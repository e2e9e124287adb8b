import type { Tag } from '../../reference/store.ts';
import type { Context } from './context.ts';
import { leaf, type Prepared, type Refusal, refusal, success } from './outcome.ts';

/** CreateTags and DeleteTags, of key pairs alone, by their ids. */
export function changeTags(ctx: Context): Refusal | Prepared {
  const { store, tags, names, xml } = ctx.behaviours;
  const ids = ctx.parameters.list('ResourceId');
  // Inferred: what is no key pair of this region is refused, before anything changes.
  const missing = ids.find((id) => store.byId(ctx, id) === undefined);
  if (missing !== undefined) return refusal('InvalidID', `The ID '${missing}' is not valid`);
  const given: Tag[] = ctx.parameters.indexes('Tag').map((number) => ({
    key: ctx.parameters.get(`Tag.${number}.Key`) ?? '',
    value: ctx.parameters.get(`Tag.${number}.Value`) ?? '',
  }));
  const refused = tags.refuseAny(ctx, given);
  if (refused !== undefined) return refused;
  return {
    kind: 'prepared',
    perform() {
      for (const id of ids) {
        const pair = store.byId(ctx, id);
        if (pair !== undefined) ctx.store.put(names.key(ctx, pair.name), tags.retagged(ctx, pair, given));
      }
      return Promise.resolve(success([leaf('return', xml.boolean(ctx, true))]));
    },
  };
}
