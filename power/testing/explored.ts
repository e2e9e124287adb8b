import type { CheckFinished, Finding } from '../../runner/events.ts';
import { readContract } from '../../specs/compiled.ts';
import { historiesOn } from '../history-runs.ts';
import { NO_OP } from '../mutants/ec2/controls.ts';
import type { Fault } from '../mutants/ec2/table.ts';

/** What the player and the explorer make of one fault: the findings of the requirements that generate histories. */
export async function explored(
  fault: Fault,
  only: readonly string[],
  count = 0,
): Promise<readonly Finding[]> {
  const contract = await readContract('aws-ec2');
  const found = await historiesOn(
    { ...NO_OP, id: 'control/explored', fault },
    { contract, seed: 11, histories: { count, steps: 8 }, selection: { only } },
  );
  return [...found.values()].flatMap(({ findings }: CheckFinished) => findings);
}
