import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { compileSpecs } from './compile-specs.ts';
import { loadContract } from './load.ts';
import { formatProblem } from './problem.ts';
import { copyProvider, type FolderCopy } from './testing/folder-copy.ts';

let copy: FolderCopy;
let out: string;
beforeEach(async () => {
  copy = await copyProvider();
  out = await mkdtemp(join(tmpdir(), 'compiled-'));
});
afterEach(async () => {
  await copy.remove();
  await rm(out, { recursive: true });
});

test('writes one contract per provider, equal to the loaded one, and nothing else', async () => {
  expect(await compileSpecs(copy.specs, pathToFileURL(`${out}/`))).toEqual([]);
  expect(await readdir(out)).toEqual(['aws-ec2.contract.json']);
  const written: unknown = JSON.parse(await readFile(join(out, 'aws-ec2.contract.json'), 'utf8'));
  expect(written).toEqual(await loadContract(copy.folder));
});

test('writes nothing when a spec is wrong, and tells why', async () => {
  await copy.change({ file: 'rules.yaml', replace: 'limit: 5000', by: 'limit: 0' });
  const problems = await compileSpecs(copy.specs, pathToFileURL(`${out}/`));
  expect(problems.map(formatProblem)).toEqual([
    expect.stringMatching(/^aws-ec2\/rules\.yaml:\d+:\d+ 'quota' 'limit' must be at least 1, is 0$/),
  ]);
  expect(await readdir(out)).toEqual([]);
});
