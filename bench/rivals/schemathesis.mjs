import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { install } from '../../targets/emulators/install.mjs';
import { plainDocument } from './openapi.mjs';
import { onCorrectServer } from './power.mjs';

const VERSION = '4.32.5';
const PACKAGES = [`schemathesis==${VERSION}`, 'botocore==1.44.5'];
const SCRIPT = join(import.meta.dirname, 'schemathesis.sh');
const DOCUMENT = join(import.meta.dirname, '../../specs/aws-ec2/openapi.yaml');
const NAME = `Schemathesis ${VERSION} over our OpenAPI document`;
const LOG = 'correct.log';
/** Runs on the correct server that have to find nothing new, one after the other, before its findings are complete. */
const QUIET_RUNS = 3;
/** Runs after which a rival that finds something new every time is taken as it is; the controls judge it. */
const MOST_RUNS = 10;

/**
 * Installs Schemathesis; what it finds on the correct server goes into its own file of accepted failures.
 * @returns name, command and what was left out, or why the rival cannot be measured
 */
export async function schemathesis(home) {
  mkdirSync(home, { recursive: true });
  const problem = await install(join(home, 'venv'), { way: 'pypi', packages: PACKAGES });
  if (problem !== undefined) return { name: NAME, problem };
  writeFileSync(join(home, 'openapi.json'), JSON.stringify(plainDocument(DOCUMENT)));
  const leftOut = await findingsOnCorrectServer(home);
  if (leftOut === undefined)
    return { name: NAME, problem: `it does not run; see ${LOG} in its scratch folder` };
  return { name: NAME, command: command(home, '/dev/null', '--max-failures 1'), leftOut };
}

/**
 * Which judgements fail on the correct server; what Schemathesis generates differs a little from run to run. Undefined
 * when it could not be run.
 */
async function findingsOnCorrectServer(home) {
  const accepted = join(home, 'baseline.json');
  rmSync(accepted, { force: true });
  const options = '--continue-on-failure --baseline-update';
  let found = [];
  for (let runs = 0, quiet = 0; runs < MOST_RUNS && quiet < QUIET_RUNS; runs += 1) {
    await onCorrectServer(command(home, join(home, LOG), options));
    if (!existsSync(accepted)) return undefined;
    const { entries } = JSON.parse(readFileSync(accepted, 'utf8'));
    quiet = entries.length === found.length ? quiet + 1 : 0;
    found = entries;
  }
  return found.map(({ operation, check, signature }) => `${check} of ${operation} (${signature})`);
}

function command(home, log, options) {
  return `sh '${SCRIPT}' '${home}' {url} '${log}' ${options}`;
}
