import { refusal } from '../../../targets/reference/outcome.ts';
import { always, overlapsSeen } from '../table.ts';
import {
  type AnyContext,
  type AnyFault,
  type AnyRow,
  at,
  type HistoryService,
  making,
  type When,
} from './service.ts';

/** A fault of requests that overlap with others, whatever those are about. */
export function beside(here: When, wrong: (overlaps: When) => AnyFault): AnyFault {
  return (correct) => {
    const overlaps = overlapsSeen<AnyContext>();
    const fault = wrong((ctx) => here(ctx) && overlaps.has(ctx))(correct);
    const delay = overlaps.watching(correct.protocol.delay);
    return { ...fault, protocol: { ...fault.protocol, delay } };
  };
}

const serverError = (overlaps: When): AnyFault =>
  at('protocol', 'throttle', always, (right, ctx) =>
    overlaps(ctx) ? refusal('InternalError', 'dictionary changed size during iteration', 500) : right(ctx),
  );

/** Faults that show only while calls about other key pairs are under way. */
export function overlapRows(service: HistoryService): readonly AnyRow[] {
  const row = (name: string, summary: string, fault: AnyFault): AnyRow => [
    name,
    summary,
    'history.describe.beside-others',
    fault,
    { kind: 'race' },
  ];
  return [
    row(
      'describe-error-while-others-run',
      'a describe that overlaps with any other call is answered HTTP 500',
      beside(service.describing, serverError),
    ),
    row(
      'make-error-while-others-run',
      'a create or an import that overlaps with any other call is answered HTTP 500',
      beside(making(service), serverError),
    ),
    row(
      'overlapping-make-is-lost',
      'of creates and imports at the same time under different names, every other is lost',
      beside(making(service), (overlaps) => {
        let turn = 0;
        return at('store', 'insert', always, (right, ctx, pair) =>
          overlaps(ctx) && turn++ % 2 === 0 ? undefined : right(ctx, pair),
        );
      }),
    ),
    row(
      'overlapping-describe-shows-less',
      'a describe that overlaps with any other call misses what was made last',
      beside(service.describing, (overlaps) =>
        at('describe', 'selected', always, (right, ctx) =>
          overlaps(ctx) ? right(ctx).slice(0, -1) : right(ctx),
        ),
      ),
    ),
  ];
}
