// node packaging/bundle.mjs [DIRECTORY]: the sources become a few chunks under dist/, or that directory, so that a start
// reads a handful of files instead of hundreds. Dependencies stay dependencies. Prints nothing but what is wrong.
import { join } from 'node:path';
import process from 'node:process';
import { build } from 'rolldown';

const PACKAGE = join(import.meta.dirname, '..');

await build({
  cwd: PACKAGE,
  // Programs and modules that are started or imported by their path.
  input: {
    'cli/main': 'cli/main.ts',
    'cli/api': 'cli/api.ts',
    'cli/register': 'cli/register.ts',
    'power/worker': 'power/worker.ts',
    'cli/compile': 'cli/compile.ts',
  },
  platform: 'node',
  // The oldest Node that the package supports: nothing is rewritten for older ones.
  transform: { target: 'node20.19' },
  // Whatever is named without a path is installed beside the package; the bundler's own helpers are not.
  external: /^(?![./\0]|@oxc-project\/)/,
  output: {
    dir: process.argv[2] ?? join(PACKAGE, 'dist'),
    cleanDir: true,
    chunkFileNames: 'chunks/[name]-[hash].js',
    sourcemap: 'hidden',
    minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
  },
});
