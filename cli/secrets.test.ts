import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startReferenceOf } from '../targets/providers.ts';
import type { HostileServer } from '../targets/testing/hostile/behaviour.ts';
import { startFaulty } from '../targets/testing/hostile/server.ts';
import { leaksIn } from '../targets/testing/leaks.ts';
import { createProgram } from './program.ts';
import { builtMain } from './testing/built.ts';
import { ECHOES, PATTERN, PLANTED, plantedBytes, TELLING_ADAPTER, tellingAll } from './testing/planted.ts';
import { runCli } from './testing/run-cli.ts';

/** The variables that a provider's credentials are read from. */
const VARIABLES: Readonly<Record<string, readonly [id: string, secret: string, token: string]>> = {
  'aws-ec2': ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'],
  'alibaba-ecs': [
    'ALIBABA_CLOUD_ACCESS_KEY_ID',
    'ALIBABA_CLOUD_ACCESS_KEY_SECRET',
    'ALIBABA_CLOUD_SECURITY_TOKEN',
  ],
};

/** What makes many key pairs and finds much to report. */
const TOPICS = 'lifecycle,describe,fingerprint,key-material,name,duplicate,tags,error-shape,delete,import';

/** What is written of a target that tells secrets. */
const WRITTEN = ['out/report.json', 'out/traffic.har', 'out/index.html', 'run.ledger', 'bundle-1.gz'];

/** A whole run, with writing, takes long on a busy machine. */
const LONG = 1_200_000;

beforeAll(() => void builtMain(), 300_000);

describe('every command that asks a target', () => {
  it('takes --redact', () => {
    const commands = createProgram().help.split(/^(?=Usage: )/m);
    const asking = commands.filter(
      (help) => help.includes('--ca <file>') || help.includes('--ledger <file>'),
    );
    expect(asking.map((help) => /^Usage: \S+ (\w+)/.exec(help)?.[1])).toEqual(
      expect.arrayContaining(['run', 'compare', 'soak', 'sweep', 'replay', 'doctor', 'record']),
    );
    for (const help of asking) expect(help).toContain('--redact <pattern>');
  });
});

