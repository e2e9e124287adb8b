import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exchangeOf, fakeClient, fakeTarget } from '../runner/testing/fakes.ts';
import { createEc2Client } from '../targets/ec2/client/query.ts';
import { startReference } from '../targets/ec2/reference/server.ts';
import { type Diagnosis, examine, type Patient } from './doctor-steps.ts';
import { startProxy, type Tampering } from './testing/proxy.ts';
import { type CliResult, runCli } from './testing/run-cli.ts';

let folder: string;
let reference: string;
const closers: (() => Promise<void>)[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cli-doctor-'));
  const server = await startReference();
  closers.push(() => server.close());
  reference = server.url;
});

afterAll(async () => {
  for (const close of closers.reverse()) await close();
  rmSync(folder, { recursive: true });
});

async function doctor(tamper: Tampering): Promise<CliResult> {
  const proxy = await startProxy(reference, tamper);
  closers.push(() => proxy.close());
  return runCli(['doctor', proxy.url], { cwd: folder });
}

async function diagnoses(patient: Partial<Patient>): Promise<readonly Diagnosis[]> {
  const found: Diagnosis[] = [];
  const whole = {
    target: fakeTarget(),
    client: fakeClient(),
    name: 'kpc-x',
    api: String,
    now: Date.now,
    remove: () => Promise.resolve({ left: [] }),
    ...patient,
  };
  for await (const one of examine({ signal: new AbortController().signal, ...whole })) found.push(one);
  return found;
}

const keyOf = ({ step, state }: Diagnosis): string => `${step} ${state}`;

describe('the doctor', () => {
  it('finds nothing wrong with the reference, and says so in a line each', async () => {
    const { exitCode, stdout } = await runCli(['doctor', '--reference'], { cwd: folder });
    expect(stdout.replace(/127\S+|in \d+ ms|\(.*\)/g, '…').split('\n')).toEqual([
      expect.stringMatching(/^ok {4}target /),
      'ok    clock        agrees with this machine',
      'ok    credentials  DescribeKeyPairs is accepted',
      expect.stringMatching(/^ok {4}regions .* respond$/),
      'ok    round trip   what was created is returned',
      'ok    clean-up     what was created is deleted and gone',
      '',
    ]);
    expect(exitCode).toBe(0);
  }, 60_000);

  it('says that nobody listens, and exits 3', async () => {
    const { exitCode, stdout } = await runCli(['doctor', 'http://127.0.0.1:1'], { cwd: folder });
    expect([exitCode, stdout]).toEqual([
      3,
      expect.stringMatching(/^FAIL {2}target .*does not respond: .*\n$/),
    ]);
  }, 30_000);

  it('says that a delete has no readable response, and what it left, and exits 1', async () => {
    const gone = await doctor(({ requestBody, responseBody }) =>
      requestBody.includes('Action=DeleteKeyPair') ? 'not XML' : responseBody,
    );
    expect([gone.exitCode, gone.stdout]).toEqual([
      1,
      expect.stringMatching(/FAIL {2}clean-up .*unreadable response.*, but what was created is gone\n$/),
    ]);
    const listed = /<item>.*<\/item>/s;
    let shown = '';
    const { exitCode, stdout } = await doctor(({ requestBody, responseBody }) => {
      const isList = requestBody.includes('Action=DescribeKeyPairs');
      shown = (isList && listed.exec(responseBody)?.[0]) || shown;
      return isList && !listed.test(responseBody)
        ? responseBody.replace(/<keySet\s*\/>|<keySet>\s*<\/keySet>/, `<keySet>${shown}</keySet>`)
        : responseBody;
    });
    expect([exitCode, stdout]).toEqual([
      1,
      expect.stringMatching(/FAIL {2}clean-up .*remove the key pair \S+ \(key-\w+\) in us-east-1 by hand\n$/),
    ]);
  }, 30_000);

  it('removes what a create without a readable response makes', async () => {
    const asked: string[] = [];
    const { exitCode, stdout } = await doctor(({ requestBody, responseBody }) => {
      asked.push(requestBody);
      return requestBody.includes('Action=CreateKeyPair') ? 'not XML' : responseBody;
    });
    expect([exitCode, stdout]).toEqual([
      1,
      expect.stringMatching(/FAIL {2}round trip .*unreadable response/),
    ]);
    expect(stdout).not.toContain('clean-up');
    expect(asked.filter((body) => body.includes('Action=DeleteKeyPair'))).toHaveLength(1);
  }, 30_000);

  it.each(['aws-ec2', 'alibaba-ecs'])(
    'leaves nothing on the reference of %s',
    async (provider) => {
      const { exitCode, stdout } = await runCli(['doctor', '--reference', '--provider', provider], {
        cwd: folder,
      });
      expect([exitCode, stdout]).toEqual([0, expect.stringContaining('ok    clean-up')]);
    },
    60_000,
  );

  it('sees a create that makes nothing', async () => {
    const { exitCode, stdout } = await doctor(({ requestBody, responseBody }) =>
      requestBody.includes('Action=DescribeKeyPairs')
        ? responseBody.replace(/<keySet>.*<\/keySet>/su, '<keySet/>')
        : responseBody,
    );
    expect([exitCode, stdout]).toEqual([1, expect.stringMatching(/FAIL {2}round trip .*does not return it/)]);
  }, 30_000);

  it('tells wrong credentials from the rest', async () => {
    const server = await startReference({ verify: { accessKeyId: 'other', secretAccessKey: 'other' } });
    closers.push(() => server.close());
    const target = fakeTarget({
      endpoint: server.url,
      provider: 'aws-ec2',
      maxBodyBytes: 1_000_000,
      timeouts: { connectMs: 4_000, requestMs: 4_000, checkMs: 4_000 },
    });
    const client = createEc2Client(target);
    const found = await diagnoses({ target, client });
    await client.close();
    expect(found.map(keyOf)).toContain('credentials FAIL');
    expect(found.find(({ step }) => step === 'credentials')?.text).toContain('AWS_ACCESS_KEY_ID');
  });

  it.each([
    ['a clock six minutes behind', 360_000, 'clock FAIL', '359 s behind'],
    ['a clock six minutes ahead', -360_000, 'clock FAIL', 's ahead of'],
    ['a clock a minute behind', 60_000, 'clock ok', 's behind'],
    ['a second of rounding', 900, 'clock ok', 'agrees'],
  ])('judges %s', async (_, behindMs, key, text) => {
    const now = Date.parse('2026-11-22T05:00:00Z');
    const date = new Date(now - behindMs).toUTCString();
    const client = fakeClient((call) => {
      const exchange = exchangeOf(call);
      const headers = [['Date', date]] as const;
      return {
        kind: 'accepted',
        status: 200,
        keyPairs: [],
        exchange: { ...exchange, response: { ...exchange.response, headers } },
      };
    });
    const found = (await diagnoses({ client, now: () => now })).find(({ step }) => step === 'clock');
    expect(found && [keyOf(found), found.text]).toEqual([key, expect.stringContaining(text)]);
  });

  it('cannot tell the clock of a target without a Date header, which is no fault', async () => {
    expect((await diagnoses({})).map(keyOf)).toContain('clock unknown');
  });
});
