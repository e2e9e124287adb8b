import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startReferenceOf } from '../targets/providers.ts';
import type { HostileServer } from '../targets/testing/hostile/behaviour.ts';
import { startFaulty } from '../targets/testing/hostile/server.ts';
import { leaksIn } from '../targets/testing/leaks.ts';
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

/** A whole run, with writing, takes long on a busy machine. */
const LONG = 400_000;

beforeAll(() => void builtMain(), 300_000);

describe.each(Object.entries(VARIABLES))('every artefact of %s', (provider, [id, secret, token]) => {
  let folder: string;
  let reference: Awaited<ReturnType<typeof startReferenceOf>>;
  let hostile: HostileServer;
  let telling: ReturnType<typeof tellingAll>;
  /** Everything that a command printed or wrote, by what it is. */
  const artefacts = new Map<string, Uint8Array>();

  /** Runs a command and keeps what it printed. */
  const cli = async (name: string, ...words: readonly string[]): Promise<number | null> => {
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
    return exitCode;
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
    const run = ['run', ...target, '--redact', PATTERN, '--seed', '7', '--quota', 'skip'];
    await cli('run', ...run, '--out', 'out', '--ledger', 'run.ledger', '--verbose', '--topic', TOPICS);
    for (const reporter of ['json', 'github'])
      await cli(reporter, ...run, '--no-out', '--topic', 'lifecycle', '--reporter', reporter);
    await cli('doctor', 'doctor', ...target);
    await cli('sweep', 'sweep', ...target, '--ledger', 'run.ledger');
    await cli('record', 'record', ...target, '--yes', '--only', 'lifecycle.*', '--out', 'bundle.gz');
    await cli('report', 'report', 'out', '--out', 'again');
    await cli('baseline', 'baseline', 'update', 'baseline.yaml', 'out');
    await cli('diff', 'diff', 'out', 'again');
    const [failure = ''] = readdirSync(join(folder, 'out/failures'));
    await cli('replay', 'replay', join('out/failures', failure), hostile.url);
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
    await reference.close();
    rmSync(folder, { recursive: true });
  });

  it('stands beside a target that told every secret in every writing, and a run that got far', () => {
    const encodings = [...telling.told].filter(([what]) => /^the (?:key element|body):/.test(what));
    expect(encodings.length).toBeGreaterThan(80);
    expect(ECHOES.filter((echo) => !telling.told.has(echo))).toEqual([]);
    for (const name of ['out/report.json', 'out/traffic.har', 'out/index.html', 'run.ledger', 'bundle.gz'])
      expect(artefacts.get(name)?.byteLength).toBeGreaterThan(1_000);
    expect(Buffer.from(artefacts.get('out/events.ndjson') ?? []).toString()).toContain('[redacted');
  });

  it(
    'holds no secret, whatever is decoded of it',
    () => {
      const own = new Map([...artefacts].filter(([name]) => !name.startsWith('bundle')));
      expect(leaksIn(own, plantedBytes())).toEqual([]);
    },
    LONG,
  );

  it('of a recording holds none but what nobody named', () => {
    const { corporate: _, ...named } = Object.fromEntries(plantedBytes());
    const bundle = new Map([...artefacts].filter(([name]) => name.startsWith('bundle')));
    expect(leaksIn(bundle, new Map(Object.entries(named)))).toEqual([]);
  });

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
