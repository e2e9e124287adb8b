import { mkdir, rename, writeFile } from 'node:fs/promises';
import type { Contract } from './contract.ts';
import { providerFolders } from './folders.ts';
import { type LoadOptions, loadContract } from './load.ts';
import { type Problem, SpecError } from './problem.ts';

/**
 * Strictly loads every provider folder under `specs` and writes `<provider>.contract.json` into `out`.
 * Each file appears whole or not at all; when anything is wrong, nothing is written.
 *
 * @returns the problems found, empty when the files are written
 */
export async function compileSpecs(
  specs: URL,
  out: URL,
  options: LoadOptions = {},
): Promise<readonly Problem[]> {
  const contracts: Contract[] = [];
  const problems: Problem[] = [];
  for (const provider of await providerFolders(specs)) {
    try {
      contracts.push(await loadContract(new URL(provider, specs), options));
    } catch (error) {
      if (!(error instanceof SpecError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) return problems;
  await mkdir(out, { recursive: true });
  for (const contract of contracts) {
    const file = new URL(`${contract.provider}.contract.json`, out);
    const unfinished = new URL(`${contract.provider}.contract.${process.pid}.tmp`, out);
    await writeFile(unfinished, JSON.stringify(contract));
    await rename(unfinished, file);
  }
  return [];
}
