import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { UsageError } from '../usage-error.ts';
import { type ResolveOptions, resolveTarget } from './config.ts';

const REGIONS = ['us-east-1', 'us-west-2', 'eu-north-1'] as const;
const ADDRESS = 'http://127.0.0.1:5000/';

let cwd: string;
beforeEach(() => {
  cwd = join(mkdtempSync(join(tmpdir(), 'source-')), 'project');
  mkdirSync(cwd);
});
afterEach(() => rmSync(join(cwd, '..'), { recursive: true }));

/** What is started or asked, as one word. */
async function tested(options: Partial<Omit<ResolveOptions, 'cwd'>>): Promise<string> {
  const started: string[] = [];
  const target = await resolveTarget({
    flags: {},
    env: {},
    cwd,
    defaults: {
      provider: 'aws-ec2',
      regionsOf: () => REGIONS,
      start: (source) => {
        started.push(source.kind);
        return Promise.resolve({ name: source.kind, endpoint: 'http://127.0.0.1:1/' });
      },
    },
    ...options,
  });
  expect(target.reference).toBe(started[0] === 'reference' ? true : undefined);
  return started[0] ?? target.endpoint;
}

async function refused(options: Partial<Omit<ResolveOptions, 'cwd'>>): Promise<string> {
  const error: unknown = await tested(options).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(UsageError);
  expect((error as UsageError).message).not.toContain('\n');
  return (error as UsageError).message;
}

const put = (name: string, content = '{}'): void => writeFileSync(join(cwd, name), content);

test('nothing is tested where nothing names a target, and one line says what was looked for', async () => {
  expect(await refused({ env: { KEYPAIR_CONFORMANCE_ENDPOINT: '' } })).toBe(
    'no target: give an address such as http://127.0.0.1:5000, --command, --adapter, or --reference for the embedded reference server; looked at KEYPAIR_CONFORMANCE_ENDPOINT (empty), KEYPAIR_CONFORMANCE_ADAPTER (not set), KEYPAIR_CONFORMANCE_REFERENCE (not set) and conformance.config.{ts,mts,js,mjs,json} in this directory (none)',
  );
  put('conformance.config.json', '{"name":"x"}');
  expect(await refused({})).toContain('conformance.config.json, which names no endpoint, command or adapter');
});

test.each([
  'conformance.config.yaml',
  'conformance.config.yml',
  'conformance.config.cjs',
  'conformance.config.jsonc',
  'conformance.config.toml',
  'conformance.config',
  'keypair-conformance.config.json',
  'keypair-conformance.config.ts',
  'keypair-conformance.json',
  '.keypair-conformancerc',
])('%s is never ignored, whatever names the target', async (name) => {
  put(name);
  const line = new RegExp(
    `^${name.replaceAll('.', '\\.')} is not read; did you mean 'conformance\\.config\\.\\w+'`,
  );
  expect(await refused({})).toMatch(line);
  expect(await refused({ flags: { endpoint: ADDRESS } })).toMatch(line);
});

test.each(['conformance.json', 'conformance.yaml', 'conformance-config.json', 'conformance.conf.json'])(
  "%s is named where no target is given, and is somebody else's where one is",
  async (name) => {
    put(name);
    expect(await refused({})).toContain(`${name} is not read, did you mean 'conformance.config.json'?`);
    expect(await tested({ flags: { endpoint: ADDRESS } })).toBe(ADDRESS);
  },
);

test('a config file of a directory above is named with the option that takes it', async () => {
  put('../conformance.config.json', JSON.stringify({ endpoint: ADDRESS }));
  expect(await refused({})).toContain('give it with --config ../conformance.config.json');
  expect(await tested({ file: '../conformance.config.json' })).toBe(ADDRESS);
});

test.each([
  ['KEYPAIR_CONFORMANCE_ENDPIONT', 'KEYPAIR_CONFORMANCE_ENDPOINT'],
  ['KEYPAIR_CONFORMANCE_REGION', 'KEYPAIR_CONFORMANCE_REGIONS'],
  ['KEYPAIR_CONFORMACE_ENDPOINT', 'KEYPAIR_CONFORMANCE_ENDPOINT'],
  ['KEY_PAIR_CONFORMANCE_ENDPOINT', 'KEYPAIR_CONFORMANCE_ENDPOINT'],
  ['keypair_conformance_endpoint', 'KEYPAIR_CONFORMANCE_ENDPOINT'],
  ['KEYPAIR_CONFORMANCE_REFERNCE', 'KEYPAIR_CONFORMANCE_REFERENCE'],
])('the variable %s is refused, with the one that was meant', async (name, meant) => {
  for (const flags of [{}, { endpoint: ADDRESS }, { reference: true }])
    expect(await refused({ flags, env: { [name]: 'x' } })).toBe(
      `unknown environment variable ${name}; did you mean '${meant}'?`,
    );
});

test('an empty variable does not decide in favor of the config file', async () => {
  put('conformance.config.json', JSON.stringify({ endpoint: ADDRESS }));
  const env = { KEYPAIR_CONFORMANCE_ENDPOINT: '' };
  expect(await refused({ env })).toMatch(/^KEYPAIR_CONFORMANCE_ENDPOINT is set but empty;/);
  expect(await tested({ env, flags: { endpoint: 'http://127.0.0.1:2/' } })).toBe('http://127.0.0.1:2/');
});

test('options go before the environment, and that before the file, whatever kind of target they name', async () => {
  put('conformance.config.json', JSON.stringify({ command: 'server' }));
  const env = { KEYPAIR_CONFORMANCE_ENDPOINT: ADDRESS };
  expect(await tested({})).toBe('command');
  expect(await tested({ env })).toBe(ADDRESS);
  expect(await tested({ env, flags: { command: 'other' } })).toBe('command');
  expect(await tested({ env, flags: { reference: true } })).toBe('reference');
  expect(await tested({ env: { KEYPAIR_CONFORMANCE_REFERENCE: '1' } })).toBe('reference');
  expect(await tested({ env: { ...env, KEYPAIR_CONFORMANCE_REFERENCE: '0' } })).toBe(ADDRESS);
});

test.each([
  [
    { flags: { reference: true, endpoint: ADDRESS } },
    '--reference and --endpoint name two targets; keep one',
  ],
  [{ flags: { command: 'x', endpoint: ADDRESS } }, '--command and --endpoint name two targets; keep one'],
  [{ flags: { reference: true, adapter: 'x' } }, '--reference and --adapter name two targets; keep one'],
  [
    { env: { KEYPAIR_CONFORMANCE_REFERENCE: 'true', KEYPAIR_CONFORMANCE_ENDPOINT: ADDRESS } },
    'KEYPAIR_CONFORMANCE_REFERENCE and KEYPAIR_CONFORMANCE_ENDPOINT name two targets; keep one',
  ],
  [
    { env: { KEYPAIR_CONFORMANCE_REFERENCE: 'maybe' } },
    "KEYPAIR_CONFORMANCE_REFERENCE: 'maybe' is not 1 or 0; set it to 1 to test the embedded reference",
  ],
])('one place names one target: %j', async (options, message) => {
  expect(await refused(options)).toBe(message);
});
