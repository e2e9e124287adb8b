import type { Sources } from './catalogue.ts';
import { asList, asObject } from './json.ts';
import type { Place, Problem } from './problem.ts';
import { valueAt } from './schema-check.ts';
import type { YamlPath, YamlSource } from './yaml-source.ts';

interface PlacedId {
  readonly id: string;
  readonly place: Place;
}

/** Every id is unique among its kind. Refusals need no rule here: they are keys of a map, which YAML checks. */
export function lintIds(sources: Sources): Problem[] {
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
