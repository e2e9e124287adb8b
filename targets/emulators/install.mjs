import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const LIMIT = { timeout: 1_500_000, maxBuffer: 64 * 1024 * 1024 };

/** How each registry's packages are put into a folder; every way installs one pinned version there and nowhere else. */
const WAYS = {
  async pypi(home, packages) {
    await run('python3', ['-m', 'venv', home], LIMIT);
    await run(
      join(home, 'bin/pip'),
      ['install', '--quiet', '--disable-pip-version-check', ...packages],
      LIMIT,
    );
  },
  async go(home, packages) {
    await run('go', ['install', ...packages], {
      ...LIMIT,
      env: { ...process.env, GOBIN: join(home, 'bin') },
    });
  },
  // Not optimised: it is asked a few thousand times only, and optimising its hundreds of crates takes far longer than that.
  async cargo(home, packages) {
    await run('cargo', ['install', '--quiet', '--debug', '--root', home, '--locked', ...packages], {
      ...LIMIT,
      env: { ...process.env, CARGO_PROFILE_DEV_DEBUG: '0' },
    });
  },
};

/**
 * Installs an emulator into its folder unless the same packages are there already.
 * @returns undefined, or in one line why it could not be installed
 */
export async function install(home, { way, packages }) {
  const mark = join(home, '.installed');
  const wanted = JSON.stringify({ way, packages });
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return undefined;
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  try {
    await WAYS[way](home, packages);
    writeFileSync(mark, wanted);
    return undefined;
  } catch (error) {
    const lines = `${error.stderr ?? ''}${error.message}`.trim().split('\n');
    const told = lines.find((line) => /error|not found|ENOENT|unavailable/i.test(line)) ?? lines[0];
    return told.trim().slice(0, 200);
  }
}
