import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { python as findPython } from '../targets/adapters/testing/tools.ts';
import { runCli } from './testing/run-cli.ts';

const python = findPython();
const EXAMPLE = fileURLToPath(new URL('../docs/examples/adapters/python/adapter.py', import.meta.url));

let cwd: string;
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'cli-doctor-adapter-'));
});
afterAll(() => rmSync(cwd, { recursive: true }));

/** A store of one region in a module; `fault` replaces a line of it. */
function store(file: string, fault: readonly [string, string] = ['', '']): string {
  const source = `
    import { createHash } from 'node:crypto';
    const pairs = new Map();
    const no = (code) => ({ type: 'error', code, message: code, status: 400 });
    const shown = ({ name, id, fingerprint, tags }) => ({ name, id, fingerprint, tags });
    export default { name: 'store', client: { async call({ operation, parameters: p }) {
      if (operation === 'create') return { type: 'unsupported', reason: 'it makes no keys' };
      if (operation === 'delete') {
        const gone = pairs.get(p.name);
        pairs.delete(p.name);
        return { type: 'result', deleted: { acknowledged: 'true', ...(gone && { id: gone.id }) } };
      }
      if (operation === 'import') {
        if (pairs.has(p.name)) return no('InvalidKeyPair.Duplicate');
        const blob = Buffer.from(p.material.split(' ')[1], 'base64');
        const fingerprint = createHash('sha256').update(blob).digest('base64');
        const pair = { name: p.name, id: 'key-1', fingerprint, tags: p.tags, keyType: 'ed25519', createdAt: '2026' };
        pairs.set(p.name, pair);
        return { type: 'result', keyPairs: [shown(pair)] };
      }
      const pair = pairs.get(p.names[0]);
      return pair ? { type: 'result', keyPairs: [pair] } : no('InvalidKeyPair.NotFound');
    } } };`;
  const [from, to] = fault;
  const text = source.replaceAll(from, to);
  if (from !== '' && text === source) throw new Error(`the store has no ${from}`);
  writeFileSync(join(cwd, file), from === '' ? source : text);
  return `./${file}`;
}

const doctor = (adapter: string): ReturnType<typeof runCli> =>
  runCli(['doctor', '--adapter', adapter], { cwd });

describe('the doctor of an adapter', () => {
  it('finds that it agrees with the wire client of the reference, and what it does not have', async () => {
    const { exitCode, stdout } = await doctor(store('right.mjs'));
    // A line that is too long for the terminal goes on in the next one, which has no mark.
    const marked = stdout.split('\n').filter((line) => /^\S{1,4} {2,}/.test(line));
    expect(marked.map((line) => line.slice(0, 19).trim())).toEqual([
      'ok    describe none',
      'ok    import',
      'ok    import again',
      'ok    describe one',
      'ok    delete',
      'ok    delete none',
      '-     create',
    ]);
    expect(exitCode).toBe(0);
  }, 60_000);

  it.each([
    [
      'a wrong code',
      ['InvalidKeyPair.Duplicate', 'Duplicate'],
      /FAIL {2}import again .*through the adapter: rejected with Duplicate/,
    ],
    ['a wrong digest', ['sha256', 'sha512'], /FAIL {2}import /],
    ['a lost tag', ['tags: p.tags', 'tags: []'], /FAIL {2}import /],
    [
      'a delete that says false',
      ["acknowledged: 'true'", "acknowledged: 'false'"],
      /FAIL {2}delete .*acknowledged false/,
    ],
  ] as const)(
    'sees %s',
    async (name, fault, line) => {
      const { exitCode, stdout } = await doctor(store(`${name.replaceAll(' ', '-')}.mjs`, fault));
      expect([exitCode, stdout]).toEqual([1, expect.stringMatching(line)]);
    },
    60_000,
  );

  it.skipIf(python === undefined)(
    'agrees with the example in Python',
    async () => {
      const { exitCode, stdout } = await doctor(`${python} '${EXAMPLE}'`);
      expect([exitCode, stdout]).toEqual([0, expect.not.stringContaining('FAIL')]);
    },
    60_000,
  );

  it('ends with exit 3 when the program does, and quotes its last words', async () => {
    const { exitCode, stdout } = await doctor('echo no licence >&2; exit 4');
    expect([exitCode, stdout]).toEqual([
      3,
      expect.stringMatching(/^FAIL {2}describe none .*exit code 4: no licence\n$/),
    ]);
  }, 60_000);

  it('takes no endpoint', async () => {
    const { exitCode, stderr } = await runCli(['doctor', 'http://127.0.0.1:1', '--adapter', './right.mjs'], {
      cwd,
    });
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('leave the endpoint out')]);
  }, 60_000);
});

describe('a run with an adapter', () => {
  it('judges through it, and what needs the wire is unsupported', async () => {
    const words = [
      'run',
      '--adapter',
      store('judged.mjs'),
      '--only',
      'duplicate.import-after-import,wire.*',
      '--no-out',
      '--verbose',
    ];
    const { stdout, stderr } = await runCli(words, { cwd });
    expect(stdout, stderr).toContain('only a wire client can run this, not adapter');
    expect(stdout).toContain('aws-ec2: adapter:store');
  }, 60_000);

  it('takes no --client', async () => {
    const { exitCode, stderr } = await runCli(['run', '--adapter', store('c.mjs'), '--client', 'wire'], {
      cwd,
    });
    expect([exitCode, stderr]).toEqual([
      2,
      expect.stringContaining("the adapter 'store' speaks to the target"),
    ]);
  }, 60_000);
});
