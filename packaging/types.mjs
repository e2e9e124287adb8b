// Copies the declarations that the public types reach from build/ to dist/, and no other: what is private stays out of
// the package. `npm run build:modules` makes them.
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import process from 'node:process';

const HOME = join(import.meta.dirname, '..');
const FROM = join(HOME, 'build');
const TO = join(HOME, 'dist');
const PUBLIC = ['cli/api.d.ts', 'cli/register.d.ts'];
const IMPORT = /(?:from|import\()\s*'(\.[^']+)'/g;

const reached = new Set();
for (const file of PUBLIC) follow(join(FROM, file));
process.stdout.write(`${reached.size} declaration files\n`);

function follow(file) {
  if (reached.has(file)) return;
  if (!existsSync(file)) throw new Error(`${relative(HOME, file)} is missing; run npm run build:modules`);
  reached.add(file);
  for (const [, name] of readFileSync(file, 'utf8').matchAll(IMPORT)) {
    follow(join(dirname(file), name.replace(/\.[jt]s$/, '.d.ts')));
  }
  const target = join(TO, relative(FROM, file));
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(file, target);
}
