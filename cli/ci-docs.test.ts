import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseBaseline } from '../gate/baseline.ts';
import { parsePolicy } from '../gate/policy.ts';
import { readAction } from './testing/action.ts';

const PACKAGE = dirname(dirname(fileURLToPath(import.meta.url)));
const text = readFileSync(join(PACKAGE, 'docs', 'ci.md'), 'utf8');
const blocks = [...text.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map(([, block = '']) => block);

/** Every step of every workflow in the page that uses the action. */
const uses = blocks
  .flatMap((block) => stepsIn(parse(block)))
  .filter(({ uses: action }) => action?.startsWith('<owner>/'));

interface Step {
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

function stepsIn(value: unknown): readonly Step[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'uses' in value ? [value as Step] : [];
  return [...own, ...Object.values(value).flatMap(stepsIn)];
}

interface Job {
  readonly 'runs-on'?: string;
  readonly steps?: readonly { readonly uses?: string; readonly run?: string }[];
}

describe('the page on CI', () => {
  it('shows jobs that a runner takes: each has a machine, and each step does one thing', () => {
    const jobs = blocks.flatMap((block) =>
      Object.values((parse(block) as { readonly jobs?: Readonly<Record<string, Job>> }).jobs ?? {}),
    );
    expect(jobs.length).toBeGreaterThanOrEqual(5);
    for (const { 'runs-on': machine, steps } of jobs) {
      expect(machine).toBe('ubuntu-latest');
      expect(steps?.length).toBeGreaterThan(0);
      for (const { uses: action, run } of steps ?? []) expect([action, run].filter(Boolean)).toHaveLength(1);
    }
  });

  it('names actions by owner, name and major version, and its own by the major version of the package', () => {
    const { version } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')) as {
      version: string;
    };
    const own = `<owner>/keypair-conformance@v${version.split('.')[0]}`;
    for (const { uses: action } of blocks.flatMap((block) => stepsIn(parse(block)))) {
      if (action?.startsWith('<owner>/')) expect(action).toBe(own);
      else expect(action).toMatch(/^actions\/[a-z-]+@v\d+$/);
    }
    expect(text).not.toContain('OWNER');
  });

  it('has a workflow for an emulator in Python, in Go and in Java', () => {
    for (const language of ['python', 'go', 'java']) expect(text).toContain(`actions/setup-${language}@`);
    expect(uses.length).toBeGreaterThanOrEqual(4);
  });

  it('gives the action no input that it does not have, and lists them all', () => {
    const { inputs, outputs } = readAction();
    for (const step of uses) {
      for (const name of Object.keys(step.with ?? {})) expect(inputs).toHaveProperty(name);
    }
    for (const name of [...Object.keys(inputs), ...Object.keys(outputs)]) {
      expect(text).toContain(`| \`${name}\` |`);
    }
  });

  it('shows a baseline and a policy that are accepted', () => {
    const baselines = blocks.filter((block) => block.startsWith('entries:'));
    const policies = blocks.filter((block) => /^rules:/m.test(block));
    expect([baselines.length, policies.length]).toEqual([1, 1]);
    for (const block of baselines) expect(parseBaseline(block, 'docs').entries).toHaveLength(1);
    for (const block of policies) expect(parsePolicy(block, 'docs').rules).toHaveLength(4);
  });
});
