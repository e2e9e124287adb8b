import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

/**
 * A Node that is at least of a major version: the running one, else that of the npm package `node`, which brings the
 * program itself.
 * @param home folder that the package may be installed into
 * @returns the program and its version, or in one line why there is none
 */
export function nodeFor(major, home) {
  if (majorOf(process.versions.node) >= major)
    return { program: process.execPath, version: process.versions.node };
  const folder = join(home, `node-${major}`);
  const program = join(folder, 'node_modules/node/bin/node');
  try {
    if (!existsSync(program)) fetchNode(major, folder);
    const version = execFileSync(program, ['-p', 'process.versions.node'], { encoding: 'utf8' }).trim();
    if (majorOf(version) >= major) return { program, version };
    return { problem: `the package node@${major} brings Node ${version}` };
  } catch (error) {
    const lines = `${error.stderr ?? ''}${error.message}`.trim().split('\n');
    const told = lines.find((line) => /error|ENOENT/i.test(line)) ?? lines[0];
    return { problem: `the package node@${major} cannot be installed: ${told.trim().slice(0, 200)}` };
  }
}

/** The program comes by the package's own script, which is why scripts are allowed here and nowhere else. */
function fetchNode(major, folder) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"private":true}\n');
  execFileSync('npm', ['install', '--no-audit', '--no-fund', `node@${major}`], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 300_000,
  });
}

function majorOf(version) {
  return Number(version.split('.')[0]);
}
