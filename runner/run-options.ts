import { randomInt } from 'node:crypto';
import { SUITES } from '../suites/index.ts';
import { isThroughAdapter } from '../targets/adapters/outcomes.ts';
import type { Reproduction } from '../targets/provider.ts';
import { curlCommand, providerCliCommand } from '../targets/providers.ts';
import type { Exchange, Target } from '../targets/target.ts';
import type { Finding } from './events.ts';
import { DEFAULT_RUNS, GREATEST_SEED, type RunOptions } from './options.ts';
import { bindChecks } from './plan.ts';
import { type Selection, selectChecks } from './select.ts';

/** Who judges whom, and what else is not as usual. */
export type Judging = Pick<RunOptions, 'contract' | 'target' | 'clients'> &
  Partial<RunOptions> & {
    /** What to judge, where it is not `selected` already; everything by default. */
    readonly select?: Selection;
  };

/**
 * The options of a run: every requirement of the contract by its own checks, a random seed, the observed reading, small
 * quota checks, and nothing that ends it early by default.
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

/** Commands that send an exchange again, by tool, for the log; notes on a command follow it as a shell comment. */
export function reproduceWith(target: Target): (exchange: Exchange) => Finding['reproduce'] {
  return (exchange) => {
    // There is no request to send again but through the adapter.
    if (isThroughAdapter(exchange.request.url)) return {};
    const curl = commandOf(curlCommand(exchange, target));
    const cli = providerCliCommand(exchange, target);
    const command = cli && commandOf(cli.reproduction);
    return {
      ...(curl !== undefined && { curl }),
      ...(cli !== undefined && command !== undefined && { [cli.tool]: command }),
    };
  };
}

function commandOf(reproduction: Reproduction): string | undefined {
  if (reproduction.kind === 'none') return undefined;
  const { command, notes } = reproduction;
  return notes.length === 0 ? command : `${command} # ${notes.join(' ')}`;
}
