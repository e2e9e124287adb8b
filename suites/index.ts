import type { Suite } from './check.ts';
import { dryRuns } from './dry-runs.ts';
import { duplicates } from './duplicates.ts';
import { fingerprints } from './fingerprints.ts';
import { keyMaterials } from './key-materials.ts';
import { lifecycle } from './lifecycle.ts';
import { names } from './names.ts';
import { quota } from './quota.ts';

/** Every suite by its topic; requirements name a body as `<topic>/<body>`. */
export const SUITES: Readonly<Record<string, Suite>> = Object.fromEntries(
  [names, duplicates, dryRuns, fingerprints, keyMaterials, lifecycle, quota].map((suite) => [
    suite.topic,
    suite,
  ]),
);
