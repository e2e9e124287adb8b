import type { BehaviourOverrides, Behaviours } from '../../targets/ec2/reference/behaviours.ts';
import type { DressName } from '../../targets/ec2/reference/dress.ts';

/** Informational, about what the service did not do yet when a dress was seen: a request id, or a type, of refusals. */
export const LATER: Readonly<Record<DressName, readonly string[]>> = {
  '2018': ['client.describe.request-id'],
  '2020': ['client.describe.request-id', 'error-shape.describe.content-type'],
  '2026': [],
};

/** A server that takes names that differ only in case for one. */
export function foldingCase({ duplicates }: Pick<Behaviours, 'duplicates'>): BehaviourOverrides {
  return {
    duplicates: {
      refuse: (ctx, name) => {
        const other = ctx.store.all().find((pair) => pair.name.toLowerCase() === name.toLowerCase());
        return duplicates.refuse(ctx, other?.name ?? name);
      },
    },
  };
}
