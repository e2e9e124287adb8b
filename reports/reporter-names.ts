/** How a run is printed on standard output. */
export const REPORTERS = ['summary', 'line', 'dot', 'verbose', 'json', 'github'] as const;
export type ReporterName = (typeof REPORTERS)[number];

/** The reporter that a run uses by default: in a job of GitHub Actions failures become annotations. */
export function defaultReporter(environment: Readonly<Record<string, string | undefined>>): ReporterName {
  return environment.GITHUB_ACTIONS === 'true' ? 'github' : 'summary';
}

/** The reporter that the options name, or the default. */
export function chosenReporter(
  { reporter, verbose }: { readonly reporter?: ReporterName; readonly verbose?: boolean },
  env: Readonly<Record<string, string | undefined>>,
): ReporterName {
  return reporter ?? (verbose === true ? 'verbose' : defaultReporter(env));
}
