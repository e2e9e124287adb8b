import type { AnyMutant } from './mutants/mutant.ts';
import type { Judgement } from './rival-command.ts';

/** One mutant with what the other suite said of it. */
export interface RivalResult {
  readonly id: string;
  readonly topic: string;
  readonly summary: string;
  readonly fate: Judgement['kind'];
  readonly exitCode?: number;
  /** Why, for `void`. */
  readonly reason?: string;
  readonly durationMs: number;
}

/** What became of the controls; one that was never asked is absent. */
export interface RivalControls {
  /** The correct server, before and after all mutants. */
  readonly before?: Judgement;
  readonly after?: Judgement;
  readonly allBroken?: Judgement;
}

/** The result of measuring another suite. */
export interface RivalReport {
  readonly schemaVersion: 1;
  readonly provider: string;
  readonly command: string;
  readonly seed: number;
  readonly durationMs: number;
  /** Whether only a part of the catalogue was asked for. */
  readonly partial: boolean;
  /** Why no figure can be believed; absent when all controls did what they must. */
  readonly void?: string;
  readonly controls: RivalControls;
  readonly figures: Readonly<Record<'mutants' | Judgement['kind'], number>>;
  readonly mutants: readonly RivalResult[];
}

/** What a report is made of. */
export type RivalInput = Omit<RivalReport, 'schemaVersion' | 'void' | 'figures'>;

/** The result for one mutant. */
export function rivalResult(
  { id, topic, summary }: AnyMutant,
  said: Judgement,
  durationMs: number,
): RivalResult {
  return {
    id,
    topic,
    summary,
    fate: said.kind,
    ...(said.kind === 'noticed' && { exitCode: said.exitCode }),
    ...(said.kind === 'void' && { reason: said.reason }),
    durationMs,
  };
}

/** Draws the conclusions from all judgements. */
export function rivalReport(input: RivalInput): RivalReport {
  const unsound = controlTrouble(input.controls);
  return {
    schemaVersion: 1,
    ...input,
    ...(unsound !== undefined && { void: unsound }),
    figures: figuresOf(input.mutants),
  };
}

/** 0 every fault noticed, 1 some not noticed, 3 void or incomplete. */
export function rivalExitCode(report: RivalReport): 0 | 1 | 3 {
  const { mutants, unnoticed, void: judgedNothing } = report.figures;
  if (report.void !== undefined || mutants === 0 || judgedNothing > 0) return 3;
  return unnoticed > 0 ? 1 : 0;
}

/** The figure in one line, and a table by topic. Markdown. */
export function renderRival(report: RivalReport): string {
  const { figures, mutants } = report;
  const share = figures.mutants === 0 ? 0 : (100 * figures.noticed) / figures.mutants;
  const figure =
    report.void === undefined
      ? `${figures.noticed} of ${figures.mutants} faults noticed (${share.toFixed(1)} %), ${figures.unnoticed} not noticed, ${figures.void} void`
      : `VOID: ${report.void}; no figure`;
  if (mutants.length === 0) return `${figure}\n`;
  const topics = [...new Set(mutants.map(({ topic }) => topic))];
  const row = (name: string, of: RivalReport['figures']): string =>
    `| ${name} | ${of.mutants} | ${of.noticed} | ${of.unnoticed} | ${of.void} |`;
  return `${[
    figure,
    '',
    '| topic | mutants | noticed | not noticed | void |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...topics.map((topic) => row(topic, figuresOf(mutants.filter((one) => one.topic === topic)))),
    row('all', figures),
  ].join('\n')}\n`;
}

function figuresOf(mutants: readonly RivalResult[]): RivalReport['figures'] {
  const count = (fate: Judgement['kind']): number => mutants.filter((one) => one.fate === fate).length;
  return {
    mutants: mutants.length,
    noticed: count('noticed'),
    unnoticed: count('unnoticed'),
    void: count('void'),
  };
}

function controlTrouble({ before, after, allBroken }: RivalControls): string | undefined {
  return (
    mustBe('unnoticed', before, 'the correct server, before the mutants,') ??
    mustBe('noticed', allBroken, 'the server with everything broken') ??
    mustBe('unnoticed', after, 'the correct server, after the mutants,')
  );
}

function mustBe(wanted: Judgement['kind'], said: Judgement | undefined, what: string): string | undefined {
  if (said === undefined) return `${what} was not judged`;
  if (said.kind === wanted) return undefined;
  if (said.kind === 'void') return `${what} could not be judged: ${said.reason}`;
  return said.kind === 'noticed' ? `${what} got exit ${said.exitCode}, not 0` : `${what} got exit 0`;
}