describe.each(Object.entries(VARIABLES))('every artefact of %s', (provider, [id, secret, token]) => {
  let folder: string;
  let reference: Awaited<ReturnType<typeof startReferenceOf>>;
  let hostile: HostileServer;
  let corporate: HostileServer;
  let telling: ReturnType<typeof tellingAll>;
  /** Everything that a command printed or wrote, by what it is. */
  const artefacts = new Map<string, Uint8Array>();
  /** Exit codes by what was run. */
  const exits = new Map<string, number | null>();

  /** Runs a command and keeps what it printed. */
  const cli = async (name: string, ...words: readonly string[]): Promise<void> => {
    const { exitCode, stdout, stderr } = await runCli(words, {
      cwd: folder,
      env: {
        [id]: 'AKIATESTTESTTESTTEST',
        [secret]: PLANTED.secretKey,
        [token]: PLANTED.sessionToken,
        PROGRAM_TOKEN: PLANTED.programToken,
      },
    });
    artefacts.set(`${name}, stdout`, Buffer.from(stdout)).set(`${name}, stderr`, Buffer.from(stderr));
    exits.set(name, exitCode);
  };

  /** Keeps every file that is in the folder now. */
  const keepFiles = (): void => {
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      const path = join(folder, name);
      if (statSync(path).isFile() && !name.startsWith('planted')) artefacts.set(name, readFileSync(path));
    }
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cli-secrets-'));
    reference = await startReferenceOf(provider);
    telling = tellingAll(provider);
    hostile = await startFaulty(reference.url, telling.fault);
    writeFileSync(join(folder, 'planted-adapter.mjs'), TELLING_ADAPTER);
    const target = [hostile.url, '--provider', provider];
    corporate = await startFaulty(reference.url, tellingAll(provider, [PLANTED.corporate]).fault);
    const run = ['run', ...target, '--redact', PATTERN, '--seed', '7', '--quota', 'skip'];
    await cli('run', ...run, '--out', 'out', '--ledger', 'run.ledger', '--verbose', '--topic', TOPICS);
    for (const reporter of ['json', 'github'])
      await cli(reporter, ...run, '--no-out', '--topic', 'lifecycle', '--reporter', reporter);
    // What one target tells now and then, the other tells in every answer: whatever comes first, it is in it.
    for (const [at, { url }] of [hostile, corporate].entries()) {
      const place = [url, '--provider', provider, '--redact', PATTERN];
      const ledger = ['--ledger', `${at}.ledger`];
      const some = ['--only', 'lifecycle.*'];
      await cli(`run ${at}`, 'run', ...place, ...ledger, ...some, '--no-out');
      await cli(`doctor ${at}`, 'doctor', ...place);
      await cli(`sweep ${at}`, 'sweep', ...place, ...ledger);
      await cli(`record ${at}`, 'record', ...place, ...some, '--yes', '--out', `bundle-${at}.gz`);
      await cli(`compare ${at}`, 'compare', 'reference', ...place, '--histories', '1', '--no-out');
      await cli(`evidence ${at}`, 'evidence', `bundle-${at}.gz`);
    }
    await cli('matrix', 'matrix', 'out', '--out', 'matrix');
    await cli('drift', 'drift', 'bundle-0.gz', 'bundle-1.gz');
    await cli('report', 'report', 'out', '--out', 'again');
    await cli('baseline', 'baseline', 'update', 'baseline.yaml', 'out');
    await cli('diff', 'diff', 'out', 'again');
    const [failure = ''] = readdirSync(join(folder, 'out/failures'));
    const again = [join('out/failures', failure), hostile.url, '--report', 'out'];
    await cli('replay', 'replay', ...again, '--redact', PATTERN);
    for (const mode of ['dies', 'unavailable', 'unreachable', 'answers']) {
      const words = ['--adapter', `${process.execPath} planted-adapter.mjs ${mode}`, '--provider', provider];
      await cli(`adapter that ${mode}`, 'run', ...words, '--topic', 'lifecycle', '--out', `adapter-${mode}`);
      await cli(`doctor of one that ${mode}`, 'doctor', ...words);
    }
    const dying = `echo "$PROGRAM_TOKEN $${secret} $${token}" >&2; exit 3`;
    await cli('program', 'run', '--command', dying, '--provider', provider, '--out', 'program');
    keepFiles();
  }, LONG);
  afterAll(async () => {
    await hostile.close();
    await corporate.close();
    await reference.close();
    rmSync(folder, { recursive: true });
  });

  it('is of commands that went their way', () => {
    const usage = [...exits].filter(([, code]) => ![0, 1, 3, 5].includes(code ?? -1));
    expect(usage.map(([name]) => name)).toEqual(['program']);
  });

  it('stands beside a target that told every secret in every writing, and a run that got far', () => {
    const encodings = [...telling.told].filter(([what]) => /^the (?:key element|body):/.test(what));
    expect(encodings.length).toBeGreaterThan(80);
    expect(ECHOES.filter((echo) => !telling.told.has(echo))).toEqual([]);
    for (const name of WRITTEN) expect(artefacts.get(name)?.byteLength).toBeGreaterThan(1_000);
    expect(Buffer.from(artefacts.get('out/events.ndjson') ?? []).toString()).toContain('[redacted');
    expect(String(artefacts.get('doctor 1, stdout'))).toContain('emulator/1 [redacted]');
  });

  it(
    'holds no secret, whatever is decoded of it',
    () => {
      expect(leaksIn(artefacts, plantedBytes())).toEqual([]);
    },
    LONG,
  );

  it('holds no signature', () => {
    const signature = /Signature(?:=|%3D)[0-9A-Za-z%+/]{20}/;
    expect(
      [...artefacts].filter(([, bytes]) => signature.test(Buffer.from(bytes).toString('latin1'))),
    ).toEqual([]);
  });

  it('is searched by what finds each of them', () => {
    const secrets = plantedBytes();
    const found = leaksIn(new Map(ECHOES.map((echo, index) => [`${index}`, Buffer.from(echo)])), secrets);
    // Each alone: what was looked into once is not looked into again.
    expect(found.length).toBeGreaterThan(30);
  });
});
