import { EMPTY_BASELINE } from '../gate/baseline.ts';
import { DEFAULT_FOLDER } from '../reports/files.ts';
import type { ConformanceConfig } from '../targets/config/define-config.ts';
import { quote } from '../targets/shell.ts';

/** What `init` has learned of a target: where it is, or how it is started. */
export interface Answers {
  readonly endpoint?: string;
  /** Command line that starts it; `{port}` stands for a free port. */
  readonly command?: string;
  readonly name?: string;
  readonly provider?: string;
  readonly regions?: readonly string[];
}

/** How a workflow gets this program. */
export interface WorkflowPackage {
  /** Shell line that installs it; none where the line that runs it does. */
  readonly install?: string;
  /** Beginning of a command line that runs it. */
  readonly run: string;
  /** File of the project that holds the packed program and has to be written, where it comes from none other. */
  readonly packed?: string;
}

export const CONFIG_FILE = 'conformance.config.json';
export const WORKFLOW_FILE = '.github/workflows/conformance.yml';
export const BASELINE_FILE = 'conformance-baseline.yaml';

/** Any number does, as long as every run has the same. */
const SEED = 42;
const WAIT_SECONDS = 120;

/** A config file. JSON, so that it works where the package is not installed. */
export function configText({ endpoint, command, name, provider, regions }: Answers): string {
  const config: ConformanceConfig = {
    ...(name !== undefined && { name }),
    ...(endpoint !== undefined && { endpoint }),
    ...(command !== undefined && { command }),
    ...(provider !== undefined && { provider }),
    ...(regions !== undefined && { regions }),
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}

/** A baseline without entries, and the commands that fill it. */
export function baselineText(): string {
  const commands = [
    `npx keypair-conformance run --seed ${SEED}`,
    `npx keypair-conformance baseline update ${BASELINE_FILE} ${DEFAULT_FOLDER} --because 'see issue 12'`,
  ];
  return `${EMPTY_BASELINE.replace(/entries:\n$/, '')}# To fill it:\n${commands.map((line) => `#   ${line}\n`).join('')}# With --flaky '*-race,history.*' where the target has races of its own.\nentries: []\n`;
}

/**
 * A GitHub workflow that tests the target of the config file against the baseline. It is complete where the config
 * file has the command that starts the target; otherwise that one line is left to fill in.
 */
export function workflowText({ endpoint }: Answers, { install, run }: WorkflowPackage): string {
  const start =
    endpoint === undefined
      ? ''
      : step(
          'Start the target',
          `echo ${quote(`Replace this line with the command that starts the target at ${endpoint}, followed by &`)}`,
        );
  const installing = install === undefined ? '' : step('Install keypair-conformance', install);
  const wait = endpoint === undefined ? '' : ` --wait ${WAIT_SECONDS}`;
  return `name: conformance
on:
  pull_request:
  push:
    branches: [main]
permissions:
  contents: read
jobs:
  conformance:
    runs-on: ubuntu-latest
    timeout-minutes: 15
    steps:
      - uses: actions/checkout@v5
      - uses: actions/setup-node@v5
        with:
          node-version: 22
${installing}${start}${step('Test the target', `${run} run --config ${CONFIG_FILE} --seed ${SEED} --baseline ${BASELINE_FILE} --attempts 3${wait}`)}      - name: Summary
        if: always()
        run: test ! -f ${DEFAULT_FOLDER}/summary.md || cat ${DEFAULT_FOLDER}/summary.md >> "$GITHUB_STEP_SUMMARY"
      - uses: actions/upload-artifact@v5
        if: always()
        with:
          name: conformance
          path: ${DEFAULT_FOLDER}
`;
}

/** As a block, so that nothing in the line is taken for YAML. */
function step(name: string, line: string): string {
  return `      - name: ${name}\n        run: |\n          ${line}\n`;
}
