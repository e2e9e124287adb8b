import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Target } from '../target.ts';
import { UsageError } from '../usage-error.ts';
import { DEFAULT_CREDENTIALS, defaultCredentials, type ResolveOptions, resolveTarget } from './config.ts';

const REGIONS = ['us-east-1', 'us-west-2', 'eu-north-1'] as const;
const ENDPOINT = 'http://127.0.0.1:5000/';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'config-'));
});
afterEach(() => rmSync(cwd, { recursive: true }));

function write(name: string, content: unknown): void {
  writeFileSync(join(cwd, name), typeof content === 'string' ? content : JSON.stringify(content));
}

function resolved(options: Partial<Omit<ResolveOptions, 'cwd'>> = {}): Promise<Target> {
  const defaults = { provider: 'aws-ec2', regionsOf: () => REGIONS };
  return resolveTarget({ flags: {}, env: {}, cwd, defaults, ...options });
}

async function usageErrorOf(options: Partial<Omit<ResolveOptions, 'cwd'>>): Promise<string> {
  const error: unknown = await resolved(options).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(UsageError);
  const { message } = error as UsageError;
  expect(message).not.toContain('\n');
  expect(message).not.toContain(cwd);
  return message;
}

test('an endpoint is enough; everything else has a default', async () => {
  expect(await resolved({ flags: { endpoint: 'http://127.0.0.1:5000' } })).toEqual({
    name: '127.0.0.1:5000',
    provider: 'aws-ec2',
    endpoint: ENDPOINT,
    regions: REGIONS,
    credentials: DEFAULT_CREDENTIALS,
    concurrency: 8,
    timeouts: { connectMs: 30_000, requestMs: 15_000, checkMs: 60_000 },
    maxBodyBytes: 16_777_216,
    capabilities: {},
  });
});

test.each([
  [
    'concurrency',
    '9',
    'KEYPAIR_CONFORMANCE_CONCURRENCY',
    { concurrency: 7 },
    (target: Target) => target.concurrency,
    [9, 8, 7],
  ],
  [
    'checkMs',
    '9',
    'KEYPAIR_CONFORMANCE_CHECK_MS',
    { timeouts: { checkMs: 7 } },
    (target: Target) => target.timeouts.checkMs,
    [9, 8, 7],
  ],
  [
    'maxBodyBytes',
    '9000',
    'KEYPAIR_CONFORMANCE_MAX_BODY_BYTES',
    { maxBodyBytes: 7_000 },
    (target: Target) => target.maxBodyBytes,
    [9_000, 8_000, 7_000],
  ],
  ['quota', '9', 'KEYPAIR_CONFORMANCE_QUOTA', { quota: 7 }, (target: Target) => target.quota, [9, 8, 7]],
] as const)(
  '%s: flag before environment before file',
  async (flag, value, variable, file, read, [first, second, third]) => {
    write('conformance.config.json', { endpoint: ENDPOINT, ...file });
    const env = { [variable]: String(second) };
    expect(read(await resolved({ flags: { [flag]: value }, env }))).toBe(first);
    expect(read(await resolved({ env }))).toBe(second);
    expect(read(await resolved({ env: { [variable]: '' } }))).toBe(third);
  },
);

test('the endpoint follows the same order', async () => {
  write('conformance.config.json', { endpoint: 'http://file.test/' });
  const env = { KEYPAIR_CONFORMANCE_ENDPOINT: 'http://environment.test/' };
  expect((await resolved({ flags: { endpoint: 'http://flag.test/' }, env })).endpoint).toBe(
    'http://flag.test/',
  );
  expect((await resolved({ env })).endpoint).toBe('http://environment.test/');
  expect((await resolved()).endpoint).toBe('http://file.test/');
});

test('an endpoint with a placeholder for the region stays as it is', async () => {
  const endpoint = 'https://ec2.{region}.amazonaws.com/';
  expect(await resolved({ flags: { endpoint } })).toMatchObject({
    endpoint,
    name: 'ec2.{region}.amazonaws.com',
  });
});

test('fewer than three regions are filled up from the contract', async () => {
  const withRegions = async (regions: string): Promise<Target['regions']> =>
    (await resolved({ flags: { endpoint: ENDPOINT, regions } })).regions;
  expect(await withRegions('eu-west-1')).toEqual(['eu-west-1', 'us-east-1', 'us-west-2']);
  expect(await withRegions('us-west-2, a-1')).toEqual(['us-west-2', 'a-1', 'us-east-1']);
  expect(await withRegions('a,b,c')).toEqual(['a', 'b', 'c']);
});

