import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { DEFAULT_RUNS, type RunOptions } from '../runner/options.ts';
import { packageFile } from '../specs/folders.ts';
import type { Requests } from './rehearsal.ts';

/** Requests of a run by operation, and all that a recording takes. */
type Counts = readonly [create: number, imports: number, describe: number, remove: number, recorded: number];

/**
 * The requests of a run, added up from what each requirement took against the reference when the table was written, so
 * that a plan is there at once. A requirement that is newer counts like the average of its topic. `undefined` where the
 * provider has no table, or where other clients were chosen than those that were counted.
 */
export async function knownRequests(
  options: Pick<RunOptions, 'checks' | 'selected' | 'contract' | 'target' | 'quota' | 'runs'>,
  clientsChosen: boolean,
): Promise<Requests | undefined> {
  if (clientsChosen) return undefined;
  const table = await tableOf(options.target.provider);
  if (table === undefined) return undefined;
  const selected = new Set(options.selected);
  const checks = options.checks.filter(
    ({ requirement: { id, topic } }) => selected.has(id) && !(topic === 'quota' && options.quota === 'skip'),
  );
  const sum = [0, 0, 0, 0];
  for (const { requirement, body } of checks) {
    const counts = table.get(requirement.id) ?? averageOf(table, requirement.topic);
    const times = body.kind === 'property' ? options.runs / DEFAULT_RUNS : 1;
    for (const [index, count] of counts.slice(0, 4).entries()) sum[index] = (sum[index] ?? 0) + count * times;
  }
  const fills = options.quota === 'full' && checks.some(({ requirement }) => requirement.topic === 'quota');
  const filled = fills ? (options.target.quota ?? options.contract.rules.quota.limit) : 0;
  const [create = 0, imports = 0, describe = 0, remove = 0] = sum.map(Math.ceil);
  return { create, import: imports + filled, describe, delete: remove + filled };
}

/** Requests of a check that is in no table, with what it makes and removes. */
const USUAL = 8;

/**
 * About how many requests a recording of each requirement of a provider takes, by the same table. One that is not in it
 * counts like the average of its topic.
 */
export async function requestsByRequirement(
  provider: string,
): Promise<(requirement: { readonly id: string; readonly topic: string }) => number> {
  const table = (await tableOf(provider)) ?? new Map<string, Counts>();
  return ({ id, topic }) => {
    const [, , , , recorded] = table.get(id) ?? averageOf(table, topic);
    return recorded === 0 && !table.has(id) ? USUAL : recorded;
  };
}

/** `cli/costs/<provider>.csv`, written by `node bench/plan-costs.mjs`; `undefined` for a provider without one. */
async function tableOf(provider: string): Promise<ReadonlyMap<string, Counts> | undefined> {
  const file = new URL(`${provider}.csv`, packageFile('cli/costs/'));
  if (!existsSync(file)) return undefined;
  const text = await readFile(file, 'utf8');
  const [, ...rows] = text.trim().split('\n');
  return new Map(
    rows.map((row) => {
      const [id = '', ...numbers] = row.split(',');
      const [create = 0, imports = 0, describe = 0, remove = 0, recorded = 0] = numbers.map(Number);
      return [id, [create, imports, describe, remove, recorded]];
    }),
  );
}

function averageOf(table: ReadonlyMap<string, Counts>, topic: string): Counts {
  const alike = [...table].filter(([id]) => id.startsWith(`${topic}.`)).map(([, counts]) => counts);
  const mean = (index: number): number =>
    alike.reduce((sum, counts) => sum + (counts[index] ?? 0), 0) / Math.max(1, alike.length);
  return [mean(0), mean(1), mean(2), mean(3), mean(4)];
}
