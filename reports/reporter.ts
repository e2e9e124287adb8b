import { annotationsOf } from './annotations.ts';
import { conclusionLine } from './console/figures.ts';
import type { Layout } from './console/layout.ts';
import { failureLine, renderShort } from './console/short.ts';
import { renderConsole } from './console.ts';
import { renderJson } from './json.ts';
import type { Report } from './report.ts';
import type { ReporterName } from './reporter-names.ts';
import { createStyle } from './text/style.ts';

/** Where the result of a run is printed. */
export interface ReporterOptions {
  /** Columns; from 40 to 120 are used. */
  readonly width: number;
  readonly colour: boolean;
  /** The verdict only. */
  readonly quiet: boolean;
  /** Whether a baseline is compared after it: annotations are of what that does not expect. */
  readonly baseline?: boolean;
  /** Directory of the report; missing where nothing was written. */
  readonly out?: string;
}

type Render = (report: Report, layout: Layout, options: ReporterOptions) => string;

const RENDERERS: Readonly<Record<ReporterName, Render>> = {
  summary: renderShort,
  dot: renderShort,
  line: (report, layout, options) => `${failureLines(report, layout)}${renderShort(report, layout, options)}`,
  verbose: (report, _layout, options) => renderConsole(report, options),
  json: (report) => renderJson(report),
  github: (report, layout, options) =>
    `${renderShort(report, layout, options)}${options.baseline === true ? '' : annotationsOf(report).join('')}`,
};

/** The result of a run as the reporter prints it. Texts of the target are escaped: none can steer a terminal or CI. */
export function renderWith(name: ReporterName, report: Report, options: ReporterOptions): string {
  const layout: Layout = {
    width: Math.max(40, Math.min(options.width, 120)),
    style: createStyle(options.colour),
  };
  const brief = options.quiet || report.run.unreachable !== undefined;
  if (brief && name !== 'json') return `${conclusionLine(report, layout)}\n`;
  return RENDERERS[name](report, layout, options);
}

function failureLines({ results }: Report, layout: Layout): string {
  const failed = results.filter(({ verdict }) => verdict === 'fail');
  return (
    failed.map((result) => `${failureLine(result, layout)}\n`).join('') + (failed.length > 0 ? '\n' : '')
  );
}
