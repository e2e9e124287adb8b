import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { packageFile } from '../../specs/folders.ts';
import { CAPABILITIES } from '../target.ts';
import { UsageError } from '../usage-error.ts';
import { type ConformanceConfig, defineConfig } from './define-config.ts';
import { loadConfigFile } from './file.ts';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'config-'));
});
afterEach(() => rmSync(cwd, { recursive: true }));

function write(name: string, content: unknown): void {
  writeFileSync(join(cwd, name), typeof content === 'string' ? content : JSON.stringify(content));
}

async function usageErrorOf(file?: string): Promise<string> {
  const error: unknown = await loadConfigFile(cwd, file).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(UsageError);
  const { message } = error as UsageError;
  expect(message).not.toContain('\n');
  expect(message).not.toContain(cwd);
  return message;
}

test('a folder without a config file has none', async () => {
  expect(await loadConfigFile(cwd)).toBeUndefined();
});

const EVERY_KEY: Required<ConformanceConfig> = {
  $schema: './config.schema.json',
  name: 'n',
  version: '1.2.3',
  embeds: ['moto'],
  endpoint: 'http://127.0.0.1:5000/',
  provider: 'aws-ec2',
  regions: ['a', 'b'],
  credentials: { accessKeyId: 'a', secretAccessKey: 's', sessionToken: 't' },
  ca: 'ca.pem',
  concurrency: 2,
  timeouts: { connectMs: 1, requestMs: 2, checkMs: 3 },
  maxBodyBytes: 4_096,
  capabilities: { ppk: false, 'dry-run': true },
  quota: 50,
  minCoverage: 95,
  maxLeftovers: 3,
  command: ['start', 'it'],
  adapter: './adapter.js',
  python: 'python3.12',
  awsCli: '/opt/aws',
};

test('every documented key is accepted', async () => {
  write('conformance.config.json', EVERY_KEY);
  const file = await loadConfigFile(cwd);
  expect(file).toEqual({ label: 'conformance.config.json', folder: cwd, config: defineConfig(EVERY_KEY) });
});

test('the schema that is shipped has these keys, a description of each, and the capabilities of the contract', () => {
  const file = packageFile('targets/schemas/config.schema.json');
  const { properties } = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly properties: Readonly<
      Record<string, { readonly description?: string; readonly properties?: object } | undefined>
    >;
  };
  expect(Object.keys(properties)).toEqual(Object.keys(EVERY_KEY));
  for (const [key, { description } = {}] of Object.entries(properties))
    if (key !== '$schema') expect([key, description]).toEqual([key, expect.stringMatching(/\w/)]);
  expect(Object.keys(properties.capabilities?.properties ?? {})).toEqual([...CAPABILITIES]);
});

test('a fault has its line in a JSON file', async () => {
  write('conformance.config.json', '{\n  "name": "n",\n  "timeouts": {\n    "conectMs": 1\n  }\n}');
  expect(await usageErrorOf()).toBe(
    "conformance.config.json:4:5: unknown key 'timeouts.conectMs'; did you mean 'connectMs'?",
  );
});

test.each([
  ['conformance.config.mjs', 'export default { endpoint: "http://module.test/" };'],
  [
    'conformance.config.ts',
    'interface A { a: string }\nconst a: A = { a: "http://module.test/" };\nexport default { endpoint: a.a };',
  ],
])('%s is loaded and leaves nothing behind', async (name, content) => {
  write(name, content);
  expect((await loadConfigFile(cwd))?.config).toEqual({ endpoint: 'http://module.test/' });
  expect(readdirSync(cwd)).toEqual([name]);
});

test.each<[string, unknown, string]>([
  ['an unknown key', { endpont: 'x' }, "unknown key 'endpont'; did you mean 'endpoint'?"],
  [
    'an unknown inner key',
    { timeouts: { conectMs: 1 } },
    "unknown key 'timeouts.conectMs'; did you mean 'connectMs'?",
  ],
  ['a wrong type', { concurrency: '8' }, `'concurrency' must be an integer, is "8"`],
  ['a wrong inner type', { regions: ['a', 1] }, "'regions.1' must be text, is 1"],
  ['no object', [], 'the configuration must be an object, is []'],
  ['a number that is too small', { concurrency: 0 }, "'concurrency' must be at least 1, is 0"],
  ['too many regions', { regions: ['a', 'b', 'c', 'd'] }, "'regions' must have at most 3 items"],
  ['a command of no form', { command: 7 }, "'command' must be a command line, a list of words, or an object"],
  [
    'half of the credentials',
    { credentials: { accessKeyId: 'a' } },
    "'credentials.accessKeyId' needs 'credentials.secretAccessKey' beside it",
  ],
  [
    'a profile and keys',
    { credentials: { profile: 'p', accessKeyId: 'a', secretAccessKey: 's' } },
    "cannot stand beside 'profile'",
  ],
  ['text that is not JSON', '{', 'cannot be loaded: '],
])('%s in a config file is named with file and key', async (_, content, message) => {
  write('conformance.config.json', content);
  const line = await usageErrorOf();
  expect(line).toMatch(/^conformance\.config\.json:1:\d+: /);
  expect(line).not.toMatch(/must NOT|must match|instancePath/);
  expect(line).toContain(message);
});

test('a config file that is missing, ambiguous, of another kind or without default export is named', async () => {
  expect(await usageErrorOf('other.json')).toBe('other.json: there is no such config file');
  write('conformance.config.yaml', '');
  expect(await usageErrorOf('conformance.config.yaml')).toContain('ends in .ts, .mts, .js, .mjs or .json');
  write('conformance.config.mjs', 'export const endpoint = 1;');
  expect(await usageErrorOf()).toContain('conformance.config.mjs: has no default export');
  write('conformance.config.json', {});
  expect(await usageErrorOf()).toBe(
    'conformance.config.mjs and conformance.config.json are both here; remove one or name it with --config',
  );
});

test('a config module that throws is one line', async () => {
  write('conformance.config.mjs', 'throw new Error("first\\nsecond");');
  expect(await usageErrorOf()).toBe('conformance.config.mjs: cannot be loaded: first');
});
