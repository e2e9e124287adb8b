import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { compileSpecs } from '../compile-specs.ts';
import { SPECS_FOLDER } from '../folders.ts';

/**
 * Before all tests: the contracts as the sources are now, compiled once, where `readContract` finds them. Every test
 * file is a process of its own, and to load the sources takes each a second. Contracts with faults are left to the
 * tests, which tell them.
 */
export async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'contracts-'));
  const problems = await compileSpecs(SPECS_FOLDER, pathToFileURL(`${folder}/`));
  if (problems.length === 0) process.env.COMPILED_CONTRACTS = folder;
  return () => rm(folder, { recursive: true, force: true });
}
