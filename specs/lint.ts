import type { PlacedRequirement, Sources } from './catalogue.ts';
import type { Contract } from './contract.ts';
import { asList, asObject } from './json.ts';
import { lintCitations } from './lint-citations.ts';
import { lintRecordings } from './lint-recordings.ts';
import { lintRequirements } from './lint-requirements.ts';
import type { Place, Problem } from './problem.ts';
import { valueAt } from './schema-check.ts';
import type { YamlPath, YamlSource } from './yaml-source.ts';

interface PlacedId {
  readonly id: string;
  readonly place: Place;
}

/** Every id is unique among its kind. Refusals need no rule here: they are keys of a map, which YAML checks. */
function lintIds(sources: Sources): Problem[] {
  return [
    ...repeated('document', idsIn(sources.documents)),
    ...repeated('observation', idsIn(sources.observations)),
    ...repeated('conflict', idsIn(sources.conflicts)),
    ...repeated(
      'requirement',
      sources.requirements.map(({ requirement, place }) => ({ id: requirement.id, place: place(['id']) })),
    ),
    ...['fingerprints', 'keyMaterial', 'formats'].flatMap((section) =>
      repeated(`${section} rule`, idsIn(sources.rules, [section])),
    ),
    ...repeated('vector', idsIn(sources.vectors, ['vectors'])),
    ...repeated('rejected material', idsIn(sources.vectors, ['rejectedMaterials'])),
  ];
}

function idsIn(source: YamlSource, list: YamlPath = []): PlacedId[] {
  return asList(valueAt(source.value, list)).map((item, index) => ({
    id: String(asObject(item).id),
    place: source.place([...list, index, 'id']),
  }));
}

function repeated(kind: string, ids: readonly PlacedId[]): Problem[] {
  const first = new Map<string, Place>();
  return ids.flatMap(({ id, place }) => {
    const earlier = first.get(id);
    if (earlier !== undefined) {
      const message = `${kind} id '${id}' is used twice; first at ${earlier.file}:${earlier.line}`;
      return [{ location: place, message }];
    }
    first.set(id, place);
    return [];
  });
}

/** Checks what no single file can show: ids, references between files, and the rules of the catalogue. */
export function lintContract(
  contract: Contract,
  sources: Sources,
  options: { readonly completeness?: boolean } = {},
): Problem[] {
  const { requirements } = sources;
  return [
    ...lintIds(sources),
    ...lintRequirements(contract, requirements),
    ...lintCitations(contract, sources, requirements, options),
    ...lintConflicts(contract, sources, requirements),
    ...(options.completeness === true ? lintUnjudgedConflicts(contract, sources) : []),
    ...lintRejections(contract, sources),
    ...lintRecordings(contract, sources.recordings),
    ...lintNotApplicable(contract, sources),
    ...(options.completeness === true ? lintModel(contract, sources) : []),
  ];
}

/** A check that a requirement names but no suite has, and a check that no requirement names. */
export function lintClaims(contracts: readonly Contract[], bodies: readonly string[]): Problem[] {
  const named = contracts.flatMap((contract) => contract.requirements);
  const known = new Set(bodies);
  const claimed = new Set(named.map((requirement) => requirement.check));
  const unclaimed = [...known].filter((body) => !claimed.has(body));
  return [
    ...named
      .filter((requirement) => !known.has(requirement.check))
      .map(({ id, check, location }) => ({
        location,
        message: `requirement '${id}' names the check '${check}', which no suite has; write it or correct the name`,
      })),
    ...unclaimed.map((body) => ({
      location: { file: `suites/${body.split('/')[0] ?? body}.ts`, line: 1 },
      message: `no requirement names the check '${body}'; remove it or add the requirement`,
    })),
  ];
}

function lintConflicts(
  contract: Contract,
  sources: Sources,
  requirements: readonly PlacedRequirement[],
): Problem[] {
  const known = new Set(contract.requirements.map(({ id }) => id));
  const named = new Set(contract.conflicts.flatMap((conflict) => conflict.requirements));
  const unknown = contract.conflicts.flatMap((conflict, index) =>
    conflict.requirements.flatMap((id, position) =>
      known.has(id)
        ? []
        : [
            {
              location: sources.conflicts.place([index, 'requirements', position]),
              message: `conflict '${conflict.id}' names the unknown requirement '${id}'`,
            },
          ],
    ),
  );
  const unexplained = requirements
    .filter(({ requirement }) => requirement.readings !== undefined && !named.has(requirement.id))
    .map(({ requirement, place }) => ({
      location: place(['readings']),
      message: `requirement '${requirement.id}' has two readings but no conflict names it; add it to conflicts.yaml`,
    }));
  return [...unknown, ...unexplained];
}

/** Conflicts that a run would list without ever saying which side a target takes. */
function lintUnjudgedConflicts(contract: Contract, sources: Sources): Problem[] {
  const judged = new Set(
    contract.requirements.filter(({ readings }) => readings !== undefined).map(({ id }) => id),
  );
  return contract.conflicts.flatMap((conflict, index) =>
    conflict.indistinct !== undefined || conflict.requirements.some((id) => judged.has(id))
      ? []
      : [
          {
            location: sources.conflicts.place([index]),
            message: `no requirement of the conflict '${conflict.id}' has two readings; add readings to one, or say why it is indistinct`,
          },
        ],
  );
}

/** A topic that does not apply has no requirements. */
function lintNotApplicable({ requirements, rules }: Contract, sources: Sources): Problem[] {
  return (rules.notApplicable ?? []).flatMap(({ topic }, index) => {
    const found = requirements.find((requirement) => requirement.topic === topic);
    if (found === undefined) return [];
    const message = `the topic '${topic}' does not apply, but '${found.id}' is a requirement of it; remove the one or the other`;
    return [{ location: sources.rules.place(['notApplicable', index, 'topic']), message }];
  });
}

/** The model refers to requirements, which have to exist. */
function lintModel({ requirements, rules }: Contract, sources: Sources): Problem[] {
  const known = new Set(requirements.map(({ id }) => id));
  const named: (readonly [readonly (string | number)[], string])[] = [
    ...Object.entries(rules.model?.answers ?? {}).map(
      ([situation, id]) => [['model', 'answers', situation], id] as const,
    ),
    ...(rules.model?.sendings ?? []).map(
      ({ stated }, index) => [['model', 'sendings', index, 'stated'], stated] as const,
    ),
  ];
  return named.flatMap(([at, id]) =>
    known.has(id)
      ? []
      : [{ location: sources.rules.place(at), message: `the model names '${id}', which is no requirement` }],
  );
}

function lintRejections(contract: Contract, sources: Sources): Problem[] {
  const materials = contract.rejectedMaterials.flatMap(({ refusal }, index) =>
    refusal in contract.refusals
      ? []
      : [
          {
            location: sources.vectors.place(['rejectedMaterials', index, 'refusal']),
            message: `unknown refusal '${refusal}'; declare it in x-refusals of openapi.yaml`,
          },
        ],
  );
  const { refusal } = contract.rules.quota;
  if (refusal in contract.refusals) return materials;
  const location = sources.rules.place(['quota', 'refusal']);
  return [
    ...materials,
    { location, message: `unknown refusal '${refusal}'; declare it in x-refusals of openapi.yaml` },
  ];
}
