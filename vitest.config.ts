import process from 'node:process';
import { defineConfig, type ViteUserConfig } from 'vitest/config';

/** On a busy machine of CI a time-out is tried again; what fails twice has failed. */
const retry = process.env.CI === 'true' ? 1 : 0;

/** Far more than any of them takes: a busy machine is no reason to fail. */
const PATIENT = { testTimeout: 60_000, hookTimeout: 120_000 };

/** Tests that start the program or a server dozens of times, or measure mutants: most of the time of all tests. */
const LONG = [
  'cli/{action,api,broken-adapters,cheats,children,docs-commands,full-disk,gate,hostile,kill,ledger,less-evidence}.test.ts',
  'cli/{compare,confirmed,decisions,dresses,init-workflow,leftovers,no-target,reports,shards}.test.ts',
  'power/{blamed,history-runs,mechanisms,power,prefilter,quoted}.test.ts',
  'cli/{machine,own-files,published-pages,quota-lost,record,secrets,surplus,verdicts,victims}.test.ts',
  'runner/third-provider.test.ts',
  'targets/adapters/real-clients.test.ts',
];

const config: ViteUserConfig = defineConfig({
  test: {
    // Most tests wait for processes and sockets of their own.
    maxWorkers: '100%',
    globalSetup: 'specs/testing/compile-once.ts',
    projects: [
      {
        test: {
          name: 'unit',
          retry,
          include: ['{specs,targets,suites,runner,power,gate,reports,recording,cli,bench}/**/*.test.ts'],
          exclude: LONG,
          ...PATIENT,
        },
      },
      { test: { name: 'long', retry, include: LONG, ...PATIENT } },
      {
        test: {
          // Runs of everything that are too long for `npm test`.
          name: 'whole',
          retry,
          include: ['cli/*.whole.ts'],
          testTimeout: 600_000,
        },
      },
      {
        test: {
          name: 'conformance',
          include: ['cli/conformance.run.ts'],
          testTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'reference',
          retry,
          include: ['cli/conformance.run.ts'],
          env: { KEYPAIR_CONFORMANCE_REFERENCE: '1' },
          testTimeout: 120_000,
        },
      },
    ],
  },
});

export default config;
