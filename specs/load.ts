import { access, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Sources } from './catalogue.ts';
import { type CheckDefaults, readCatalogue } from './catalogue.ts';
import type {
  Conflict,
  Contract,
  Json,
  KeyVector,
  Recordings,
  RejectedMaterial,
  Rules,
  SourceDocument,
} from './contract.ts';
import { SPECS_FOLDER } from './folders.ts';
import { checkGiven, type GivenSchemas } from './given-check.ts';
import { asObject } from './json.ts';
import { lintContract } from './lint.ts';
import { observationsOf } from './observations.ts';
import { badPatterns, checkOpenapi } from './openapi-check.ts';
import { readInterface } from './operations.ts';
import { inReadingOrder, type Problem, SpecError } from './problem.ts';
import { loadSchemas, type SchemaCheck, type SchemaName } from './schema-check.ts';
import { readYaml, type YamlSource } from './yaml-source.ts';

/** How strictly to load. */
export interface LoadOptions {
  /** Also demand that every observation is cited by a requirement or says why not. @default false */
  readonly completeness?: boolean;
  /** What the checks take: also demand that every requirement gives its check that, and names a check there is. */
  readonly given?: GivenSchemas;
}

/** The files of a provider folder beside `requirements/*.yaml` and `openapi.yaml`, each with its schema. */
const FILES = {
  documents: 'documents.yaml',
  rules: 'rules.yaml',
  conflicts: 'conflicts.yaml',
  observations: 'evidence/observations.yaml',
  vectors: 'evidence/vectors.yaml',
} as const satisfies Partial<Record<SchemaName, string>>;

/** Only where somebody recorded a real account. */
const RECORDINGS = 'evidence/recordings.yaml';

/**
 * Loads and checks a provider folder (`specs/<provider>`).
 *
 * @throws SpecError with every problem found: syntax, unknown keys, the OpenAPI document, and, once all files
 * have the right shape, the references between them.
 */
export async function loadContract(folder: string | URL, options: LoadOptions = {}): Promise<Contract> {
  const path = typeof folder === 'string' ? folder : fileURLToPath(folder);
  const provider = basename(path);
  const check = await loadSchemas();
  const problems: Problem[] = [];
  const read = async (file: string): Promise<YamlSource | undefined> => {
    const parsed = await readYaml(join(path, file), `${provider}/${file}`);
    problems.push(...parsed.problems);
    return parsed.source;
  };

  const [documents, rules, conflicts, observations, vectors] = await Promise.all(
    Object.entries(FILES).map(async ([schema, file]) =>
      checked(await read(file), schema as SchemaName, check, problems),
    ),
  );
  if (rules !== undefined) problems.push(...badPatterns(rules, true));
  const recorded = await access(join(path, RECORDINGS)).then(
    () => true,
    () => false,
  );
  const recordings = recorded ? checked(await read(RECORDINGS), 'recordings', check, problems) : undefined;
  const openapi = await read('openapi.yaml');
  if (openapi !== undefined) problems.push(...(await checkOpenapi(openapi, check)));
  const checks = checked(await readChecks(problems), 'checks', check, problems);
  const catalogue: YamlSource[] = [];
  for (const file of await requirementFiles(path)) {
    const source = checked(await read(file), 'requirements', check, problems);
    if (source !== undefined) catalogue.push(source);
  }

  if (
    problems.length > 0 ||
    !documents ||
    !rules ||
    !conflicts ||
    !observations ||
    !vectors ||
    !openapi ||
    !checks
  ) {
    throw new SpecError(inReadingOrder(problems));
  }
  const derived = {
    operations: readInterface(openapi).operations,
    defaults: typed<CheckDefaults>(checks.value),
  };
  const parts = catalogue.map((source) => readCatalogue(source, derived));
  const requirements = parts.flatMap((one) => one.requirements);
  const unread = [
    ...parts.flatMap((one) => one.problems),
    ...(options.given === undefined
      ? []
      : checkGiven(
          parts.flatMap((one) => one.requirements),
          options.given,
        )),
  ];
  if (unread.length > 0) throw new SpecError(inReadingOrder(unread));
  const sources: Sources = {
    documents,
    rules,
    conflicts,
    observations,
    vectors,
    openapi,
    requirements,
    ...(recordings && { recordings }),
  };
  const contract = assemble(provider, sources);
  const found = lintContract(contract, sources, options);
  if (found.length > 0) throw new SpecError(inReadingOrder(found));
  return contract;
}

function checked(
  source: YamlSource | undefined,
  schema: SchemaName,
  check: SchemaCheck,
  problems: Problem[],
): YamlSource | undefined {
  if (source !== undefined) problems.push(...check(schema, source));
  return source;
}

async function requirementFiles(path: string): Promise<string[]> {
  const names = await readdir(join(path, 'requirements')).catch(() => []);
  return names
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => `requirements/${name}`);
}

/** Puts checked sources together; their schemas have established the shapes that are asserted here. */
function assemble(provider: string, sources: Sources): Contract {
  const vectors = asObject(sources.vectors.value);
  const recordings = sources.recordings && typed<Recordings>(sources.recordings.value);
  return {
    provider,
    ...readInterface(sources.openapi),
    documents: typed<readonly SourceDocument[]>(sources.documents.value),
    observations: observationsOf(typed(sources.observations.value), recordings),
    requirements: sources.requirements.map(({ requirement }) => requirement),
    rules: typed<Rules>(sources.rules.value),
    conflicts: typed<readonly Conflict[]>(sources.conflicts.value),
    vectors: typed<readonly KeyVector[]>(vectors.vectors),
    rejectedMaterials: typed<readonly RejectedMaterial[]>(vectors.rejectedMaterials),
    ...(recordings && { recordings }),
  };
}

/** What checks expect by themselves: one file for all providers. */
async function readChecks(problems: Problem[]): Promise<YamlSource | undefined> {
  const parsed = await readYaml(fileURLToPath(new URL('checks.yaml', SPECS_FOLDER)), 'checks.yaml');
  problems.push(...parsed.problems);
  return parsed.source;
}

function typed<T>(value: Json | undefined): T {
  return value as unknown as T;
}
