import { describe, expect, it } from 'vitest';
import { bindChecks } from '../runner/plan.ts';
import { readContract } from '../specs/compiled.ts';
import { SUITES } from '../suites/index.ts';
import { CATALOGUES } from './mutants/index.ts';
import { KeyTable } from './mutants/key-table.ts';
import { Prefilter, recordConversations } from './prefilter.ts';
import { sampleOf } from './sample.ts';

/** Mutants that are tried of each provider. */
const SAMPLE = 40;
/** Milliseconds: some seconds, and more on machines that have other work. */
const LIMIT_MS = 120_000;

describe.each(['aws-ec2', 'alibaba-ecs'] as const)('the prefilter of %s', (provider) => {
  it(
    'keeps the correct server from every check, and no mutant from the check that must notice it',
    async () => {
      const contract = await readContract(provider);
      const { noOp, mutants } = CATALOGUES[provider];
      // What histories draw depends on every answer before it, so no recording stands for another server.
      const judged = mutants.filter(
        ({ client, mustBeKilledBy }) => client === undefined && !mustBeKilledBy.startsWith('history.'),
      );
      const sample = sampleOf(judged, SAMPLE, 1);
      const named = new Set(sample.map(({ mustBeKilledBy }) => mustBeKilledBy));
      const checks = bindChecks(contract, SUITES);
      const options = { contract, checks, keys: new KeyTable(), seed: 1 };
      const conversations = await recordConversations(options, (name) => named.has(name));
      expect(conversations.filter(({ complete }) => !complete)).toEqual([]);

      const prefilter = new Prefilter(options, conversations);
      // As if it replaced everything: that no check sees it is up to its answers.
      expect(await prefilter.seeing({ ...noOp, fault: everythingReplaced })).toEqual([]);
      const unseen: string[] = [];
      for (const mutant of sample) {
        if (!(await prefilter.seeing(mutant)).includes(mutant.mustBeKilledBy)) unseen.push(mutant.id);
      }
      expect(unseen).toEqual([]);
    },
    LIMIT_MS,
  );
});

function everythingReplaced<All extends object>(correct: All): All {
  return correct;
}
