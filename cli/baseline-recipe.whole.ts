import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageFile } from '../specs/folders.ts';
import { install } from '../targets/emulators/install.mjs';
import { emulatorsNamed, homeOf } from '../targets/emulators/judge.mjs';
import { builtMain } from './testing/built.ts';
import { startProxy } from './testing/proxy.ts';

/** Runs that have to be green in a row. */
const RUNS = 3;
const LONG = 3_600_000;

const [moto] = emulatorsNamed(['moto']);
const home = moto === undefined ? '' : homeOf(moto);
const problem = moto === undefined ? 'not listed' : await install(home, moto.install);

/** The commands of the recipe for moto in docs/ci.md: a run, the baseline of it, and a run under that. */
const recipe = [...readFileSync(packageFile('docs/ci.md'), 'utf8').matchAll(/^```sh\n([\s\S]*?)^```/gmu)]
  .map(([, block = '']) => block.trim().split('\n'))
  .find((lines) => lines.some((line) => line.includes('--flaky')));
const [first = '', update = '', gated = ''] = recipe ?? [];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cli-recipe-'));
  builtMain();
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(problem !== undefined)('the baseline recipe of docs/ci.md, on a fresh moto each time', () => {
  it(
    'is green three times in a row',
    async () => {
      expect(recipe).toHaveLength(3);
      expect(await onFreshMoto((url) => shell(first, url))).toMatchObject({ code: 1 });
      expect(await shell(update)).toMatchObject({ code: 0 });
      for (let run = 1; run <= RUNS; run += 1)
        expect(await onFreshMoto((url) => shell(gated, url))).toMatchObject({ code: 0 });
    },
    LONG,
  );

  it.each([
    [
      'wrong fingerprints',
      'fingerprint',
      (text: string) => text.replace(/(?<=<keyFingerprint>)../g, 'zz'),
      /^UNEXPECTED FAILURE {2}fingerprint\.\S+ \(wire\): .*fingerprint/m,
      /^1\. .*fingerprint/im,
    ],
    [
      'deletes that fail',
      'lifecycle',
      (text: string) => (text.includes('<DeleteKeyPairResponse') ? 'out of order' : text),
      /^UNEXPECTED FAILURE {2}lifecycle\.delete\.\S+ \(wire\): DeleteKeyPair .*unreadable/m,
      /^1\. DeleteKeyPair .*unreadable response/m,
    ],
  ])(
    'closes on %s, and names them',
    async (_what, topic, tamper, line, cause) => {
      const result = await onFreshMoto(async (url) => {
        const broken = await startProxy(url, ({ responseBody }) => tamper(responseBody));
        try {
          return await shell(`${gated} --topic ${topic}`, broken.url);
        } finally {
          await broken.close();
        }
      });
      expect(result).toEqual({ code: 1, output: expect.stringMatching(line) });
      expect(result.output).toMatch(cause);
      expect(result.output).toMatch(/^BASELINE MISMATCH /m);
    },
    LONG,
  );
});

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** Runs a command of the page in the folder, with the server of this test in the place of its address. */
async function shell(line: string, url = ''): Promise<Ended> {
  const command = line
    .replace(/^npx keypair-conformance/u, `'${process.execPath}' '${builtMain()}'`)
    .replaceAll('http://127.0.0.1:5000', `${url} --wait 120`);
  const child = spawn('sh', ['-c', command], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  const code = await ended(child);
  return { code, output };
}

async function onFreshMoto(work: (url: string) => Promise<Ended>): Promise<Ended> {
  const port = await freePort();
  const start = moto?.start.replaceAll('{home}', `'${home}'`).replaceAll('{port}', String(port));
  const server = spawn('sh', ['-c', `exec ${start}`], { cwd: folder, stdio: 'ignore' });
  const over = ended(server);
  try {
    return await work(`http://127.0.0.1:${port}`);
  } finally {
    server.kill();
    await over;
  }
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject).listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
