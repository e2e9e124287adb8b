import { quote } from '../targets/shell.ts';
import type { Report } from './report.ts';

/** Name of the target of a run without an endpoint: the reference in the same process. */
export const EMBEDDED_REFERENCE = 'embedded reference';

/** The command that judges one requirement of this run again, with the same generated values. */
export function rerunCommand({ target, run }: Report, requirement: string): string {
  return [
    'keypair-conformance run',
    ...(target.name === EMBEDDED_REFERENCE ? [] : [quote(target.endpoint)]),
    ...(run.reading === 'observed' ? [] : ['--reading', run.reading]),
    '--only',
    quote(requirement),
    '--seed',
    String(run.seed),
  ].join(' ');
}
