import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Conflict } from '../specs/contract.ts';
import { builtMain } from './testing/built.ts';
import { runCli } from './testing/run-cli.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cli-conflicts-'));
  builtMain();
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

describe('conflicts', () => {
  it('prints every conflict with both readings, the ruling and what would overturn it', async () => {
    const { exitCode, stdout } = await runCli(['conflicts'], { cwd: folder });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(
      /^private-key-container\n {2}\S.*\n {2}documented .*PKCS#8.*\n {2}observed .*PKCS#1.*\n {2}ruling .*\n {2}overturned by .*\n(.*\n)*? {2}decided by {5}key-material\.create\.rsa-pem\.container/,
    );
    expect(stdout).toMatch(/\n {2}not told apart /);
  });

  it('prints the same as JSON, with the requirements that tell the readings apart', async () => {
    const { exitCode, stdout } = await runCli(['conflicts', '--json'], { cwd: folder });
    expect(exitCode).toBe(0);
    const rows = JSON.parse(stdout) as (Conflict & { readonly judgedBy: readonly string[] })[];
    expect(rows.length).toBeGreaterThan(10);
    for (const { judgedBy, indistinct } of rows) expect(judgedBy.length === 0).toBe(indistinct !== undefined);
  });
});

describe('the clients of a run', () => {
  it.each<[string, RegExp]>([
    [
      'telnet',
      /^error: .*'--client <kinds>'.*unknown value 'telnet' \(choose from wire, sdk, boto3, aws-cli\)\n$/,
    ],
    ['wire,', /^error: .*empty value\n$/],
  ])('cannot be %s', async (kinds, message) => {
    const { exitCode, stderr } = await runCli(['run', '--reference', '--client', kinds], { cwd: folder });
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringMatching(message) });
  });

  it('are the wire client and the SDK by default', async () => {
    const only = ['--only', 'client.describe.one', '--no-out'];
    const passed = async (...more: readonly string[]): Promise<number> => {
      const { stdout } = await runCli(['run', '--reference', ...only, ...more], { cwd: folder });
      return Number(/CONFORMANT {2}(\d+) of/.exec(stdout)?.[1]);
    };
    const wire = await passed('--client', 'wire');
    expect(wire).toBeGreaterThan(0);
    // What only another client can show is skipped without one.
    expect(await passed()).toBe(wire + 1);
  }, 60_000);
});
