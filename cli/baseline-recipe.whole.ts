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

let folder: string;
let port: number;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cli-recipe-'));
  port = await freePort();
  builtMain();
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(problem !== undefined)('the baseline recipe of docs/ci.md, on a fresh moto each time', () => {
  it(
    'is green three times in a row',
    async () => {
      expect(recipe).toHaveLength(3);
      const [first = '', update = '', gated = ''] = recipe ?? [];
      expect(await onFreshMoto(first)).toMatchObject({ code: 1 });
      expect(await shell(update)).toMatchObject({ code: 0 });
      for (let run = 1; run <= RUNS; run += 1) expect(await onFreshMoto(gated)).toMatchObject({ code: 0 });
    },
    LONG,
  );
});

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** Runs a command of the page in the folder, with the server of this test in the place of its address. */
async function shell(line: string): Promise<Ended> {
  const command = line
    .replace(/^npx keypair-conformance/u, `'${process.execPath}' '${builtMain()}'`)
    .replaceAll('http://127.0.0.1:5000', `http://127.0.0.1:${port} --wait 120`);
  const child = spawn('sh', ['-c', command], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  const code = await ended(child);
  return { code, output };
}

async function onFreshMoto(line: string): Promise<Ended> {
  const start = moto?.start.replaceAll('{home}', `'${home}'`).replaceAll('{port}', String(port));
  const server = spawn('sh', ['-c', `exec ${start}`], { cwd: folder, stdio: 'ignore' });
  const over = ended(server);
  try {
    return await shell(line);
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
