import { expect, it } from 'vitest';
import type { RunEvent } from '../runner/events.ts';
import { bindChecks } from '../runner/plan.ts';
import { run } from '../runner/run.ts';
import { readContract } from '../specs/compiled.ts';
import { SUITES } from '../suites/index.ts';
import { createEc2Client } from '../targets/ec2/client/query.ts';
import { startReference } from '../targets/ec2/reference/server.ts';
import { newPrivateKey } from '../targets/reference/keys/fresh.ts';
import { testTarget } from '../targets/testing/target.ts';
import { describeError } from './describe-error.ts';

const privateKey = newPrivateKey('rsa', { modulusLength: 2048 })
  .export({ type: 'pkcs1', format: 'pem' })
  .toString();

function bodyLines(pem: string): readonly string[] {
  return pem.split(/\s+/).filter((line) => line.length >= 40 && !line.includes('-'));
}

it.each([
  ['its message', () => new Error(`cannot read ${privateKey}`)],
  ['JSON in its message', () => new Error(JSON.stringify({ key: privateKey }))],
  ['a thrown text', () => privateKey],
])('a crash that holds a private key in %s tells none of it', (_, make) => {
  const { text, exitCode } = describeError(make());
  expect(exitCode).toBe(4);
  for (const line of bodyLines(privateKey)) expect(text).not.toContain(line);
});

it('a check that breaks with a private key in its hands is a defect, and no event has a line of the key', async () => {
  const reference = await startReference();
  const target = testTarget({ endpoint: `${reference.url}/` });
  const client = createEc2Client(target);
  const contract = await readContract('aws-ec2');
  const held: string[] = [];
  const broken = 'fingerprint.create.rsa-pem';
  const checks = bindChecks(contract, SUITES).map((check) =>
    check.requirement.id !== broken
      ? check
      : {
          ...check,
          needs: [],
          body: {
            ...check.body,
            async run(ctx: Parameters<typeof check.body.run>[0]): Promise<void> {
              const name = ctx.name();
              const outcome = await ctx.call({ operation: 'create', parameters: { name } });
              const key = outcome.kind === 'accepted' ? (outcome.keyPairs[0]?.privateKey ?? '') : '';
              held.push(key);
              ctx.remark(`holding ${key}`);
              throw new TypeError(`cannot read properties of ${key}`);
            },
          },
        },
  );
  const events: RunEvent[] = [];
  const options = {
    checks,
    selected: [broken],
    contract,
    target,
    clients: [client] as const,
    seed: 1,
    reading: 'observed' as const,
    quota: 'skip' as const,
    runs: 1,
    signal: new AbortController().signal,
    tool: { name: 'test', version: '0' },
    selection: {},
    reproduce: () => ({}),
  };
  for await (const event of run(options)) events.push(event);
  await client.close();
  await reference.close();
  const log = JSON.stringify(events);
  const lines = held.flatMap(bodyLines);
  expect(lines.length).toBeGreaterThan(5);
  expect(events.some((event) => event.type === 'check-finished' && event.verdict === 'defect')).toBe(true);
  for (const line of lines) expect(log).not.toContain(line);
});
