// npm run test:mutations [-- COUNT]: the property that no report with less evidence opens a gate, over so many mutations
// in all (100,000 unless given, in minutes; `.ci/run` tries 10,000 to stay below two of them).
// npm run test:cheats [-- COUNT]: every cheating server is found out in so many of so many runs (20 unless given).
import { spawnSync } from 'node:child_process';
import process from 'node:process';

/** Kinds of mutations, each of which gets its share. */
const KINDS = 5;
const WHAT = {
  mutations: {
    usual: 100_000,
    words: ['unit', 'cli/evidence.fuzz.test.ts'],
    env: (count) => ({ KEYPAIR_FUZZ_MUTATIONS: String(Math.ceil(count / KINDS)) }),
  },
  cheats: {
    usual: 20,
    words: ['long', 'cli/cheats.test.ts', '-t', 'every cheat, many times'],
    env: (count) => ({ KEYPAIR_CHEATS: String(count) }),
  },
};

const [what = '', given] = process.argv.slice(2);
const one = WHAT[what];
const count = Number(given ?? one?.usual);
if (one === undefined || !Number.isInteger(count) || count < 1) {
  process.stderr.write('usage: npm run test:mutations [-- COUNT], npm run test:cheats [-- COUNT]\n');
  process.exit(2);
}
const [project, ...words] = one.words;
const { status } = spawnSync('npx', ['vitest', 'run', '--project', project, ...words], {
  stdio: 'inherit',
  env: { ...process.env, ...one.env(count) },
});
process.exit(status ?? 1);
