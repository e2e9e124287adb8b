import { randomInt } from 'node:crypto';
import { SUITES } from '../suites/index.ts';
import { DEFAULT_RUNS, GREATEST_SEED, type RunOptions } from './options.ts';
import { bindChecks } from './plan.ts';
import { reproduceWith } from './reproduce.ts';
import { type Selection, selectChecks } from './select.ts';

/** Who judges whom, and what else is not as usual. */
export type Judging = Pick<RunOptions, 'contract' | 'target' | 'clients'> &
  Partial<RunOptions> & {
    /** What to judge, where it is not `selected` already; everything by default. */
    readonly select?: Selection;
  };

/**
 * The options of a run: every requirement of the contract by its own checks, a random seed, the observed reading, small
 * quota checks, and nothing that ends it early, unless told otherwise.
 * @throws UsageError for a selection that fits nothing
 */
export function runOptions({ select = {}, ...judging }: Judging): RunOptions {
  const { contract, target, checks = bindChecks(contract, SUITES) } = judging;
  const { selected = selectChecks(checks, select, contract) } = judging;
  return {
    seed: randomInt(GREATEST_SEED),
    reading: 'observed',
    quota: 'probe',
    runs: DEFAULT_RUNS,
    signal: new AbortController().signal,
    tool: { name: 'keypair-conformance', version: '0' },
    selection: {},
    reproduce: reproduceWith(target),
    ...judging,
    checks,
    selected,
  };
}
