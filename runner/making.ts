import type { OperationRole } from '../specs/contract.ts';
import { MAKING_OPERATIONS, type MakingOperation } from '../specs/needs.ts';
import type { Check } from '../suites/check.ts';
import type { Board } from './board.ts';
import type { Job, RunState } from './job.ts';
import type { Verdict } from './verdict.ts';

/** Why none of the operations that make key pairs will do for a check. */
export interface NoWay {
  readonly need: string;
  readonly verdict: Verdict;
}

/** Tells by which operation checks make the key pairs that they are not about. */
export class Making {
  readonly #board: Board;
  readonly #bases: ReadonlyMap<string, string>;

  constructor(board: Board, checks: readonly Check[]) {
    this.#board = board;
    this.#bases = new Map(
      checks.flatMap(({ requirement: { id, basis } }) => (basis === undefined ? [] : [[basis, id]])),
    );
  }

  /** What stands against every operation; `undefined` where one will do, or where the check is about one. */
  noWay(job: Job, { keyTypes }: Pick<RunState, 'keyTypes'>): NoWay | undefined {
    if (job.check.making === undefined) return undefined;
    const reasons = MAKING_OPERATIONS.map((operation) => this.against(job, operation));
    if (reasons.some((reason) => reason === undefined)) return undefined;
    const told = reasons.filter((reason) => reason !== undefined);
    // What the target has and gets wrong says more than what it does not have.
    const imports = keyTypes.import === undefined ? told.toReversed() : told;
    return imports.find(({ verdict }) => verdict !== 'unsupported') ?? told[0];
  }

  /** What is known against an operation, as far as this check needs it; what nobody judged is taken to work. */
  against({ check, client }: Job, operation: OperationRole): NoWay | undefined {
    const basis = this.#bases.get(operation);
    const own = operation === 'import' || operation === 'create' ? check.making?.[operation] : undefined;
    const needs = own ?? (basis === undefined ? [] : [basis]);
    return needs
      .map((need) => ({ need, verdict: this.#board.verdictOf(need, client.kind) }))
      .find(({ verdict }) => verdict !== 'pass' && verdict !== 'skipped');
  }
}

/** The operation by which a check makes key pairs: the preferred one, unless it is known not to work and the other is not. */
export function makingFor(
  job: Job,
  { keyTypes, contract, against }: Pick<RunState, 'keyTypes' | 'contract' | 'against'>,
  preferred: MakingOperation,
): MakingOperation {
  const able = (operation: MakingOperation): boolean =>
    contract.operations[operation] !== undefined &&
    (operation !== 'import' || keyTypes.import !== undefined) &&
    against(job, operation) === undefined;
  const other = preferred === 'import' ? 'create' : 'import';
  if (able(preferred)) return preferred;
  if (able(other)) return other;
  return keyTypes.import === undefined ? 'create' : preferred;
}
