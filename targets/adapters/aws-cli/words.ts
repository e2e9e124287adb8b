import type { OperationRole } from '../../../specs/contract.ts';
import { type CallParameters, type KeyPairCall, UnsupportedByClient } from '../../target.ts';

/** Verb of the command line for each operation. */
const VERBS: Readonly<Record<OperationRole, string>> = {
  create: 'create-key-pair',
  import: 'import-key-pair',
  describe: 'describe-key-pairs',
  delete: 'delete-key-pair',
};

/** How a value of a call is written; material is written by whoever has the file that holds it. */
const OPTIONS: Readonly<Partial<Record<keyof CallParameters, (value: never) => readonly string[]>>> = {
  name: (value: string) => [`--key-name=${value}`],
  names: (values: readonly string[]) => [`--key-names=${JSON.stringify(values)}`],
  id: (value: string) => [`--key-pair-id=${value}`],
  ids: (values: readonly string[]) => [`--key-pair-ids=${JSON.stringify(values)}`],
  keyType: (value: string) => [`--key-type=${value}`],
  keyFormat: (value: string) => [`--key-format=${value}`],
  filters: (filters: NonNullable<CallParameters['filters']>) => [
    `--filters=${JSON.stringify(filters.map(({ name, values }) => ({ Name: name, Values: values })))}`,
  ],
  dryRun: (value: boolean) => [value ? '--dry-run' : '--no-dry-run'],
  includePublicKey: (value: boolean) => [value ? '--include-public-key' : '--no-include-public-key'],
};

/** Values that each verb takes. */
const TAKEN: Readonly<Record<OperationRole, ReadonlySet<string>>> = {
  create: new Set(['name', 'keyType', 'keyFormat', 'tags', 'tagScope', 'dryRun']),
  import: new Set(['name', 'material', 'tags', 'tagScope', 'dryRun']),
  describe: new Set(['names', 'ids', 'filters', 'dryRun', 'includePublicKey']),
  delete: new Set(['name', 'id', 'dryRun']),
};

/** A file that holds the public key of an import. */
export interface MaterialFile {
  readonly path: string;
  /** `text` is read as such by the command line (`file://`), `bytes` are not looked at (`fileb://`). */
  readonly as: 'text' | 'bytes';
}

/**
 * The words of a call behind `aws ec2`.
 * @param major version of the command line: 2 has to be told that a file holds the key itself
 * @throws UnsupportedByClient for what no option of the command line can say
 */
export function wordsOf(
  { operation, parameters, query, wire }: KeyPairCall,
  file: MaterialFile | undefined,
  major: number,
): readonly string[] {
  if (wire !== undefined) throw new UnsupportedByClient('the aws command line writes its requests itself');
  const given = (Object.keys(parameters) as (keyof CallParameters)[]).filter(
    (key) => parameters[key] !== undefined,
  );
  const dropped = given.filter((key) => !TAKEN[operation].has(key));
  if (dropped.length > 0)
    throw new UnsupportedByClient(`the aws command line has no ${dropped.join(' and no ')} for ${operation}`);
  return [
    VERBS[operation],
    ...given.flatMap((key) => OPTIONS[key]?.(parameters[key] as never) ?? []),
    ...tagWords(parameters),
    ...(file === undefined ? [] : materialWords(file, major)),
    ...(query === undefined ? ['--output=json'] : [`--query=${query}`, '--output=text']),
  ];
}

function materialWords({ path, as }: MaterialFile, major: number): readonly string[] {
  if (as === 'bytes') return [`--public-key-material=fileb://${path}`];
  const format = major >= 2 ? ['--cli-binary-format=raw-in-base64-out'] : [];
  return [`--public-key-material=file://${path}`, ...format];
}

function tagWords({ tags, tagScope }: CallParameters): readonly string[] {
  if (tags === undefined && (tagScope === undefined || tagScope === null)) return [];
  const list = (tags ?? []).map(({ key, value }) => ({ Key: key, Value: value }));
  const scope = tagScope === null ? {} : { ResourceType: tagScope ?? 'key-pair' };
  return [`--tag-specifications=${JSON.stringify([{ ...scope, Tags: list }])}`];
}
