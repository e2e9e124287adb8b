import type { EcsFault } from './faults.ts';

/** A describe that compares names otherwise. */
export function matches(
  summary: string,
  mustBeKilledBy: string,
  fits: (name: string, pattern: string, right: (name: string) => boolean) => boolean,
): EcsFault {
  return {
    summary,
    mustBeKilledBy,
    fault: ({ describe }) => ({
      describe: {
        nameMatcher(ctx, pattern) {
          const right = describe.nameMatcher(ctx, pattern);
          return (name) => fits(name, pattern, right);
        },
      },
    }),
  };
}
