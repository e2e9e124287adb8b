import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { readContract } from '../specs/compiled.ts';
import { CATALOGUES } from '../targets/mutants/index.ts';

const PAGE = new URL('../docs/power.md', import.meta.url);

it('is written for the catalogue and the requirements of today: run `keypair-conformance power --docs docs/power.md`', async () => {
  const page = await readFile(PAGE, 'utf8');
  const { requirements } = await readContract('aws-ec2');
  const known = new Set([...CATALOGUES['aws-ec2'].mutants, ...requirements].map(({ id }) => id));
  const named = [...page.matchAll(/^- `([^`]+)`/gm)].map(([, id = '']) => id);
  expect(named.filter((id) => !known.has(id))).toEqual([]);
  expect(page).toContain(`${CATALOGUES['aws-ec2'].mutants.length} mutants`);
});
