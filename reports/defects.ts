import type { Report, Result } from './report.ts';
import { rerunCommand } from './rerun.ts';
import { markdownBlock } from './text/markdown.ts';

/** What the report does not say and a bug report needs. */
export interface Machine {
  /** Version of Node, e.g. `v20.19.0`. */
  readonly node: string;
  /** Operating system and processor, e.g. `linux x64`. */
  readonly platform: string;
}

/**
 * `defects.md`: a bug report on the suite itself, ready to paste; `undefined` when there is nothing to report. Stacks were
 * redacted before they came into the report, and nothing of it counts for or against the target.
 */
export function renderDefects(report: Report, machine: Machine): string | undefined {
  const defects = report.results.filter(({ defect }) => defect !== undefined);
  if (defects.length === 0) return undefined;
  const { tool, target, run } = report;
  const lines = [
    `# ${defects.length === 1 ? 'A check' : `${defects.length} checks`} of ${tool.name} failed to work`,
    '',
    'This is a bug in the suite, not in the target. Please report it with all of this file; keys, signatures and tokens are removed.',
    '',
    `- version: ${tool.name} ${tool.version}`,
    `- Node: ${machine.node}, ${machine.platform}`,
    `- contract: ${target.provider}, ${run.reading} reading`,
    `- clients: ${run.clients.join(', ')}`,
    `- seed: ${run.seed}`,
    ...defects.flatMap((result) => ['', ...blockOf(result, report)]),
    '',
  ];
  return lines.join('\n');
}

function blockOf(result: Result, report: Report): readonly string[] {
  return [
    `## ${result.requirement}`,
    '',
    ...markdownBlock(rerunCommand(report, result.requirement), 'text'),
    '',
    ...markdownBlock(result.defect ?? '', 'text'),
  ];
}
