import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { FUZZ_SEED, mutationsOf, soupOf } from '../../specs/testing/fuzz.ts';
import { growth, LINEAR } from '../../specs/testing/growth.ts';
import { UsageError } from '../usage-error.ts';
import { loadConfigFile } from './file.ts';
import { profileCredentials } from './profile.ts';
import { CONFIG_FILES, PROFILE_FILES } from './testing/corpus.ts';

const RUNS = { numRuns: 200, seed: FUZZ_SEED };

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'config-fuzz-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Throws unless the error is one line that names what it is about. */
function judge(error: unknown, about: RegExp): void {
  expect(error).toBeInstanceOf(UsageError);
  const { message } = error as UsageError;
  expect(message).toMatch(about);
  expect(message).not.toMatch(/[\n\r]/);
}

async function readsConfig(text: string): Promise<boolean> {
  writeFileSync(join(folder, 'c.json'), text);
  try {
    expect(typeof (await loadConfigFile(folder, 'c.json'))?.config).toBe('object');
    return true;
  } catch (error) {
    judge(error, /^c\.json(:[1-9]\d*:[1-9]\d*)?: \S/);
    return false;
  }
}

function readsProfile(text: string): boolean {
  const path = join(folder, 'profiles');
  writeFileSync(path, text);
  const env = { AWS_SHARED_CREDENTIALS_FILE: path, AWS_CONFIG_FILE: join(folder, 'none') };
  try {
    expect(profileCredentials('emulator', env)).toMatchObject({ accessKeyId: expect.any(String) });
    return true;
  } catch (error) {
    judge(error, /profile 'emulator'/);
    return false;
  }
}

const anything = fc.string({ unit: 'binary', maxLength: 200 });

describe('the loader of a config file never throws anything but one line that names the file', () => {
  const pieces = [
    ...['{', '}', '[', ']', ':', ',', '"', '\\', '\\u00', '\n', ' ', '1e999', '-', 'null', 'true', '"name"'],
    ...[
      '"endpoint"',
      '"regions"',
      '"timeouts"',
      '"requestMs"',
      '"__proto__"',
      '"capabilities"',
      '"ppk"',
      '//',
    ],
  ];
  test.each([
    ['arbitrary text', anything],
    ['pieces of JSON in no order', soupOf(pieces)],
    ['saved files with a piece replaced', mutationsOf(CONFIG_FILES.map(([, text]) => text.slice(0, 2_000)))],
  ])('on %s', async (_what, texts) => {
    await fc.assert(
      fc.asyncProperty(texts, async (text) => void (await readsConfig(text))),
      RUNS,
    );
  });

  test.each(CONFIG_FILES)('on the saved file %s', async (name, text) => {
    expect(await readsConfig(text)).toBe(name.includes('-good'));
  });

  it('and has the place of a fault where the parser tells it', async () => {
    writeFileSync(join(folder, 'c.json'), '{"name": "n"\n "quota": 5}');
    await expect(loadConfigFile(folder, 'c.json')).rejects.toThrow(/^c\.json:2:2: cannot be loaded: /);
  });
});

describe('the loader of a profile never throws anything but one line that names the profile', () => {
  const pieces = [
    ...['[', ']', 'profile ', 'emulator', 'default', '\n', '\r\n', ' ', '=', '#', '\t'],
    ...['aws_access_key_id', 'aws_secret_access_key', 'aws_session_token', 'region', '__proto__'],
  ];
  test.each([
    ['arbitrary text', anything],
    ['pieces of such files in no order', soupOf(pieces)],
    ['saved files with a piece replaced', mutationsOf(PROFILE_FILES.map(([, text]) => text))],
  ])('on %s', (_what, texts) => {
    fc.assert(
      fc.property(texts, (text) => void readsProfile(text)),
      RUNS,
    );
  });

  test.each(PROFILE_FILES)('on the saved file %s', (name, text) => {
    expect(readsProfile(text)).toBe(name.includes('-good'));
  });

  it.each<[string, number, (size: number) => string]>([
    ['lines', 2_000, (size) => '[emulator]\naws_access_key_id = a\n'.repeat(size)],
    ['spaces in a name', 2_000, (size) => `[${' a'.repeat(size)}`],
    ['spaces after an opening bracket', 2_000, (size) => `[${' '.repeat(size)}`],
    ['spaces after a word that stands before a name', 2_000, (size) => `[profile${' '.repeat(size)}`],
    ['spaces in a value', 2_000, (size) => `[emulator]\nregion = ${' a'.repeat(size)}`],
    ['spaces inside a value', 2_000, (size) => `[emulator]\nregion = a${' '.repeat(size)}b`],
  ])('and takes linear time in the number of %s', (_what, size, make) => {
    expect(growth(size, make, readsProfile)).toBeLessThan(LINEAR);
  });
});