test('the version and what a target embeds come from flags, environment and file, or are left out', async () => {
  write('conformance.config.json', { endpoint: ENDPOINT, version: '1.0', embeds: ['moto', 'other'] });
  expect(await resolved()).toMatchObject({ version: '1.0', embeds: ['moto', 'other'] });
  const env = { KEYPAIR_CONFORMANCE_TARGET_VERSION: '2.0', KEYPAIR_CONFORMANCE_EMBEDS: 'a, b' };
  expect(await resolved({ env })).toMatchObject({ version: '2.0', embeds: ['a', 'b'] });
  const flags = { targetVersion: '3.0', embeds: ['c'] };
  expect(await resolved({ flags, env })).toMatchObject({ version: '3.0', embeds: ['c'] });
});

test('capabilities are words or an object', async () => {
  const flags = { endpoint: ENDPOINT, capabilities: 'no-ppk,ed25519' };
  expect((await resolved({ flags })).capabilities).toEqual({ ppk: false, ed25519: true });
  write('conformance.config.json', { endpoint: ENDPOINT, capabilities: { 'dry-run': false } });
  expect((await resolved()).capabilities).toEqual({ 'dry-run': false });
});

const AWS = { AWS_ACCESS_KEY_ID: 'AKIDENV', AWS_SECRET_ACCESS_KEY: 's', AWS_SESSION_TOKEN: 't' };

test('credentials of the environment are used for a given endpoint only', async () => {
  expect((await resolved({ flags: { endpoint: ENDPOINT }, env: AWS })).credentials).toEqual({
    accessKeyId: 'AKIDENV',
    secretAccessKey: 's',
    sessionToken: 't',
  });
  const start = () => Promise.resolve({ name: 'reference', endpoint: 'http://127.0.0.1:1/' });
  const own = await resolved({
    flags: { reference: true },
    env: AWS,
    defaults: { provider: 'aws-ec2', regionsOf: () => REGIONS, start },
  });
  expect(own).toMatchObject({
    name: 'reference',
    endpoint: 'http://127.0.0.1:1/',
    credentials: DEFAULT_CREDENTIALS,
  });
});

