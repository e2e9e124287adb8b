import { refusal } from '../../../targets/ec2/reference/outcome.ts';
import type { Mutant } from '../mutant.ts';
import { overlapsSeen } from '../table.ts';
import { type Condition, creating, describing, type Fault, importing, type Row, table } from './table.ts';

const NAMED_BY = 'history.describe.beside-others';

/** A fault of requests that overlap with others, whatever those are about. */
function beside(here: Condition, wrong: (overlaps: Condition) => Fault): Fault {
  return (correct) => {
    const overlaps = overlapsSeen<Parameters<Condition>[0]>();
    const fault = wrong((ctx) => here(ctx) && overlaps.has(ctx))(correct);
    const delay = overlaps.watching(correct.protocol.delay);
    return { ...fault, protocol: { ...fault.protocol, delay } };
  };
}

const serverError =
  (overlaps: Condition): Fault =>
  ({ protocol }) => ({
    protocol: {
      throttle: (ctx) =>
        overlaps(ctx)
          ? refusal('InternalError', 'dictionary changed size during iteration', 500)
          : protocol.throttle(ctx),
    },
  });

const making: Condition = (ctx) => creating(ctx) || importing(ctx);

/** Faults that show only while calls about other key pairs are under way. */
// biome-ignore format: a row is a mutant
const ROWS: readonly Row[] = [
  ['describe-error-while-others-run', 'a describe that overlaps with any other call is answered HTTP 500', NAMED_BY,
    beside(describing, serverError)],
  ['make-error-while-others-run', 'a create or an import that overlaps with any other call is answered HTTP 500', NAMED_BY,
    beside(making, serverError)],
  ['overlapping-make-is-lost', 'of creates and imports at the same time under different names, every other is lost', NAMED_BY,
    beside(making, (overlaps) => {
      let turn = 0;
      return ({ store }) => ({
        store: { insert: (ctx, pair) => (overlaps(ctx) && turn++ % 2 === 0 ? undefined : store.insert(ctx, pair)) },
      });
    })],
  ['overlapping-describe-shows-less', 'a describe that overlaps with any other call misses what was made last', NAMED_BY,
    beside(describing, (overlaps) => ({ describe }) => ({
      describe: { selected: (ctx) => (overlaps(ctx) ? describe.selected(ctx).slice(0, -1) : describe.selected(ctx)) },
    }))],
];

export const HISTORY_OVERLAP: readonly Mutant[] = table(
  'history',
  ROWS.map(([name, summary, by, fault]) => [name, summary, by, fault, { kind: 'race' }]),
);
