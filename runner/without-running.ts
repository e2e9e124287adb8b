import type { UnsupportedBecause } from '../suites/check.ts';
import type { Board } from './board.ts';
import { type Place, tellingRequirement } from './hazards.ts';
import type { Job, RunState } from './job.ts';
import { lackedBy } from './lacks.ts';
import type { Making, NoWay } from './making.ts';
import type { Verdict } from './verdict.ts';

/** A verdict that needs no call, and why. */
interface WithoutRunning {
  readonly verdict: Verdict;
  readonly reason: string;
  readonly blockedBy?: string;
  readonly because?: UnsupportedBecause;
}

/** What an event says beside the verdict and its reason. */
export function whyEarly({
  blockedBy,
  because,
}: WithoutRunning): Pick<WithoutRunning, 'blockedBy' | 'because'> {
  return { ...(blockedBy !== undefined && { blockedBy }), ...(because !== undefined && { because }) };
}

/** The verdict of a check that must not or need not run. */
export function verdictWithoutRunning(
  job: Job,
  state: RunState,
  board: Board,
  making: Making,
  signal: AbortSignal,
): WithoutRunning | undefined {
  const { check, client } = job;
  if (signal.aborted) return { verdict: 'skipped', reason: 'interrupted' };
  if (state.quota === 'skip' && check.requirement.topic === 'quota') {
    return { verdict: 'skipped', reason: 'quota checks are switched off' };
  }
  const { clients } = check.requirement;
  if (clients !== undefined && !clients.includes(client.kind)) {
    const kinds = clients.join(',');
    return { verdict: 'skipped', reason: `client ${kinds} is not part of this run (--client ${kinds})` };
  }
  if (check.body.second && client.kind === 'wire') {
    return { verdict: 'skipped', reason: 'this run has no second client, only wire' };
  }
  const lacked = lackedBy(check, state);
  if (lacked !== undefined) return { verdict: 'unsupported', ...lacked };
  if (check.body.wire && client.kind !== 'wire') {
    return {
      verdict: 'unsupported',
      reason: `only a wire client can run this, not ${client.kind}`,
      because: 'client',
    };
  }
  // What was seen already is reported, whether or not the check could see more by itself.
  if (check.body.judgesCompany && state.disturbed.length > 0) return undefined;
  const eitherWay = new Set([...(check.making?.import ?? []), ...(check.making?.create ?? [])]);
  for (const need of check.needs) {
    const verdict = board.verdictOf(need, client.kind);
    if (verdict !== 'pass' && !eitherWay.has(need)) return notMet({ need, verdict }, board);
  }
  const noWay = making.noWay(job, state);
  return noWay && notMet(noWay, board);
}

/** What rests on something that the target does not have is not there either; nothing went wrong. */
function notMet({ need, verdict }: NoWay, board: Board): WithoutRunning {
  if (verdict !== 'unsupported')
    return {
      verdict: 'blocked',
      reason: `blocked by ${need} (${verdict === 'fail' ? 'failed' : verdict})`,
      blockedBy: need,
    };
  const because = board.becauseOf(need);
  const reason = `needs ${need}, which the target does not have`;
  return { verdict, reason, ...(because !== undefined && { because }) };
}

/** The verdict of a check that would run where the target no longer works. */
export function brokenBefore(place: Place, run: RunState): WithoutRunning | undefined {
  if (!('broken' in place)) return undefined;
  const { requirement } = place.broken;
  const telling = tellingRequirement(run, place.broken);
  return {
    verdict: telling === undefined ? 'inconclusive' : 'blocked',
    reason: `no region works since ${requirement} ran`,
    ...(telling !== undefined && { blockedBy: telling }),
  };
}
