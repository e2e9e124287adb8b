import type { OperationRole } from '../../../specs/contract.ts';
import { MAKING_OPERATIONS } from '../../../specs/needs.ts';
import type { CheckContext } from '../../check.ts';
import { type Alone, resolve, takenOf, tellingOf } from './answers.ts';
import { type Act, type Plan, playConcurrently, type Script } from './play.ts';
import { lanesOf } from './timeline.ts';
import { type Violation, violationsOf } from './violation.ts';

/** How often the scripts are gone through: a race that needs luck is met by trying again. */
const ROUNDS = 3;

/** Plans where requests are expensive. */
const FEW = 2;

/** How often a client reads while others change something. */
const READS = 6;

/** What a script does: makes are imports or creates, as the round says. */
type Move = 'make' | Exclude<Act, 'create' | 'import'>;

/** Scripts that go on for a while; each is played by two to eight clients on one or two names. */
const SCRIPTS: readonly (readonly (readonly Move[])[])[] = [
  // Everybody wants the same name.
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
  const alone = await aloneOn(ctx);
  const plans = plansFor(makesOf(ctx));
  for (const plan of ctx.frugal ? plans.slice(0, FEW) : plans) {
    const history = resolve(await playConcurrently(ctx, plan), ctx.contract, alone);
    const violations = violationsOf(history, ctx.consistencyMs);
    for (const violation of violations.toSorted((one, other) => one.calls.length - other.calls.length)) {
      if (told.has(violation.kind) || (await failsAlone(ctx, violation))) continue;
      told.add(violation.kind);
      tell(ctx, violation);
    }
  }
}

/** The makes of a run: what it can do, and whether a create costs little. */
interface Makes {
  readonly makes: readonly ('create' | 'import')[];
  readonly cheapCreates: boolean;
}

function makesOf(ctx: CheckContext): Makes {
  const { createKeyType } = ctx;
  const makes = MAKING_OPERATIONS.filter((one) => ctx.making(one) === one);
  return { makes, cheapCreates: createKeyType !== undefined && createKeyType !== 'rsa' };
}

/** Every overlap of two acts once, and the scripts in every round. */
export function plansFor(makes: Makes): readonly Plan[] {
  const rounds = Array.from({ length: ROUNDS }, (_, round) =>
    SCRIPTS.map((script, index): Plan => {
      const names = 1 + ((round + index) % 2) * Number(index > 0);
      return { clients: script.map((moves, client) => actsOf(moves, client, round, makes)), names };
    }),
  );
  return [...overlaps(makes), ...rounds.flat()];
}

/**
 * Every two acts of which one changes something, each by two clients at the same time, on a name that is free and on one
 * that is taken. Where a create costs much, it only meets the makes of a free name, which it may win.
 */
function overlaps({ makes, cheapCreates }: Makes): readonly Plan[] {
  const acts: readonly Act[] = [...makes, 'delete', 'look', 'list'];
  const pairs = acts.flatMap((one, index) => acts.slice(index).map((other) => [one, other] as const));
  const first = makes[0] ?? 'create';
  return [[], [first]].flatMap((before) =>
    pairs.flatMap(([one, other]): Plan[] => {
      const makesTwo = makes.some((make) => make === one) && makes.some((make) => make === other);
      const isCostly = !cheapCreates && (one === 'create' || other === 'create');
      if (!changing(one) || (isCostly && !(makesTwo && before.length === 0))) return [];
      if (!changing(other)) return [reading(one, other, before, first)];
      const both = [[one], [other]];
      return [{ clients: isCostly ? both : [...both, ...both], names: 1, before }];
    }),
  );
}

/** A read is short, so that one alone may come before or after all that happens: both sides go on for a while. */
function reading(changes: Act, reads: Act, before: Script, make: Act): Plan {
  const change = changes === 'delete' ? [changes, make, changes] : [changes, 'delete' as const, changes];
  const read = Array.from({ length: READS }, () => reads);
  const beside = reads === 'list' ? { beside: [make] } : {};
  return { clients: [change, change, read, read], names: 2, before, ...beside };
}

function changing(act: Act): boolean {
  return act !== 'look' && act !== 'list';
}

/** Imports only, then both in turn, then creates only; where a create costs much, always imports. */
function actsOf(
  moves: readonly Move[],
  client: number,
  round: number,
  { makes, cheapCreates }: Makes,
): Script {
  const every = cheapCreates ? ([0, 2, 1][round % ROUNDS] ?? 0) : 0;
  return moves.map((move, index) => {
    if (move !== 'make') return move;
    const creates = every > 0 && (client * 3 + index) % every === 0;
    const wanted = creates ? 'create' : 'import';
    return makes.includes(wanted) ? wanted : (makes[0] ?? 'create');
  });
}

/**
 * What makes and deletes answer when nothing else goes on: a delete that never tells what it deleted does not say that it
 * met nothing, and a name that is taken may be rejected with another code than the stated one.
 */
async function aloneOn(ctx: CheckContext): Promise<Alone> {
  const telling = new Set<OperationRole>();
  const taken = new Map<OperationRole, string>();
  for (const make of makesOf(ctx).makes) {
    const answered = await playConcurrently(ctx, { clients: [[make, make, 'look', 'delete']], names: 1 });
    for (const operation of tellingOf(answered)) telling.add(operation);
    for (const [operation, code] of takenOf(answered)) taken.set(operation, code);
  }
  return { telling, taken };
}

/** Whether a read that got an error gets one too when nothing else goes on. */
async function failsAlone(ctx: CheckContext, { kind, offending: { exchange } }: Violation): Promise<boolean> {
  if (kind !== 'errors' || exchange?.call.operation !== 'describe') return false;
  const outcome = await ctx.call(exchange.call, { bulk: true, mayFail: true });
  return outcome.kind !== 'accepted' && outcome.status === exchange.response.status;
}

function tell(ctx: CheckContext, violation: Violation): void {
  const sorted = violation.calls.toSorted((one, other) => one.start - other.start);
  const sent = sorted.flatMap((one) => one.exchange ?? []);
  const exchange = violation.offending.exchange ?? sent[0];
  if (exchange === undefined) return;
  ctx.note({
    code: 'history-race',
    facts: { contradiction: violation.kind, lanes: lanesOf(violation), staleMs: ctx.consistencyMs },
    exchange,
    led: sent.filter((one) => one !== exchange),
  });
}
