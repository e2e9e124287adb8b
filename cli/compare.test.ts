import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { Report } from '../reports/report.ts';
import { correctResponses } from '../targets/ec2/reference/behaviours/responses.ts';
import { withBehaviours } from '../targets/ec2/reference/behaviours.ts';
import { startReference } from '../targets/ec2/reference/server.ts';
import type { ReferenceServer } from '../targets/reference/http.ts';
import { compareVerb } from './compare.ts';
import type { RunFlags } from './options.ts';
import { soakVerb } from './soak.ts';

// A whole run each, with the smallest histories of its difference.
vi.setConfig({ testTimeout: 300_000 });

let right: ReferenceServer;
let other: ReferenceServer;
let wrong: ReferenceServer;
const folder = mkdtempSync(join(tmpdir(), 'compare-'));

beforeAll(async () => {
  right = await startReference();
  other = await startReference();
  // Right by its name, without tags in a list of everything.
  wrong = await startReference({
    behaviours: withBehaviours({
      responses: {
        describedItem: (ctx, pair) =>
          correctResponses.describedItem(
            ctx,
            ctx.behaviours.describe.names(ctx).length === 0 ? { ...pair, tags: [] } : pair,
          ),
      },
    }),
  });
});
afterAll(async () => {
  for (const server of [right, other, wrong]) await server.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  return () => vi.restoreAllMocks();
});

const flags = (out: string, rest: Partial<RunFlags> = {}): RunFlags =>
  ({
    provider: 'aws-ec2',
    reading: 'observed',
    seed: 3,
    histories: 2,
    historySteps: 8,
    quiet: true,
    out: join(folder, out),
    ...rest,
  }) as RunFlags;
const reportIn = (out: string): Report =>
  JSON.parse(readFileSync(join(folder, out, 'report.json'), 'utf8')) as Report;

it('a target is not compared with itself', async () => {
  const { href } = new URL(right.url);
  await expect(compareVerb(right.url, href, flags('itself'))).rejects.toThrow(
    `both targets are ${href}; compare it with another`,
  );
});

it('two targets that answer alike differ in nothing, whatever ids and times they choose', async () => {
  expect(await compareVerb(right.url, other.url, flags('alike'))).toBe(0);
});

const baselineOf = (code: string): string => {
  const file = join(folder, `${code}.yaml`);
  const entry = { requirement: 'history.describe.same-answers', because: 'lists have no tags', code };
  writeFileSync(file, JSON.stringify({ entries: [entry] }));
  return file;
};

it('a difference that no baseline lists is exit 1, and says which side the contract supports and how to see it', async () => {
  const baseline = baselineOf('wrong-name');
  expect(await compareVerb(right.url, wrong.url, flags('differ', { baseline }))).toBe(1);
  const found = reportIn('differ').results.flatMap(({ findings = [] }) => findings);
  expect(found.map(({ code }) => code)).toContain('targets-differ');
  const tags = found.find(({ summary }) => summary.includes('the targets differ in tags'));
  expect(tags?.hints.join()).toContain('the first target does what the contract states');
  expect(tags?.hints.join()).toMatch(/steps: 1\. /);
});

it('a difference that a baseline lists is expected', async () => {
  const baseline = baselineOf('targets-differ');
  expect(await compareVerb(right.url, wrong.url, flags('expected', { baseline }))).toBe(0);
});

it('a soak keeps the report of a round under its seed, and tells the seed that comes next', async () => {
  const rest = { topic: ['lifecycle'], only: ['lifecycle.describe.works'] };
  const told = vi.mocked(process.stdout.write);
  expect(await soakVerb(right.url, { ...flags('soak', rest), minutes: 0 })).toBe(0);
  expect(told.mock.calls.join()).toContain('soak: 1 round, next seed 4');
  expect(reportIn('soak/seed-3').run.seed).toBe(3);
});
