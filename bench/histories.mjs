// node bench/histories.mjs [--seeds N] [--first N] [--provider ID...] [--races N] [--mutant TEXT]
//
// Without --races: histories of N seeds on references that answer in random order with random delays, and on the recorded
// target; nothing may be found. With --races: every mutant of the kind "race" by the requirement that it names, N times
// with other seeds; at least 19 of 20 have to be detected. Exit 1 where that is not so.
import process from 'node:process';
import { parseArgs } from 'node:util';
import { findingsIn, historiesOn } from '../build/power/history-runs.js';
import { CATALOGUES } from '../build/power/mutants/index.js';
import { unsteady } from '../build/power/mutants/unsteady.js';
import { readContract } from '../build/specs/compiled.js';
import { startRecorded } from '../build/targets/recorded/server.js';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '200' },
    first: { type: 'string', default: '1' },
    provider: { type: 'string', multiple: true, default: Object.keys(CATALOGUES) },
    races: { type: 'string' },
    mutant: { type: 'string', default: '' },
  },
});
const first = Number(values.first);
const SMALL = { count: 2, steps: 8 };
const NEEDED = 19 / 20;
const tell = (text) => process.stdout.write(`${text}\n`);
let missed = 0;

for (const provider of values.provider) {
  const contract = await readContract(provider);
  if (values.races !== undefined) await races(provider, contract, Number(values.races));
  else {
    await quiet(`${provider}, unsteady reference`, contract, (seed) => unsteady(provider, seed));
    const { recordings } = contract;
    if (recordings !== undefined)
      await quiet(`${provider}, recorded target`, contract, () => () => startRecorded(recordings));
  }
}
process.exitCode = missed === 0 ? 0 : 1;

async function quiet(what, contract, subjectFor) {
  const count = Number(values.seeds);
  let findings = 0;
  for (let seed = first; seed < first + count; seed += 1) {
    const found = findingsIn(await historiesOn(subjectFor(seed), { contract, seed, histories: SMALL }));
    for (const text of found) tell(`${what}, seed ${seed}: ${text}`);
    findings += found.length;
  }
  tell(`${what}: ${count} seeds, ${findings} findings`);
  missed += findings;
}

async function races(provider, contract, times) {
  const all = CATALOGUES[provider].mutants.filter(
    ({ id, kind }) => kind === 'race' && id.includes(values.mutant),
  );
  for (const mutant of all) {
    let detected = 0;
    for (let seed = first; seed < first + times; seed += 1) {
      const selection = { only: [mutant.mustBeKilledBy] };
      const found = await historiesOn(mutant, { contract, seed, histories: SMALL, selection });
      if (found.get(mutant.mustBeKilledBy)?.verdict === 'fail') detected += 1;
    }
    const enough = detected >= Math.floor(times * NEEDED);
    if (!enough) missed += 1;
    tell(`${provider} ${mutant.id}: detected ${detected} of ${times}${enough ? '' : '  TOO FEW'}`);
  }
}
