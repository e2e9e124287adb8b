import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestContext } from '../runner/test-framework.ts';
import { startReferenceOf } from '../targets/providers.ts';
import type { ReferenceServer } from '../targets/reference/http.ts';
import { type RunEvent, reportOf, run } from './api.ts';
import { register } from './register.ts';
import type { RegisterOptions } from './settings.ts';
import { startProxy, type TestProxy } from './testing/proxy.ts';

const FAILING = 'duplicate.create-after-create';
const SETTINGS = { clients: ['wire'], topics: ['duplicate'], seed: 3 } as const;

let reference: ReferenceServer;
/** Says another code where a name is taken. */
let wrong: TestProxy;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kpc-api-'));
  reference = await startReferenceOf('aws-ec2');
  wrong = await startProxy(reference.url, ({ responseBody }) =>
    responseBody.replace('InvalidKeyPair.Duplicate', 'Conflict'),
  );
});
afterAll(async () => {
  await wrong.close();
  await reference.close();
  rmSync(folder, { recursive: true });
});

async function eventsOf(settings: Parameters<typeof run>[0]): Promise<readonly RunEvent[]> {
  const events: RunEvent[] = [];
  for await (const event of run(settings)) events.push(event);
  return events;
}

describe('run', () => {
  it('yields the events, whose report says the same as the one in the directory', async () => {
    const out = join(folder, 'report');
    const events = await eventsOf({ ...SETTINGS, reference: true, report: out });
    const { report, decision } = await reportOf(events);
    expect(decision).toMatchObject({ exitCode: 0, kind: 'conformant' });
    const written = JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')) as typeof report;
    expect(written.summary).toEqual(report.summary);
    expect(written.digests.log).toBe(report.digests.log);
  });

  it('says what a failing target comes to', async () => {
    const { report, decision } = await reportOf(await eventsOf({ ...SETTINGS, endpoint: wrong.url }));
    expect(decision.exitCode).toBe(1);
    expect(report.results.find(({ requirement }) => requirement === FAILING)?.verdict).toBe('fail');
  });

  it('removes what it made when the loop is left, and lets go of the directory', async () => {
    const out = join(folder, 'left');
    const settings = { ...SETTINGS, endpoint: reference.url, report: out };
    for await (const event of run(settings)) if (event.type === 'check-finished') break;
    const { decision } = await reportOf(await eventsOf(settings));
    expect(decision.exitCode).toBe(0);
    expect(existsSync(join(out, 'report.json'))).toBe(true);
  });

  it('withholds what `redact` names', async () => {
    const only = ['lifecycle.create.works'];
    const events = JSON.stringify(
      await eventsOf({ reference: true, only, name: 'Tenant-77', redact: ['(?:T|t)enant-[0-9]+'] }),
    );
    expect(events).toContain('[redacted]');
    expect(events).not.toContain('enant-77');
  });

  it.each<[string, object, string]>([
    [
      'a misspelled setting',
      { endpont: 'http://127.0.0.1:1' },
      "'endpont' is no setting; did you mean 'endpoint'?",
    ],
    ['no list', { topics: 'name' }, "the setting 'topics' takes a list with at least one text"],
    ['an unknown client', { clients: ['boto'] }, "the setting 'clients' takes a list of some of wire"],
    ['a number that is none', { seed: '7' }, "the setting 'seed' takes a whole number from 0 to 2147483647"],
    ['another choice', { quota: 'all' }, "the setting 'quota' takes one of full, probe, skip"],
    ['a pattern that backtracks', { redact: ['(?=a)b'] }, "the setting 'redact' takes regular expressions"],
    ['a baseline', { baseline: 'x.yaml' }, "'baseline' is a setting of register"],
    ['an unknown topic', { reference: true, topics: ['nam'] }, "no topic 'nam'; did you mean 'name'?"],
    [
      'a target elsewhere',
      { endpoint: 'http://192.0.2.1:80/', accessKeyId: 'x' },
      "'accessKeyId' is no setting",
    ],
    ['a target on another machine', { endpoint: 'http://192.0.2.1:80/' }, 'is not on this machine'],
  ])('refuses %s', async (_, settings, message) => {
    await expect(eventsOf(settings as never)).rejects.toThrow(message);
  });
});

/** How each test of a registered run ended: passed, or the reason of a skip or a failure. */
async function registered(settings: RegisterOptions): Promise<ReadonlyMap<string, string>> {
  const tests = new Map<string, (context?: TestContext) => Promise<void>>();
  let end = async (): Promise<void> => {};
  await register(
    {
      describe: (_, define) => define(),
      test: (name, body) => void tests.set(name.split(':')[0] ?? name, body),
      afterAll: (action) => {
        end = action;
      },
    },
    settings,
  );
  const ends = new Map<string, string>();
  for (const [name, body] of tests) {
    let how = 'passed';
    const skip = (reason?: string): void => {
      how = `skipped ${reason}`;
    };
    await body({ skip }).catch((error: Error) => {
      how = `failed ${error.message}`;
    });
    ends.set(name, how);
  }
  await end();
  return ends;
}

describe('register', () => {
  const baselineOf = (text: string): string => {
    const file = join(folder, 'baseline.yaml');
    writeFileSync(file, text);
    return file;
  };

  it('refuses a setting that nobody knows', async () => {
    await expect(registered({ topic: ['name'] } as never)).rejects.toThrow(
      "'topic' is no setting; did you mean 'topics'?",
    );
  });

  it('is red as a whole where what a requirement needs was left out, although nothing of it fails', async () => {
    const embedded = { reference: true, provider: 'aws-ec2' } as const;
    const whole = await registered({ ...embedded, only: ['name.create.empty'] });
    expect([...new Set(whole.values())]).toEqual(['passed']);
    const id = 'lifecycle.import.whole-life';
    const ends = await registered({ ...embedded, only: [id], skip: ['lifecycle.describe.works'] });
    expect(ends.get(id)).toMatch(/^skipped blocked/);
    expect(ends.get('enough was tested')).toMatch(/^failed \d+ of \d+ requirements could not be tested$/);
  }, 120_000);

  it('skips what the baseline expects, says that it holds, and writes the report', async () => {
    const all = await registered({ ...SETTINGS, endpoint: wrong.url });
    const failing = [...all].filter(([, how]) => how.startsWith('failed')).map(([name]) => name);
    expect(failing).toContain(FAILING);
    const entries = failing.map((id) => `- requirement: ${id}\n  because: another code\n`).join('');
    const out = join(folder, 'registered');
    const ends = await registered({
      ...SETTINGS,
      endpoint: wrong.url,
      baseline: baselineOf(`entries:\n${entries}`),
      report: out,
    });
    expect(ends.get(FAILING)).toBe('skipped fail: another code');
    expect(ends.get('the baseline holds')).toBe('passed');
    expect(existsSync(join(out, 'index.html'))).toBe(true);
  });

  it('fails on what the baseline does not expect, and where an entry no longer holds', async () => {
    const ends = await registered({
      ...SETTINGS,
      endpoint: wrong.url,
      baseline: baselineOf('entries:\n- requirement: lifecycle.create.works\n  because: kept\n'),
    });
    expect(ends.get(FAILING)).toMatch(/^failed/);
    const told = ends.get('the baseline holds');
    expect(told).toContain(`${FAILING}: `);
    expect(told).toContain('lifecycle.create.works: ');
  });
});