test('each provider reads the variables of its own tools', async () => {
  const env = { ...AWS, ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAIENV', ALIBABA_CLOUD_ACCESS_KEY_SECRET: 's' };
  const flags = { endpoint: ENDPOINT, provider: 'alibaba-ecs' };
  expect((await resolved({ flags, env })).credentials).toEqual({
    accessKeyId: 'LTAIENV',
    secretAccessKey: 's',
  });
  expect((await resolved({ flags, env: AWS })).credentials).toEqual(defaultCredentials('alibaba-ecs'));
});

test('nothing is started where an endpoint is given', async () => {
  const start = () => Promise.reject(new Error('started'));
  const defaults = { provider: 'aws-ec2', regionsOf: () => REGIONS, start };
  expect((await resolved({ flags: { endpoint: ENDPOINT }, defaults })).endpoint).toBe(ENDPOINT);
});

test('credentials of the file are used where the environment has none', async () => {
  const credentials = { accessKeyId: 'AKIDFILE', secretAccessKey: 'f' };
  write('conformance.config.json', { endpoint: ENDPOINT, credentials });
  expect((await resolved()).credentials).toEqual(credentials);
  expect((await resolved({ env: AWS })).credentials.accessKeyId).toBe('AKIDENV');
});

test('a profile comes before keys of the environment, and one of the file after them', async () => {
  mkdirSync(join(cwd, '.aws'));
  write('.aws/credentials', '[work]\naws_access_key_id = AKIDWORK\naws_secret_access_key = w\n');
  const flags = { endpoint: ENDPOINT, profile: 'work' };
  expect((await resolved({ flags, env: { ...AWS, HOME: cwd } })).credentials.accessKeyId).toBe('AKIDWORK');
  write('conformance.config.json', { endpoint: ENDPOINT, credentials: { profile: 'work' } });
  expect((await resolved({ env: { HOME: cwd } })).credentials.accessKeyId).toBe('AKIDWORK');
  expect((await resolved({ env: { ...AWS, HOME: cwd } })).credentials.accessKeyId).toBe('AKIDENV');
});

test('a certificate authority is read relative to where it was named', async () => {
  mkdirSync(join(cwd, 'inner'));
  write('inner/ca.pem', '-----BEGIN CERTIFICATE-----\ninner');
  write('ca.pem', '-----BEGIN CERTIFICATE-----\nouter');
  write('inner/conformance.config.json', { endpoint: ENDPOINT, ca: 'ca.pem' });
  const file = 'inner/conformance.config.json';
  expect((await resolved({ file })).ca).toContain('inner');
  expect((await resolved({ file, flags: { ca: 'ca.pem' } })).ca).toContain('outer');
});

test.each<[string, ResolveOptions['flags'], string]>([
  [
    'an endpoint without scheme',
    { endpoint: '127.0.0.1:5000' },
    "--endpoint: '127.0.0.1:5000' is not an address; write it like http://127.0.0.1:5000/",
  ],
  [
    'a port that there cannot be',
    { endpoint: 'http://127.0.0.1:99999' },
    "--endpoint: 'http://127.0.0.1:99999' is not an address; write it like http://127.0.0.1:5000/",
  ],
  [
    'a scheme without a host',
    { endpoint: 'http://' },
    "--endpoint: 'http://' is not an address; write it like http://127.0.0.1:5000/",
  ],
  ['another scheme', { endpoint: 'ftp://a/' }, "--endpoint: 'ftp://a/' must begin with http:// or https://"],
  [
    'credentials in the endpoint',
    { endpoint: 'http://a:b@c/' },
    '--endpoint: credentials do not belong into the address; use AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
  ],
  ['a query', { endpoint: 'http://a/?b' }, "--endpoint: 'http://a/?b' must not have a query or a fragment"],
  [
    'a number that is none',
    { endpoint: ENDPOINT, concurrency: 'many' },
    "--concurrency: 'many' is not a whole number from 1 to 256",
  ],
  [
    'a fraction',
    { endpoint: ENDPOINT, requestMs: 1.5 },
    "--request-ms: '1.5' is not a whole number from 1 to 3600000",
  ],
  ['zero', { endpoint: ENDPOINT, concurrency: 0 }, "--concurrency: '0' is not a whole number from 1 to 256"],
  [
    'too many regions',
    { endpoint: ENDPOINT, regions: 'a,b,c,d' },
    '--regions: give one to three regions, separated by commas: main, second, quiet',
  ],
  [
    'equal regions',
    { endpoint: ENDPOINT, regions: 'a,a' },
    '--regions: the regions must differ from each other',
  ],
  [
    'an unknown capability',
    { endpoint: ENDPOINT, capabilities: 'tag' },
    "--capabilities: unknown capability 'tag'; did you mean 'tags'?",
  ],
  ['a missing authority', { endpoint: ENDPOINT, ca: 'none.pem' }, "--ca: the file 'none.pem' cannot be read"],
])('%s is one clear line', async (_, flags, message) => {
  expect(await usageErrorOf({ flags })).toBe(message);
});

test('half of the credentials of the environment is an error', async () => {
  const env = { AWS_ACCESS_KEY_ID: 'a' };
  expect(await usageErrorOf({ flags: { endpoint: ENDPOINT }, env })).toContain('belong together');
});

test('a value of the environment is named by its variable', async () => {
  const env = { KEYPAIR_CONFORMANCE_CONNECT_MS: 'soon' };
  expect(await usageErrorOf({ flags: { endpoint: ENDPOINT }, env })).toMatch(
    /^KEYPAIR_CONFORMANCE_CONNECT_MS: 'soon' /,
  );
});

test('a wrong value of a config file is named with file and key', async () => {
  write('conformance.config.json', { endpoint: 'localhost' });
  expect(await usageErrorOf({})).toBe(
    "conformance.config.json: 'endpoint': 'localhost' is not an address; write it like http://127.0.0.1:5000/",
  );
});

test.each(['x@evil.example:8080/', 'a.b', 'a b', '-a', 'a\nb', '{region}', ''])(
  'the region %j reaches no host name',
  async (region) => {
    const flags = { endpoint: 'https://ec2.{region}.amazonaws.com', regions: region };
    await expect(resolved({ flags })).rejects.toThrow(/^--regions: /);
  },
);
