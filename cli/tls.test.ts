import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startReference } from '../targets/ec2/reference/server.ts';
import type { ReferenceServer } from '../targets/reference/http.ts';
import { makeCertificates } from '../targets/reference/testing/certificates.ts';
import { type CliResult, runCli } from './testing/run-cli.ts';

const KEY = {
  accessKeyId: 'AKIATESTTESTTESTTEST',
  secretAccessKey: 'kpc/Test/Secret/of/a/verified/profile/00',
};
const certificates = makeCertificates();

let folder: string;
let reference: ReferenceServer;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cli-tls-'));
  if (certificates === undefined) return;
  const { ca, ...tls } = certificates;
  writeFileSync(join(folder, 'ca.pem'), ca);
  const profile = (name: string, secret: string): string =>
    `[${name}]\naws_access_key_id = ${KEY.accessKeyId}\naws_secret_access_key = ${secret}\n`;
  writeFileSync(
    join(folder, 'profiles'),
    profile('right', KEY.secretAccessKey) + profile('wrong', 'another'),
  );
  const file = { ca: 'ca.pem', credentials: { profile: 'right' } };
  writeFileSync(join(folder, 'conformance.config.json'), JSON.stringify(file));
  reference = await startReference({ tls, verify: KEY });
});

afterAll(async () => {
  await reference?.close();
  rmSync(folder, { recursive: true });
});

function judge(...words: readonly string[]): Promise<CliResult> {
  const run = ['run', reference.url, '--topic', 'lifecycle', '--no-out', '--quiet', ...words];
  return runCli(run, { cwd: folder, env: { AWS_SHARED_CREDENTIALS_FILE: join(folder, 'profiles') } });
}

describe.skipIf(certificates === undefined)(
  'HTTPS with an authority of its own and verified signatures',
  () => {
    it('is judged by both clients with credentials of a profile', async () => {
      expect(await judge('--profile', 'right', '--ca', 'ca.pem')).toMatchObject({ exitCode: 0 });
    });

    it('is judged with authority and profile from the target file', async () => {
      expect(await judge('--account', '000000000000')).toMatchObject({ exitCode: 0 });
    });

    it('is unreachable for who does not know the authority', async () => {
      writeFileSync(join(folder, 'none.json'), '{}');
      const { exitCode, stdout } = await judge('--profile', 'right', '--config', 'none.json');
      expect(exitCode).toBe(3);
      expect(stdout).toMatch(/certificate/);
    });

    it('is not conformant for who signs with another secret', async () => {
      expect((await judge('--profile', 'wrong')).exitCode).toBe(1);
    });
  },
);
