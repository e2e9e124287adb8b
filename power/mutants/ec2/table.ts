import type { Topic } from '../../../specs/contract.ts';
import type { Behaviours } from '../../../targets/ec2/reference/behaviours.ts';
import type { Mutant } from '../mutant.ts';
import * as shared from '../table.ts';

/** A mutant of EC2 in one row. */
export type Row = shared.Row<'aws-ec2'>;
/** A fault of EC2. */
export type Fault = Mutant['fault'];

/** A fault in one behaviour of EC2. */
export const at: shared.At<Behaviours> = shared.at as unknown as shared.At<Behaviours>;

/** The mutants of one topic of EC2. */
export const table = (topic: Topic, rows: readonly Row[]): readonly Mutant[] =>
  shared.tableOf('aws-ec2', topic, rows);
