import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { readContract } from '../specs/compiled.ts';
import { CATALOGUES } from './mutants/index.ts';

/** Written again by `keypair-conformance power --provider PROVIDER --docs FILE`. */
it.each([
  ['aws-ec2', 'docs/power.md'],
  ['alibaba-ecs', 'docs/power-alibaba-ecs.md'],
] as const)(
  'the page for %s, %s, names only mutants and requirements that there are',
  async (provider, file) => {
    const page = await readFile(new URL(`../${file}`, import.meta.url), 'utf8');
    const { requirements } = await readContract(provider);
    const { mutants } = CATALOGUES[provider];
    const known = new Set([...mutants, ...requirements].map(({ id }) => id));
    const named = [...page.matchAll(/^- `([^`]+)`/gm)].map(([, id = '']) => id);
    expect(named.filter((id) => !known.has(id))).toEqual([]);
  },
);
