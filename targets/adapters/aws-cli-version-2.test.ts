import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startReference } from '../ec2/reference/server.ts';
import type { CallParameters, KeyPairCall, KeyPairClient, Outcome } from '../target.ts';
import { testTarget } from '../testing/target.ts';
import { chooseAwsCli } from './aws-cli/choose.ts';
import { wordsOf } from './aws-cli/words.ts';
import { createAwsCliClient } from './aws-cli.ts';

const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl a\n';
const FINGERPRINT = '+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU=';
const STAND_IN = fileURLToPath(new URL('./testing/aws-version-2.mjs', import.meta.url));

/** A folder with a program `aws` of version 2 in it. */
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'aws-version-2-'));
  const program = join(folder, 'aws');
  writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${STAND_IN}' "$@"\n`);
  chmodSync(program, 0o755);
});
afterAll(() => rmSync(folder, { recursive: true }));

const closers: (() => Promise<void>)[] = [];
let endpoint: string;
beforeEach(async () => {
  const reference = await startReference();
  closers.push(() => reference.close());
  endpoint = `${reference.url}/`;
});
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const close of closers.splice(0).reverse()) await close();
});

function opened(program?: string): KeyPairClient {
  const client = createAwsCliClient(testTarget({ endpoint }), program);
  closers.push(() => client.close());
  return client;
}

function ask(
  client: KeyPairClient,
  operation: KeyPairCall['operation'],
  parameters: CallParameters,
): Promise<Outcome> {
  const signal = AbortSignal.timeout(30_000);
  return client.call({ operation, region: 'eu-west-1', parameters }, { signal });
}

describe('the check of real clients', () => {
  it('takes version 2 where the path has one, and else the one that it installed', () => {
    const path = (first: string): NodeJS.ProcessEnv => ({
      ...process.env,
      PATH: `${first}:${process.env.PATH}`,
    });
    const older = mkdtempSync(join(folder, 'older-'));
    writeFileSync(join(older, 'aws'), '#!/bin/sh\necho aws-cli/1.46.3 Python/3.11\n');
    chmodSync(join(older, 'aws'), 0o755);
    const installed = join(older, 'aws');
    expect(chooseAwsCli(installed, path(folder))).toEqual({ program: 'aws', version: '2.36.28' });
    expect(chooseAwsCli(installed, path(older))).toEqual({ program: installed, version: '1.46.3' });
    expect(chooseAwsCli('/nowhere/aws', path(older))).toEqual({
      program: '/nowhere/aws',
      version: undefined,
    });
  });
});

describe('version 2 of the command line', () => {
  it.each([
    ['configured', () => opened(join(folder, 'aws'))],
    [
      'first on the path',
      () => {
        vi.stubEnv('PATH', `${folder}:${process.env.PATH}`);
        return opened();
      },
    ],
  ])(
    'is spoken to as such where it is %s',
    async (_, open) => {
      const client = open();
      const imported = { kind: 'accepted', keyPairs: [{ fingerprint: FINGERPRINT }] };
      expect(await ask(client, 'import', { name: 'text', material: KEY })).toMatchObject(imported);
      expect(await ask(client, 'import', { name: 'bytes', material: Buffer.from(KEY) })).toMatchObject(
        imported,
      );
      expect(await ask(client, 'describe', { names: ['text'] })).toMatchObject({
        kind: 'accepted',
        keyPairs: [{ name: 'text', createdAt: expect.stringMatching(/\+00:00$/) }],
        native: { exitCode: 0, printed: expect.stringMatching(/^\{/) },
      });
      expect(await ask(client, 'describe', { names: ['nobody'] })).toMatchObject({
        kind: 'refused',
        code: 'InvalidKeyPair.NotFound',
        message: "The key pair 'nobody' does not exist",
        native: { exitCode: 254, operationName: 'DescribeKeyPairs' },
      });
    },
    60_000,
  );

  it('opens no pager, whatever the user has set', async () => {
    vi.stubEnv('AWS_PAGER', 'more');
    const outcome = await ask(opened(join(folder, 'aws')), 'describe', {});
    expect(outcome).toMatchObject({
      kind: 'accepted',
      native: { printed: expect.not.stringContaining('pager') },
    });
  }, 60_000);

  it('alone is told that a file of text holds the key itself', () => {
    const call: KeyPairCall = { operation: 'import', region: 'r', parameters: { name: 'n', material: KEY } };
    const file = { path: '/key.pub', as: 'text' } as const;
    expect(wordsOf(call, file, 2)).toContain('--cli-binary-format=raw-in-base64-out');
    expect(wordsOf(call, file, 1).filter((word) => word.startsWith('--cli-'))).toEqual([]);
  });
});
