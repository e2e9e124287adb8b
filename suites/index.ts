import type { Suite } from './check.ts';
import { clients } from './clients.ts';
import { deletes } from './deletes.ts';
import { describes } from './describes.ts';
import { dryRuns } from './dry-runs.ts';
import { duplicates } from './duplicates.ts';
import { errorShapes } from './error-shapes.ts';
import { filters } from './filters.ts';
import { fingerprints } from './fingerprints.ts';
import type { GivenSchema } from './given/parts.ts';
import { givenSchemaOf } from './given/table.ts';
import { histories } from './histories.ts';
import { identifiers } from './identifiers.ts';
import { imports } from './imports.ts';
import { isolation } from './isolation.ts';
import { keyMaterials } from './key-materials.ts';
import { keyTypeFormats } from './key-type-formats.ts';
import { lifecycle } from './lifecycle.ts';
import { names } from './names.ts';
import { paging } from './paging.ts';
import { quota } from './quota.ts';
import { responseShapes } from './response-shapes.ts';
import { tags } from './tags.ts';
import { wire } from './wire.ts';

/** Every suite by its topic; requirements name a body as `<topic>/<body>`. */
export const SUITES: Readonly<Record<string, Suite>> = Object.fromEntries(
  [
    names,
    clients,
    duplicates,
    dryRuns,
    fingerprints,
    keyMaterials,
    lifecycle,
    quota,
    describes,
    filters,
    paging,
    deletes,
    tags,
    identifiers,
    imports,
    isolation,
    keyTypeFormats,
    responseShapes,
    errorShapes,
    wire,
    histories,
  ].map((suite) => [suite.topic, suite]),
);

/** What the `given` of each check may be, by its name: a JSON Schema, for the loader and for people. */
export const GIVEN_SCHEMAS: Readonly<Record<string, GivenSchema>> = Object.fromEntries(
  Object.values(SUITES).flatMap(({ topic, bodies }) =>
    Object.keys(bodies).map((body) => [`${topic}/${body}`, givenSchemaOf(`${topic}/${body}`)] as const),
  ),
);
