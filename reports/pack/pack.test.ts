import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startReference } from '../../targets/ec2/reference/server.ts';
import type { Authentication } from '../../targets/target.ts';
import { reportOf } from '../model.ts';
import {
  checked,
  everyKindOfEvent,
  exchange,
  finding,
  finished,
  planned,
  started,
} from '../testing/events.ts';
import { hostileEvents } from '../testing/hostile.ts';
import { packsOf } from './pack.ts';

describe('packsOf', () => {
  it('has all that an issue needs, one pack for each failure', () => {
    const [pack, ...others] = packsOf(reportOf(everyKindOfEvent()));
    expect(others).toEqual([]);
    expect(pack?.fingerprint).toBe('0123456789abcdef');
    expect(Object.keys(pack?.files ?? {})).toEqual([
      'README.md',
      'curl.sh',
      'aws.sh',
      'reproduce.mjs',
      'exchange.json',
      'seed.json',
    ]);
    const readme = pack?.files['README.md'] ?? '';
    expect(readme).toContain('# A name of 256 characters is accepted');
    expect(readme).toContain('- observed 2026-09-25 us-east-1');
    expect(readme).toContain('refused with InvalidParameterValue (400)');
    expect(JSON.parse(pack?.files['seed.json'] ?? '')).toMatchObject({ requirement: 'name.fail', seed: 42 });
  });

  it('has scripts of the tool of another provider, with the variables of that provider', () => {
    const report = reportOf([
      started([planned('a')], { target: { ...started([]).target, provider: 'alibaba-ecs' } }),
      checked('a', 'fail'),
      finished(),
    ]);
    const files = packsOf(report)[0]?.files ?? {};
    expect(Object.keys(files)).toEqual(
      expect.arrayContaining(['curl.sh', 'aliyun.sh', 'reproduce.mjs', 'README.md']),
    );
    expect(files['aliyun.sh']).toMatch(
      /^export ALIBABA_CLOUD_ACCESS_KEY_ID=.* ALIBABA_CLOUD_ACCESS_KEY_SECRET=/m,
    );
    expect(files['aliyun.sh']).toMatch(/^step .* aliyun ecs CreateKeyPair /m);
  });

  it('has no script for what went through an adapter, which has no address', () => {
    const call = exchange({ request: { method: 'CALL', url: 'adapter:mine', headers: [], body: '' } });
    const report = reportOf([
      started([planned('a')]),
      checked('a', 'fail', { exchanges: [call] }),
      finished(),
    ]);
    const files = packsOf(report)[0]?.files ?? {};
    expect(Object.keys(files)).toEqual(['README.md', 'exchange.json', 'seed.json']);
    expect(files['README.md']).toContain('create name=aaaa');
  });

  it('leaves out what a failure does not have', () => {
    const bare = finding('a', { reproduce: {}, exchanges: [] });
    const report = reportOf([
      started([planned('a')]),
      checked('a', 'fail', { findings: [bare] }),
      finished(),
    ]);
    expect(Object.keys(packsOf(report)[0]?.files ?? {})).toEqual(['README.md', 'seed.json']);
  });

  it('keeps texts of a target inside their code blocks', () => {
    const readme = packsOf(reportOf(hostileEvents()))[0]?.files['README.md'] ?? '';
    const prose = readme
      .replaceAll(/^(`{3,}).*\n(?:(?!\1$).*\n)*\1$/gm, '')
      .replaceAll(/(`+)(?:(?!\1).)+\1/g, '');
    expect(prose).not.toMatch(/<script|<img|(^|\s)@everyone/);
    expect(readme).not.toMatch(/[\x1b\u202e]/);
  });
});

describe('reproduce.mjs', () => {
  let folder: string;
  let reference: Awaited<ReturnType<typeof startReference>>;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'reproduce-'));
    reference = await startReference({
      verify: {
        accessKeyId: CREDENTIALS.AWS_ACCESS_KEY_ID,
        secretAccessKey: CREDENTIALS.AWS_SECRET_ACCESS_KEY,
      },
    });
  });
  afterAll(async () => {
    await reference.close();
    rmSync(folder, { recursive: true });
  });

  async function send(authentication: Authentication, body: string): Promise<string> {
    const sent = exchange();
    const step = {
      ...sent,
      request: { ...sent.request, url: `${sent.request.url}?X-Amz-Signature=[redacted]`, body },
      call: { operation: 'describe', region: 'eu-west-1', parameters: {}, wire: { authentication } },
    } as const;
    const report = reportOf([
      started([planned('a')]),
      checked('a', 'fail', { exchanges: [step] }),
      finished(),
    ]);
    const file = join(folder, `${authentication}.mjs`);
    writeFileSync(file, packsOf(report)[0]?.files['reproduce.mjs'] ?? '');
    const { AWS_SESSION_TOKEN: _, ...env } = process.env;
    const { stdout } = await promisify(execFile)(process.execPath, [file, reference.url], {
      env: { ...env, ...CREDENTIALS },
    });
    return stdout;
  }

  const body = 'Action=DescribeKeyPairs&Version=2016-11-15&KeyName.1=no%20such%20%2B';

  it('signs so that a target that verifies signatures answers', async () => {
    expect(await send('header', body)).toMatch(/^HTTP 400\n[\s\S]*InvalidKeyPair\.NotFound/m);
  });

  it.each(['none', 'wrong-secret', 'altered-after-signing'] as const)(
    'fails to authenticate like the request with %s did',
    async (authentication) => {
      expect(await send(authentication, body)).toMatch(/^HTTP 40[013]\n/m);
      expect(await send(authentication, body)).not.toContain('InvalidKeyPair.NotFound');
    },
  );
});

describe('curl.sh', () => {
  const folder = mkdtempSync(join(tmpdir(), 'curl-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('says that curl is missing', () => {
    const file = join(folder, 'curl.sh');
    writeFileSync(file, packsOf(reportOf(everyKindOfEvent()))[0]?.files['curl.sh'] ?? '');
    const { status, stderr } = spawnSync('/bin/bash', [file], { env: { PATH: folder }, encoding: 'utf8' });
    expect([status, stderr]).toEqual([2, 'curl 7.75 or newer is needed, and there is none\n']);
  });
});

const CREDENTIALS = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };
