import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { providerFolders, SPECS_FOLDER } from '../specs/folders.ts';
import { lintClaims } from '../specs/lint.ts';
import { loadContract } from '../specs/load.ts';
import { formatProblem } from '../specs/problem.ts';
import { SUITES } from '../suites/index.ts';
import { bindChecks } from './plan.ts';

const folders = await providerFolders(SPECS_FOLDER);
const contracts = await Promise.all(
  folders.map((provider) => loadContract(new URL(provider, SPECS_FOLDER), { completeness: true })),
);

describe.each(contracts.map((contract) => [contract.provider, contract] as const))(
  'the catalogue of %s',
  (_provider, contract) => {
    test('has a check for every requirement', () => {
      expect(bindChecks(contract, SUITES)).toHaveLength(contract.requirements.length);
    });

    test('has requirements on every topic, or says why the topic does not apply', () => {
      const spoken = new Set(contract.requirements.map(({ topic }) => topic));
      const excused = (contract.rules.notApplicable ?? []).map(({ topic }) => topic);
      // How clients agree is judged only where there is a second client.
      const silent = Object.keys(SUITES).filter(
        (topic) => topic !== 'client' && !spoken.has(topic as never) && !excused.includes(topic as never),
      );
      expect(silent).toEqual([]);
    });
  },
);

const bodies = Object.values(SUITES).flatMap(({ topic, bodies: own }) =>
  Object.keys(own).map((body) => `${topic}/${body}`),
);

test('every default expectation is that of a check', async () => {
  const defaults = parse(await readFile(new URL('checks.yaml', SPECS_FOLDER), 'utf8')) as object;
  expect(Object.keys(defaults).filter((check) => !bodies.includes(check))).toEqual([]);
});

test('every check of the suites is claimed by a requirement of some provider', () => {
  expect(lintClaims(contracts, bodies).map(formatProblem)).toEqual([]);
});
