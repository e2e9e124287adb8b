import { existsSync } from 'node:fs';
import { readReport } from '../reports/read.ts';
import { distanceOf, requireConsent } from '../runner/remote.ts';
import type { Contract, Requirement } from '../specs/contract.ts';
import type { Check } from '../suites/check.ts';
import { openClients } from '../targets/providers.ts';
import { UsageError } from '../targets/usage-error.ts';
import type { RunFlags } from './options.ts';
import { judge } from './run.ts';
import { type OpenTarget, openTarget } from './target.ts';

/**
 * Sends the same generated histories to two targets, and resolves to 1 when they answer differently. What a baseline
 * lists is expected, as in a run.
 * @throws UsageError when a side names no target, or the two have different contracts
 */
export async function compareVerb(a: string, b: string, flags: RunFlags): Promise<number> {
  const first = await open(a, flags);
  try {
    const second = await open(b, flags);
    try {
      return await compare(first, second, flags);
    } finally {
      await second.close();
    }
  } finally {
    await first.close();
  }
}

async function compare(first: OpenTarget, second: OpenTarget, flags: RunFlags): Promise<number> {
  if (first.contract.provider !== second.contract.provider) {
    throw new UsageError(
      `the first target is of ${first.contract.provider}, the second of ${second.contract.provider}; compare targets of one provider`,
    );
  }
  const { endpoint } = first.target;
  if (first.client === undefined && second.client === undefined && endpoint === second.target.endpoint)
    throw new UsageError(`both targets are ${endpoint}; compare it with another`);
  const [client] = second.client === undefined ? await openClients(second.target, ['wire']) : [second.client];
  if (client === undefined) throw new UsageError('the second target has no client');
  const { comparing } = await import('../suites/histories/comparing.ts');
  const requirement = sameAnswers(first.contract);
  const check: Check = {
    requirement,
    body: comparing,
    needs: [],
    making: undefined,
    eitherWay: false,
  };
  const contract: Contract = {
    ...first.contract,
    requirements: [...first.contract.requirements, requirement],
  };
  const wire: RunFlags = { ...flags, client: ['wire'], minCoverage: 0 };
  try {
    return await judge({ ...first, contract }, wire, {
      checks: [check],
      second: { target: second.target, client },
    });
  } finally {
    await client.close();
  }
}

/** What a comparison judges: no rule of the contract, but that both answer alike. */
function sameAnswers({ documents }: Contract): Requirement {
  return {
    id: 'history.describe.same-answers',
    topic: 'history',
    operation: 'describe',
    level: 'must',
    statement: 'Both targets respond to the same calls alike, but for what a service chooses.',
    sources: documents.slice(0, 1).map(({ id }) => ({ document: id })),
    evidence: 'documented',
    check: 'history/same',
    given: {},
    expects: { property: 'both targets respond alike' },
    needs: [],
    location: { file: 'compare', line: 1 },
  };
}

/** A side of a comparison: an address, a report with the address it was made at, a program, an adapter, or the reference. */
async function open(side: string, flags: RunFlags): Promise<OpenTarget> {
  const { endpoint: _, command: _c, adapter: _a, reference: _r, ...others } = flags;
  const opened = await openTarget(undefined, { ...others, ...sideFlags(side) } as RunFlags);
  requireConsent(opened.target, distanceOf(opened.target, opened.contract), flags);
  return opened;
}

function sideFlags(side: string): Pick<RunFlags, 'reference' | 'adapter' | 'command' | 'endpoint'> {
  if (side === 'reference') return { reference: true };
  if (side.startsWith('adapter:')) return { adapter: side.slice('adapter:'.length) };
  if (/^https?:\/\//.test(side)) return { endpoint: side };
  if (side.includes('{port}')) return { command: side };
  if (existsSync(side)) return { endpoint: readReport(side).target.endpoint };
  throw new UsageError(
    `'${side}' names no target; give an address, a report, adapter:WHAT, a command with {port}, or reference`,
  );
}
