// The tests that use programs of the machine, with Node and npm alone on PATH: `npm run test:bare`. Each has to be skipped
// or to pass. `npm run test:bare -- --all` runs every test like that.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';

const PACKAGE = dirname(dirname(import.meta.dirname));
/** Takes minutes, and needs a program for a few servers only. */
const LONG = join('cli', 'hostile.test.ts');
const PATH = mkdtempSync(join(tmpdir(), 'bare-path-'));
try {
  // npm starts scripts by a shell.
  symlinkSync('/bin/sh', join(PATH, 'sh'));
  for (const name of ['node', 'npm', 'npx']) symlinkSync(found(name), join(PATH, name));
  const files = process.argv.includes('--all') ? [] : guarded();
  const vitest = join(PACKAGE, 'node_modules/vitest/vitest.mjs');
  const words = [vitest, 'run', '--project', 'unit', '--project', 'long', ...files];
  const { status } = spawnSync(process.execPath, words, {
    cwd: PACKAGE,
    env: { ...process.env, PATH },
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
} finally {
  rmSync(PATH, { recursive: true });
}

/** Tests that look for a program. */
function guarded() {
  return ['targets', 'suites', 'runner', 'power', 'reports', 'recording', 'cli']
    .flatMap((folder) =>
      readdirSync(join(PACKAGE, folder), { recursive: true }).map((file) => join(folder, file)),
    )
    .filter(
      (file) =>
        file !== LONG &&
        file.endsWith('.test.ts') &&
        readFileSync(join(PACKAGE, file), 'utf8').includes('testing/on-path.ts'),
    );
}

function found(name) {
  const [first] = (process.env.PATH ?? '')
    .split(':')
    .map((folder) => join(folder, name))
    .filter((file) => existsSync(file));
  if (first === undefined) throw new Error(`${name} is not on PATH`);
  return first;
}
