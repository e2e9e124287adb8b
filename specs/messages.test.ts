import { expect, test } from 'vitest';
import { providers, readContract } from './compiled.ts';

const COMPARING = ['error-shape/message', 'describe/refusalMessage'];

/** Refusals with a recorded text that no run can provoke, or whose text belongs to another input. */
const UNCOMPARED: Readonly<Record<string, readonly string[]>> = {
  // The first needs credentials without a permission; the text of the second is that of expired sessions.
  'aws-ec2': ['expired', 'not-authorized'],
};

test.each(await providers())('every message that was recorded of %s is compared', async (provider) => {
  const { refusals, requirements } = await readContract(provider);
  const compared = new Set(
    requirements
      .filter(({ check }) => COMPARING.includes(check))
      .flatMap(({ expects }) => ('refusal' in expects ? expects.refusal : [])),
  );
  const worded = Object.entries(refusals).filter(([, { message }]) => message !== undefined);
  const missing = worded.map(([id]) => id).filter((id) => !compared.has(id));
  expect(missing.toSorted()).toEqual(UNCOMPARED[provider] ?? []);
});
