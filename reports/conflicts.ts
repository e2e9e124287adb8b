import type { PlannedConflict, ReadingFollowed } from '../runner/events.ts';

/** Which side of a conflict a target takes. `mixed`: one side here and the other there; `both`: its answers meet both. */
export type Followed = 'observed' | 'documented' | 'both' | 'neither' | 'mixed' | 'not-judged';

/** A conflict of the texts with what the run found. */
export interface ConflictResult extends Omit<PlannedConflict, 'requirements'> {
  readonly follows: Followed;
  /** Judged requirements that tell the readings apart, each with the readings that its answers meet. */
  readonly requirements: readonly {
    readonly requirement: string;
    readonly observed: boolean;
    readonly documented: boolean;
  }[];
}

/** Every conflict with the reading that the target follows. */
export function conflictResults(
  conflicts: readonly PlannedConflict[],
  followed: readonly ReadingFollowed[],
): readonly ConflictResult[] {
  return conflicts.map((conflict) => {
    const requirements = followed
      .filter(({ requirement }) => conflict.requirements.includes(requirement))
      .map(({ requirement, observed, documented }) => ({ requirement, observed, documented }));
    return { ...conflict, requirements, follows: sideOf(requirements.map(sideOfOne)) };
  });
}

type Side = Exclude<Followed, 'mixed' | 'not-judged'>;

function sideOfOne({ observed, documented }: { observed: boolean; documented: boolean }): Side {
  if (observed) return documented ? 'both' : 'observed';
  return documented ? 'documented' : 'neither';
}

/** Answers that meet both readings do not tell against either. */
function sideOf(sides: readonly Side[]): Followed {
  if (sides.length === 0) return 'not-judged';
  const telling = new Set(sides.filter((side) => side !== 'both'));
  const [first, ...others] = telling;
  if (first === undefined) return 'both';
  return others.length === 0 ? first : 'mixed';
}
