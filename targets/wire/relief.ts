import v8 from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Bytes of garbage that may pile up before it is collected; to collect it takes a twentieth of a second. */
const MOST_GARBAGE = 24 * 1_048_576;

let collect: (() => void) | undefined;
let alive = 0;

/**
 * Has garbage collected when it is some tens of megabytes. Left alone, the engine lets it grow to several times what is
 * in use, because it takes the memory of the machine for its own. For a program, not for a library.
 */
export function relieveMemory(): void {
  v8.setFlagsFromString('--expose-gc');
  collect = runInNewContext('gc') as () => void;
  v8.setFlagsFromString('--no-expose-gc');
  alive = inUse();
  setInterval(relieve, 200).unref();
}

/** Collects garbage if there is much; for whoever is about to use much memory at once. */
export function relieve(): void {
  if (collect === undefined) return;
  const used = inUse();
  if (used < alive) alive = used;
  if (used - alive < MOST_GARBAGE) return;
  collect();
  alive = inUse();
}

/** Without what is young, which is collected often and at once. */
function inUse(): number {
  const { used_heap_size, external_memory } = v8.getHeapStatistics();
  const young = v8.getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
  return used_heap_size - (young?.space_used_size ?? 0) + external_memory;
}
