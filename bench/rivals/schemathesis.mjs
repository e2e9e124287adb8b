import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { install } from '../../targets/emulators/install.mjs';
import { plainDocument } from './openapi.mjs';
import { onCorrectServer } from './power.mjs';

const VERSION = '4.32.5';
const PACKAGES = [`schemathesis==${VERSION}`, 'botocore==1.44.5'];
const SCRIPT = join(import.meta.dirname, 'schemathesis.sh');
const DOCUMENT = join(import.meta.dirname, '../../specs/aws-ec2/openapi.yaml');
const NAME = `Schemathesis ${VERSION} over our OpenAPI document`;
/** Runs on the correct server before its findings there are taken as known: what it generates differs a little. */
const CALIBRATIONS = 3;

/**
 * Installs Schemathesis; what it finds on the correct server goes into its own file of accepted failures.
 * @returns name, command and what was left out, or why the rival cannot be measured
 */
export async function schemathesis(home) {
  mkdirSync(home, { recursive: true });
  const problem = await install(join(home, 'venv'), { way: 'pypi', packages: PACKAGES });
  if (problem !== undefined) return { name: NAME, problem };
  writeFileSync(join(home, 'openapi.json'), JSON.stringify(plainDocument(DOCUMENT)));
  const accepted = join(home, 'baseline.json');
  rmSync(accepted, { force: true });
  for (let round = 0; round < CALIBRATIONS; round += 1) {
    await onCorrectServer(
      command(home, join(home, 'correct.log'), '--continue-on-failure --baseline-update'),
    );
  }
  const { entries } = JSON.parse(readFileSync(accepted, 'utf8'));
  const leftOut = entries.map(({ operation, check, signature }) => `${check} of ${operation} (${signature})`);
  return { name: NAME, command: command(home, '/dev/null', '--max-failures 1'), leftOut };
}

function command(home, log, options) {
  return `sh '${SCRIPT}' '${home}' {url} '${log}' ${options}`;
}
