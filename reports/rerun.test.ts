import { expect, it } from 'vitest';
import type { RunStarted } from '../runner/events.ts';
import { reportOf } from './model.ts';
import { rerunCommand } from './rerun.ts';
import { finished, planned, started } from './testing/events.ts';

function commandOf(rest: Partial<RunStarted>): string {
  return rerunCommand(reportOf([started([planned('a')], rest), finished()]), 'name.x');
}

const TARGET = { name: 'x', provider: 'p', endpoint: 'http://127.0.0.1:1/', regions: [] };

it.each<[string, Partial<RunStarted>, string]>([
  [
    'names target, requirement and seed',
    { target: TARGET },
    'http://127.0.0.1:1/ --provider p --only name.x --seed 42',
  ],
  [
    'asks for the embedded reference where it was tested',
    { target: { ...TARGET, reference: true } },
    '--reference --provider p --only name.x --seed 42',
  ],
  [
    'keeps the reading and the choices that change what checks do',
    {
      target: TARGET,
      reading: 'documented',
      selection: { region: ['a', 'b'], runs: ['9'], topic: ['name'] },
    },
    'http://127.0.0.1:1/ --provider p --reading documented --region a,b --runs 9 --only name.x --seed 42',
  ],
  [
    'quotes what a shell would read otherwise',
    { target: { ...TARGET, endpoint: "http://{region}.x/;'$(id)" } },
    "'http://{region}.x/;'\\''$(id)' --provider p --only name.x --seed 42",
  ],
])('the command that runs a check again %s', (_, rest, expected) => {
  expect(commandOf(rest)).toBe(`npx keypair-conformance run ${expected}`);
});
