import type { CheckContext } from '../../check.ts';
import { type Plan, playConcurrently, type Script } from './play.ts';
import { lanesOf } from './timeline.ts';
import { type Violation, violationsOf } from './violation.ts';

/** How often the plans are gone through: a race that needs luck is met by trying again. */
const ROUNDS = 3;

/** Scripts that overlap in every way that matters; each is played by two to eight clients on one or two names. */
const SCRIPTS: readonly (readonly Script[])[] = [
  // Everybody wants the same name.
  [['make'], ['make']],
  [['make'], ['make'], ['make'], ['make'], ['make'], ['make'], ['make'], ['make']],
  // What one deletes another makes, and a third looks.
  [
    ['make', 'delete'],
    ['make', 'look'],
    ['look', 'look'],
  ],
  [
    ['make', 'delete', 'make'],
    ['delete', 'make', 'look'],
    ['look', 'list'],
    ['list', 'look'],
  ],
  // Several delete the same.
  [
    ['make', 'delete', 'look'],
    ['make', 'delete', 'look'],
    ['delete', 'delete', 'make'],
  ],
  // Lists while names come and go.
  [
    ['make', 'list', 'delete', 'list'],
    ['list', 'make', 'list'],
    ['list', 'list', 'list'],
  ],
  [
    ['make', 'look', 'delete', 'look'],
    ['look', 'make', 'look'],
    ['delete', 'look', 'make', 'look'],
    ['list', 'list'],
    ['look', 'delete'],
  ],
];

/**
 * Plays concurrent histories and reports each kind of contradiction once, with the fewest calls that show it.
 */
export async function concurrently(ctx: CheckContext): Promise<void> {
  const told = new Set<Violation['kind']>();
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, clients] of SCRIPTS.entries()) {
      const plan: Plan = {
        clients,
        names: 1 + ((round + index) % 2) * Number(index > 1),
        creates: createsOf(ctx, round),
      };
      const history = await playConcurrently(ctx, plan);
      const violations = violationsOf(history, ctx.consistencyMs);
      for (const violation of violations.toSorted((one, other) => one.calls.length - other.calls.length)) {
        if (told.has(violation.kind)) continue;
        told.add(violation.kind);
        tell(ctx, violation);
      }
    }
  }
}

/** Imports only, then both in turn, then creates only; where a create costs much, a few in the last round. */
function createsOf({ createKeyType }: CheckContext, round: number): number {
  const turns = createKeyType === undefined ? [0, 0, 4] : [0, 2, 1];
  return turns[round % turns.length] ?? 0;
}

function tell(ctx: CheckContext, violation: Violation): void {
  const exchange = violation.offending.exchange ?? violation.calls.find((one) => one.exchange)?.exchange;
  if (exchange === undefined) return;
  ctx.note({
    code: 'history-race',
    facts: { contradiction: violation.kind, lanes: lanesOf(violation), staleMs: ctx.consistencyMs },
    exchange,
  });
}
