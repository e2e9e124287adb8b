import type { ConformanceConfig } from '../targets/config/define-config.ts';

/** What `init` has learned of a target. */
export interface Answers {
  readonly endpoint: string;
  readonly name?: string;
  readonly provider?: string;
  readonly regions?: readonly string[];
}

export const CONFIG_FILE = 'conformance.config.json';
export const WORKFLOW_FILE = '.github/workflows/conformance.yml';

/** A target file. JSON, so that it works where the package is not installed. */
export function configText({ endpoint, name, provider, regions }: Answers): string {
  const config: ConformanceConfig = {
    ...(name !== undefined && { name }),
    endpoint,
    ...(provider !== undefined && { provider }),
    ...(regions !== undefined && { regions }),
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}

/** A GitHub workflow that judges the target of the file; only the start of the target is left to fill in. */
export function workflowText(version: string): string {
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
      - name: Start the target
        run: echo 'Replace this line by the command that starts the target in the background.'
      - name: Judge it
        run: npx --yes keypair-conformance@${version} run --config ${CONFIG_FILE}
      - name: Summary
        if: always()
        run: cat keypair-conformance-report/summary.md >> "$GITHUB_STEP_SUMMARY"
`;
}
