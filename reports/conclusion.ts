import { type ConclusionKind, count, decide } from './decide.ts';
import type { Report } from './report.ts';

export type { ConclusionKind };
export { count };

export interface Conclusion {
  readonly kind: ConclusionKind;
  /** One sentence with the figures it rests on, and what has to be said beside it. */
  readonly text: string;
}

/** What a run comes to, in one sentence. */
export function conclusionOf(report: Report): Conclusion {
  const { kind, text, notes } = decide(report);
  return { kind, text: [text, ...notes].join('; ') };
}
