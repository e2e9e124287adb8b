import { isThroughAdapter } from '../targets/adapters/outcomes.ts';
import { quote } from '../targets/shell.ts';
import type { Report } from './report.ts';

/** What the reference in the process of a run is called in reports. */
export const EMBEDDED_REFERENCE = 'embedded reference';

/** How a command of this program is written where people read it: it runs as printed. */
export const CLI = 'npx keypair-conformance';

/** What was tested: name and version, address, and its Server header. */
export function targetInWords({ target }: Report): string {
  const { name, version, endpoint, software, provider, reference } = target;
  const named = reference === true ? EMBEDDED_REFERENCE : name;
  const versioned = version === undefined ? named : `${named} ${version}`;
  // Without a name of its own a target is called by its address.
  const address = endpoint.includes(name) ? endpoint : `${versioned} at ${endpoint}`;
  return `${provider}: ${address}${software === undefined ? '' : ` (${software})`}`;
}

/** Choices of the run that change what its checks do; the report has them as they were given. */
const KEPT_CHOICES = ['region', 'runs', 'client', 'adapter', 'python', 'aws-cli'] as const;

/** The command that judges one requirement of this run again, with the same generated values. */
export function rerunCommand({ target, run }: Report, requirement: string): string {
  const kept = KEPT_CHOICES.flatMap((name) => {
    const values = run.selection[name];
    return values === undefined ? [] : [`--${name}`, quote(values.join(','))];
  });
  // It comes from the option or the config file again.
  const withoutAddress = isThroughAdapter(target.endpoint) || run.selection.adapter !== undefined;
  return [
    `${CLI} run`,
    ...(target.reference === true ? ['--reference'] : withoutAddress ? [] : [quote(target.endpoint)]),
    '--provider',
    quote(target.provider),
    ...(run.reading === 'observed' ? [] : ['--reading', run.reading]),
    ...kept,
    '--only',
    quote(requirement),
    '--seed',
    String(run.seed),
  ].join(' ');
}
