import type { CheckContext } from '../check.ts';
import { freshPublicKey } from '../flows.ts';
import type { Deviation } from './deviation.ts';
import { isStated } from './known.ts';
import { mismatchOf } from './mismatch.ts';
import { EMPTY, type MakeCall, type ModelCall } from './model/state.ts';
import { Player } from './player.ts';

/**
 * Plays a history in a region that has exactly one place left. The room is part of the model: it says which call is
 * refused for it, and every describe by name shows that a refused call made nothing.
 */
export async function playAtEdge(ctx: CheckContext, region: string): Promise<void> {
  const player = new Player(ctx, { ...EMPTY, room: { [region]: 1 } });
  const [first, second, third] = [ctx.name(), ctx.name(), ctx.name()];
  const operation = ctx.making();
  const keyType = ctx.createKeyType ?? ctx.contract.rules.defaults.keyType;
  const making = (name: string, where = region): MakeCall => {
    if (operation === 'create') return { operation, region: where, name, keyType, tags: [] };
    const key = freshPublicKey(ctx);
    return { operation, region: where, name, keyType: key.keyType, key, tags: [] };
  };
  const look = (name: string): ModelCall => ({
    operation: 'describe',
    region,
    way: 'by name',
    names: [name],
    publicKey: false,
  });
  const history: readonly ModelCall[] = [
    // None of these takes the last place.
    { ...making(first), dryRun: true },
    ...(operation === 'import' ? [{ ...making(first), fault: 'bad-material' as const }] : []),
    making(first, ctx.secondRegion),
    making(first),
    making(first),
    making(second),
    look(second),
    // A delete frees one place, a second delete of the same and a dry run free none.
    { operation: 'delete', region, name: first, dryRun: true },
    making(second),
    { operation: 'delete', region, name: first },
    { operation: 'delete', region, name: first },
    making(second),
    making(third),
    look(third),
    look(second),
  ];
  try {
    for (const call of history) {
      await player.play(call);
      // From here on nobody knows how much room there is, and no later call is to blame for that.
      if (player.deviations.some(isAboutRoom)) break;
    }
  } finally {
    await player.end();
  }
  for (const deviation of player.deviations) {
    if (isAboutRoom(deviation) && !isStated(ctx, deviation)) ctx.note(mismatchOf(deviation, player.played));
  }
}

/** Values of fields use no room up, and are what others judge. */
function isAboutRoom({ field }: Deviation): boolean {
  return field === undefined;
}
