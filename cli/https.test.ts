import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startReference } from '../targets/ec2/reference/server.ts';
import type { HostileServer } from '../targets/testing/hostile/behaviour.ts';
import { startSecure } from '../targets/testing/hostile/tls.ts';
import { onPath } from '../targets/testing/on-path.ts';
import { type CliResult, runCli } from './testing/run-cli.ts';

const CREDENTIALS = {
  accessKeyId: 'AKIAHTTPSTESTTESTTES',
  secretAccessKey: 'https+Test/Secret/NobodyElseKnows0000000',
};

describe.runIf(onPath('openssl'))('a target behind TLS that verifies signatures', () => {
  let folder: string;
  let server: HostileServer;
  let close: () => Promise<void>;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cli-https-'));
    const reference = await startReference({ verify: CREDENTIALS });
    server = await startSecure(reference.url);
    close = async () => {
      await server.close();
      await reference.close();
      rmSync(folder, { recursive: true });
    };
    const profile = `[emulator]\naws_access_key_id = ${CREDENTIALS.accessKeyId}\naws_secret_access_key = ${CREDENTIALS.secretAccessKey}\n`;
    writeFileSync(join(folder, 'credentials'), profile);
  }, 60_000);

  afterAll(() => close());

  const run = (env: Readonly<Record<string, string>>, ...words: readonly string[]): Promise<CliResult> =>
    runCli(
      [
        'run',
        server.url,
        '--only',
        'lifecycle.import.works',
        '--no-out',
        ...(server.options ?? []),
        ...words,
      ],
      { cwd: folder, env },
    );

  it('is judged with a certificate authority from a file and the keys of a profile', async () => {
    const files = { AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials') };
    const { exitCode, stdout, stderr } = await run(files, '--profile', 'emulator');
    expect({ exitCode, told: stdout + stderr }).toEqual({
      exitCode: 0,
      told: expect.stringContaining('CONFORMANT'),
    });
    expect(stdout + stderr).not.toContain(CREDENTIALS.secretAccessKey);
  }, 120_000);

  it('refuses other keys, which shows that it verifies', async () => {
    const { exitCode, stdout } = await run({
      AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: 'another+Secret/ThatDoesNotFitAtAll000000',
    });
    expect(exitCode).not.toBe(0);
    expect(stdout).toContain('AuthFailure');
  }, 120_000);
});
