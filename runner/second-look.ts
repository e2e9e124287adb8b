import type { ClientKind } from '../targets/target.ts';
import type { Board } from './board.ts';
import type { ClientsAsked } from './events.ts';
import type { Job } from './job.ts';
import type { Verdict } from './verdict.ts';

/**
 * Asks again where one client passed what another failed, one check after the other when all else is over, and tells what
 * came of it. A disagreement between clients is one that comes again; a target that answers now this, now that is none.
 * @param ask judges a check anew, without a word in the log but for what it could not remove
 */
export async function* lookAgain(
  jobs: readonly Job[],
  board: Board,
  signal: AbortSignal,
  ask: (job: Job) => Promise<Verdict>,
): AsyncGenerator<ClientsAsked, void, void> {
  for (const [requirement, judged] of judgedBy(jobs, board)) {
    const words = new Set(judged.map(({ client }) => board.verdictOf(requirement, client.kind)));
    if (words.size < 2) continue;
    const again: Partial<Record<ClientKind, Verdict>> = {};
    for (const job of judged) {
      if (signal.aborted) return;
      again[job.client.kind] = await ask(job);
    }
    if (!signal.aborted) yield { type: 'clients-asked-again', requirement, again };
  }
}

/** Jobs that passed or failed, by requirement. A client that cannot ask has not said anything. */
function judgedBy(jobs: readonly Job[], board: Board): ReadonlyMap<string, readonly Job[]> {
  const groups = new Map<string, Job[]>();
  for (const job of jobs) {
    const { id } = job.check.requirement;
    const verdict = board.verdictOf(id, job.client.kind);
    if (verdict !== 'pass' && verdict !== 'fail') continue;
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [job]);
    else group.push(job);
  }
  return groups;
}
