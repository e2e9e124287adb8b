import type { Report } from './report.ts';

/** `report.json`: the report as it is, two spaces of indentation, a line break at the end. */
export function renderJson(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
