import v8 from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Bytes of garbage that may pile up before it is collected; to collect it takes a twentieth of a second. */
const MOST_GARBAGE = 10 * 1_048_576;

/** Bytes of the two halves in which objects are young; left alone, the engine takes four times as much. */
const YOUNG = 8 * 1_048_576;

/** Milliseconds until a program that was started counts as one that goes on: the preparation costs as much as a start. */
const SETTLED = 1_000;

let wanted = false;
let collect: (() => void) | undefined;
let alive = 0;

/**
 * Has garbage collected when it is some tens of megabytes. Left alone, the engine lets it grow to several times what is
 * in use, because it takes the memory of the machine for its own. For a program, not for a library. What ends at once
 * (`list`, `--help`) pays nothing for it.
 */
export function relieveMemory(): void {
  wanted = true;
  setTimeout(() => setInterval(relieve, 200).unref(), SETTLED).unref();
}

/** Collects garbage if there is much; for whoever is about to use much memory at once. */
export function relieve(): void {
  if (!wanted) return;
  collect ??= collector();
  const used = inUse();
  if (used < alive) alive = used;
  if (used - alive < MOST_GARBAGE) return;
  collect();
  alive = inUse();
}

function collector(): () => void {
  v8.setFlagsFromString('--expose-gc');
  const made = runInNewContext('gc') as () => void;
  v8.setFlagsFromString('--no-expose-gc');
  limitYoung();
  alive = inUse();
  return made;
}

/**
 * The engine takes the limit of what is young only as an option of its start. Later it can be told not to grow any more,
 * so it is made to grow as far as is wanted. Where it does not listen, it goes on as it is used to.
 */
function limitYoung(): void {
  const filling: object[] = [];
  while (young('space_size') < YOUNG && filling.length < MOST_FILLING)
    for (let step = 0; step < 1_000; step += 1) filling.push([step]);
  v8.setFlagsFromString('--semi-space-growth-factor=1');
}

/** Small objects that are more than enough to fill it. */
const MOST_FILLING = 200_000;

function young(which: 'space_size' | 'space_used_size'): number {
  return v8.getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')?.[which] ?? YOUNG;
}

/** Without what is young, which is collected often and at once. */
function inUse(): number {
  const { used_heap_size, external_memory } = v8.getHeapStatistics();
  return used_heap_size - young('space_used_size') + external_memory;
}
