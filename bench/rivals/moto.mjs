import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { install } from '../../targets/emulators/install.mjs';
import { onCorrectServer } from './power.mjs';

const run = promisify(execFile);
const VERSION = '5.2.5';
const PACKAGES = [`moto[ec2,server]==${VERSION}`, 'pytest==8.4.2'];
const SCRIPT = join(import.meta.dirname, 'moto.sh');
const NAME = `moto ${VERSION}, its own key-pair tests`;

/**
 * Installs moto and takes its tests out of the source distribution; those that fail on the correct server are left out.
 * @returns name, command and what was left out, or why the rival cannot be measured
 */
export async function moto(home) {
  mkdirSync(home, { recursive: true });
  const problem =
    (await install(join(home, 'venv'), { way: 'pypi', packages: PACKAGES })) ?? (await takeTests(home));
  if (problem !== undefined) return { name: NAME, problem };
  const file = join(home, 'deselected.txt');
  writeFileSync(file, '');
  const log = join(home, 'correct.log');
  await onCorrectServer(command(home, log));
  const failed = [...readFileSync(log, 'utf8').matchAll(/^(?:FAILED|ERROR) (\S+)/gm)].map(([, id]) => id);
  writeFileSync(file, failed.map((id) => `--deselect=${id}\n`).join(''));
  return { name: NAME, command: command(home, '/dev/null'), leftOut: failed };
}

function command(home, log) {
  return `sh '${SCRIPT}' '${home}' {url} '${log}'`;
}

/** The wheel has no tests; the source distribution of the same version has. */
async function takeTests(home) {
  const tests = join(home, 'tests');
  mkdirSync(tests, { recursive: true });
  const options = [
    '--quiet',
    '--disable-pip-version-check',
    '--no-deps',
    '--no-binary',
    'moto',
    '--dest',
    home,
  ];
  const inside = ['tests/__init__.py', 'tests/conftest.py', 'tests/test_ec2'].map(
    (one) => `moto-${VERSION}/${one}`,
  );
  const archive = join(home, `moto-${VERSION}.tar.gz`);
  try {
    await run(join(home, 'venv/bin/pip'), ['download', ...options, `moto==${VERSION}`]);
    await run('tar', ['xzf', archive, '-C', tests, '--strip-components=1', ...inside]);
    return undefined;
  } catch (error) {
    return `its tests cannot be had from the source distribution: ${error.message.split('\n')[0]}`;
  }
}
