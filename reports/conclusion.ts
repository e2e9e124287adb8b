import type { Report } from './report.ts';

/** The one word for a run. */
export type ConclusionKind =
  | 'interrupted'
  | 'unreachable'
  | 'cleanup-incomplete'
  | 'suite-defect'
  | 'non-conformant'
  | 'incomplete'
  | 'conformant';

export interface Conclusion {
  readonly kind: ConclusionKind;
  /** One sentence with the figures it rests on. */
  readonly text: string;
}

/**
 * What a run comes to, in one sentence. Worse things about the run itself hide what it says of the target, in the same
 * order as its exit code.
 */
export function conclusionOf(report: Report): Conclusion {
  const { summary, run, cleanup } = report;
  const { verdicts, planned } = summary;
  const judged = verdicts.pass + verdicts.fail;
  const asked = count(planned - verdicts.skipped, 'requirement');
  if (run.interrupted) {
    return {
      kind: 'interrupted',
      text: `stopped after ${judged} of ${count(planned, 'requirement')} were judged`,
    };
  }
  if (run.unreachable !== undefined) {
    return { kind: 'unreachable', text: `${report.target.endpoint} gave no answer: ${run.unreachable}` };
  }
  if (cleanup.length > 0) {
    const text = `${count(cleanup.length, 'thing')} made by the run could not be removed`;
    return { kind: 'cleanup-incomplete', text };
  }
  if (verdicts.defect > 0) {
    return {
      kind: 'suite-defect',
      text: `${count(verdicts.defect, 'check')} of the suite itself failed to work`,
    };
  }
  const failed = summary.gating.verdicts.fail;
  const differing = summary.informing.verdicts.fail;
  const informing = differing === 0 ? '' : `, ${count(differing, 'difference')} only to inform`;
  if (failed > 0) return { kind: 'non-conformant', text: `${failed} of ${asked} not met${informing}` };
  const open = verdicts.inconclusive + verdicts.blocked;
  if (open > 0) return { kind: 'incomplete', text: `${open} of ${asked} could not be judged` };
  if (judged === 0) return { kind: 'incomplete', text: `none of ${asked} was judged` };
  const unsupported =
    verdicts.unsupported === 0 ? '' : `, ${verdicts.unsupported} not supported by the target`;
  return { kind: 'conformant', text: `${verdicts.pass} of ${asked} met${informing}${unsupported}` };
}

/** `1 requirement`, `2 requirements`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
