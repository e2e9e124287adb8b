import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startReferenceOf } from '../targets/providers.ts';
import type { ReferenceServer } from '../targets/reference/http.ts';
import { builtMain } from './testing/built.ts';
import { runCli } from './testing/run-cli.ts';

/** The keys of the run, which the client that signs with them gets. */
const OF_RUN = {
  AWS_ACCESS_KEY_ID: 'AKIAMARKED0000000001',
  AWS_SECRET_ACCESS_KEY: 'marked-secret-0000000000000000000000000002',
  AWS_SESSION_TOKEN: 'marked-token-0000000000000000000000000003',
};

/** By which tools of the providers find others. */
const OTHERS = Object.fromEntries(
  [
    ...[
      'AWS_SECURITY_TOKEN',
      'AWS_PROFILE',
      'AWS_DEFAULT_PROFILE',
      'AWS_ROLE_ARN',
      'AWS_WEB_IDENTITY_TOKEN_FILE',
    ],
    ...['AWS_CONTAINER_CREDENTIALS_FULL_URI', 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'],
    ...['AWS_CONTAINER_AUTHORIZATION_TOKEN', 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE'],
    ...['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE', 'AWS_ACCESS_KEY', 'AWS_SECRET_KEY'],
    ...['ALIBABA_CLOUD_ACCESS_KEY_ID', 'ALIBABA_CLOUD_ACCESS_KEY_SECRET', 'ALIBABA_CLOUD_SECURITY_TOKEN'],
    ...['ALIBABACLOUD_ACCESS_KEY_ID', 'ALICLOUD_SECRET_KEY', 'ALIYUN_ACCESS_KEY_SECRET'],
    ...['ALIBABA_CLOUD_CREDENTIALS_URI', 'ALIBABA_CLOUD_CREDENTIALS_FILE', 'ALIBABA_CLOUD_PROFILE'],
  ].map((name) => [name, `other-marked-${name}`]),
);

/** Writes down what it gets, says that it is version 2 of the AWS command line, and fails. */
const PROGRAM = `#!/bin/sh
env > "$DUMPS/$0.$$" 2>/dev/null || env > "$DUMPS/$(basename "$0").$$"
[ "$1" = --version ] && { echo aws-cli/2.36.28; exit 0; }
exit 3
`;

let folder: string;
let reference: ReferenceServer;
beforeAll(async () => {
  builtMain();
  folder = mkdtempSync(join(tmpdir(), 'cli-children-'));
  for (const name of ['program', 'adapter', 'python3', 'aws', 'xdg-open']) {
    writeFileSync(join(folder, name), PROGRAM);
    chmodSync(join(folder, name), 0o755);
  }
  reference = await startReferenceOf('aws-ec2');
}, 300_000);
afterAll(async () => {
  await reference.close();
  rmSync(folder, { recursive: true });
});

/** What each call of the stand-in programs got, after a command. */
async function seenBy(...words: readonly string[]): Promise<readonly string[]> {
  const dumps = mkdtempSync(join(folder, 'dumps-'));
  mkdirSync(dumps, { recursive: true });
  const env = { ...OF_RUN, ...OTHERS, DUMPS: dumps, PATH: `${folder}:${process.env.PATH}` };
  delete (env as Record<string, string>).AWS_PROFILE;
  await runCli(words, { cwd: folder, env });
  return readdirSync(dumps).map((name) => readFileSync(join(dumps, name), 'utf8'));
}

const RUN = ['--only', 'lifecycle.create.works', '--no-out', '--quiet'];

describe('a program that a command starts', () => {
  it.each<[string, readonly string[]]>([
    ['the target', ['run', '--command', './program', '--wait', '1', ...RUN]],
    ['the target that doctor looks at', ['doctor', '--command', './program']],
    ['an adapter', ['run', '--adapter', './adapter x', ...RUN]],
    [
      'the other suite',
      ['power', '--command', './program {url}', '--mutant', 'name/*', '--sample', '1', '--json'],
    ],
  ])(
    '%s, gets no credentials',
    async (_, words) => {
      const seen = await seenBy(...words);
      expect(seen.length).toBeGreaterThan(0);
      expect(seen.join('\n')).not.toMatch(/marked-|AKIAMARKED/);
    },
    300_000,
  );

  it('as boto3, gets none in its environment, and as the AWS command line, those of the run alone', async () => {
    const clients = await seenBy(
      'run',
      reference.url,
      '--client',
      'wire,boto3,aws-cli',
      '--topic',
      'client',
      '--no-out',
    );
    expect(clients.length).toBeGreaterThan(1);
    expect(clients.join('\n')).not.toContain('other-marked-');
    const signing = clients.filter((env) => env.includes(OF_RUN.AWS_SECRET_ACCESS_KEY));
    expect(signing.length).toBeGreaterThan(0);
    expect(clients.length).toBeGreaterThan(signing.length);
    for (const env of signing) expect(env).toContain('AWS_MAX_ATTEMPTS=1');
  }, 300_000);
});
