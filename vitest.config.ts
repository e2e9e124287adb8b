import process from 'node:process';
import { defineConfig, type ViteUserConfig } from 'vitest/config';

const config: ViteUserConfig = defineConfig({
  test: {
    // Most tests wait for processes and sockets of their own.
    maxWorkers: '100%',
    retry: process.env.CI === 'true' ? 1 : 0,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{specs,targets,suites,runner,power,gate,reports,cli,bench}/**/*.test.ts'],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'conformance',
          include: ['runner/conformance.run.ts'],
          testTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'reference',
          include: ['runner/conformance.run.ts'],
          env: { KEYPAIR_CONFORMANCE_REFERENCE: '1' },
          testTimeout: 120_000,
        },
      },
    ],
  },
});

export default config;
