import { RunNames } from '../runner/names.ts';
import type { RunOptions } from '../runner/options.ts';
import type { Contract } from '../specs/contract.ts';
import type { Target } from '../targets/target.ts';
import { SMALL_QUOTA } from './baseline.ts';
import { CREDENTIALS } from './mutant-server.ts';

/** Cases of a property besides its boundaries: few, because a mutant is asked by all properties. */
const PROPERTY_RUNS = 6;

/** The part of the options of a run that all servers of a power run have in common. */
export const COMMON_OPTIONS: Pick<
  RunOptions,
  'reading' | 'quota' | 'runs' | 'tool' | 'selection' | 'reproduce'
> = {
  reading: 'observed',
  quota: 'full',
  runs: PROPERTY_RUNS,
  tool: { name: 'power', version: '0' },
  selection: {},
  reproduce: () => ({}),
};

/** What names begin with in a power run: always the same, so that a mutant is sent the same in every run. */
const NAME_PREFIX = 'mut-k4v9x2m7q1-';

/** Names for one server. */
export function namesFor(contract: Contract): RunNames {
  return new RunNames(contract, NAME_PREFIX, NAME_PREFIX);
}

/** The server at this address, as the target of a run. */
export function targetAt(url: string, contract: Contract): Target {
  return {
    name: 'power',
    provider: contract.provider,
    endpoint: url,
    regions: contract.rules.regions,
    credentials: CREDENTIALS,
    concurrency: 8,
    // Several servers share the machine, and no mutant keeps silent: what is late is busy.
    timeouts: { connectMs: 10_000, requestMs: 60_000, checkMs: 120_000 },
    maxBodyBytes: 4_194_304,
    capabilities: {},
    quota: SMALL_QUOTA,
  };
}
