// node bench/power-forms.mjs [--provider ID] [--sample N] [--seed N] [--jobs N]: whether the full form of `power`, which
// leaves out what cannot see a mutant, finds the same kills as the exhaustive form. Exit 1 where they differ.
import { parseArgs } from 'node:util';
import { power } from './rivals/power.mjs';

const { values } = parseArgs({
  options: {
    provider: { type: 'string', default: 'aws-ec2' },
    sample: { type: 'string', default: '12' },
    seed: { type: 'string', default: '1' },
    jobs: { type: 'string', default: '2' },
  },
});
const chosen = Object.entries(values).flatMap(([name, value]) => [`--${name}`, value]);
const tell = (text) => process.stdout.write(`${text}\n`);

const [full, exhaustive] = [
  await power(['--form', 'full', ...chosen]),
  await power(['--form', 'exhaustive', ...chosen]),
];
let differences = 0;
for (const mutant of exhaustive.mutants) {
  const byFull = new Set(full.mutants.find(({ id }) => id === mutant.id).killedBy);
  const byAll = new Set(mutant.killedBy);
  const missed = [...byAll].filter((id) => !byFull.has(id));
  const added = [...byFull].filter((id) => !byAll.has(id));
  if (missed.length + added.length === 0) continue;
  differences += 1;
  tell(`${mutant.id}`);
  for (const id of missed) tell(`  exhaustive only: ${id}`);
  for (const id of added) tell(`  full only: ${id}`);
}
const seconds = ({ durationMs }) => (durationMs / 1_000).toFixed(0);
tell(
  `${exhaustive.mutants.length} mutants of ${values.provider} (seed ${values.seed}): ${differences} with other kills; full ${seconds(full)} s, exhaustive ${seconds(exhaustive)} s`,
);
process.exitCode = differences === 0 ? 0 : 1;
