import { defineConfig, type ViteUserConfig } from 'vitest/config';

const config: ViteUserConfig = defineConfig({
  // Nothing is to be written into the sources.
  test: { include: ['registered.vitest.ts'], cache: false },
});

export default config;
