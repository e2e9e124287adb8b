import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const PACKAGE = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const SCRATCH = join(PACKAGE, '.scratch');
const ROOMS = ['specs', 'targets', 'suites', 'runner', 'gate', 'reports', 'recording', 'cli'];
/** Files that stand beside `dist/` in the package. */
const BESIDE = ['package.json', 'cli', 'specs', 'targets', 'gate', 'reports', 'recording'];
const HOUR_MS = 3_600_000;

/**
 * The built command line, `dist/cli/main.js` of a copy of the package under `.scratch/`. It is built once for a state of
 * the sources; several test processes may ask at the same time.
 * @throws Error when the sources do not compile
 */
export function builtMain(): string {
  const home = join(SCRATCH, `built-${stateOfSources()}`);
  if (!existsSync(home)) build(home);
  return join(home, 'dist', 'cli', 'main.js');
}

function build(home: string): void {
  mkdirSync(SCRATCH, { recursive: true });
  removeOldBuilds();
  const draft = mkdtempSync(join(SCRATCH, 'draft-'));
  const dist = join(draft, 'dist');
  const node = (...words: readonly string[]): void => {
    execFileSync(process.execPath, words, { cwd: PACKAGE, stdio: ['ignore', 'pipe', 'pipe'] });
  };
  node(join(PACKAGE, 'packaging/bundle.mjs'), dist);
  for (const name of BESIDE) symlinkSync(join(PACKAGE, name), join(draft, name));
  node(join(dist, 'cli/compile.js'));
  try {
    renameSync(draft, home);
  } catch (error) {
    // Another process was faster; its build is as good.
    rmSync(draft, { recursive: true });
    if (!existsSync(home)) throw error;
  }
}

function stateOfSources(): string {
  const hash = createHash('sha256');
  const files = ROOMS.flatMap((room) =>
    readdirSync(join(PACKAGE, room), { recursive: true, encoding: 'utf8' }).map((file) => join(room, file)),
  );
  for (const file of [...files, 'packaging/bundle.mjs', 'package.json'].sort()) {
    if (!/(?<!\.test)\.ts$|\.mjs$|\.ya?ml$|\.json$/.test(file)) continue;
    const { mtimeMs, size } = statSync(join(PACKAGE, file));
    hash.update(`${file} ${mtimeMs} ${size}\n`);
  }
  return hash.digest('hex').slice(0, 16);
}

function removeOldBuilds(): void {
  for (const name of readdirSync(SCRATCH)) {
    const folder = join(SCRATCH, name);
    const old = /^(built|draft)-/.test(name) && Date.now() - statSync(folder).mtimeMs > HOUR_MS;
    if (old) rmSync(folder, { recursive: true, force: true });
  }
}
