import type { OperationRole } from '../../specs/contract.ts';
import type { Parameters } from '../reference/request.ts';
import { readFilters } from './filters.ts';
import { type Material, materialOf } from './material.ts';
import type { PairStore, RecordedPair } from './store.ts';

/** A request as the recordings tell it apart from others. */
export interface ClassifiedCall {
  /** Class of each parameter that was sent; one without a recorded class has its name alone in `unclassed`. */
  readonly classes: Readonly<Record<string, string>>;
  /** The first parameter that has no recorded class, or that the operation was never sent. */
  readonly unclassed?: string;
  /** What placeholders of messages stand for. */
  readonly slots: Readonly<Record<string, string>>;
  /** The pairs that a describe finds. */
  readonly found: readonly RecordedPair[];
  readonly tags: RecordedPair['tags'];
  readonly material?: Material;
}

/** Names as the recorded sessions had them. */
const PLAIN_NAME = /^[a-z0-9-]{1,64}$/;
const PLAIN_TAG = /^[A-Za-z0-9-]{1,64}$/;
const MOST_TAGS = 3;
/** An id that was asked for and never given out, by describe and by delete. */
const ZERO_ID = 'key-00000000000000000';

const PROTOCOL = ['Action', 'Version'];
const SENT: Readonly<Record<OperationRole, RegExp>> = {
  create: /^(KeyName|KeyType|KeyFormat|DryRun|TagSpecification\..*)$/,
  import: /^(KeyName|PublicKeyMaterial|DryRun|TagSpecification\..*)$/,
  describe: /^((KeyName|KeyPairId)\.\d+|Filter\.\d+\.(Name|Value\.\d+)|IncludePublicKey|DryRun)$/,
  delete: /^(KeyName|KeyPairId|DryRun)$/,
};

/** Finds the class of every parameter of a call, in the present state of the account. */
export function classify(operation: OperationRole, parameters: Parameters, store: PairStore): ClassifiedCall {
  const foreign = parameters.names().find((name) => !PROTOCOL.includes(name) && !SENT[operation].test(name));
  const describes = operation === 'describe';
  const names = describes ? parameters.list('KeyName') : one(parameters, 'KeyName');
  const ids = describes ? parameters.list('KeyPairId') : one(parameters, 'KeyPairId');
  const filters = parameters.indexes('Filter').length > 0 ? readFilters(parameters) : undefined;
  const given = parameters.get('PublicKeyMaterial');
  const material = given === undefined ? undefined : materialOf(given);
  const tags = readTags(parameters);
  const present = (name: string): boolean =>
    parameters.get(name) !== undefined || parameters.indexes(name).length > 0;
  const found: Readonly<Record<string, string | undefined>> = {
    KeyName: classOfNames(operation, names, store),
    KeyPairId: classOfIds(ids, store),
    KeyType: classOfWord(parameters.get('KeyType'), ['rsa', 'ed25519']),
    KeyFormat: classOfWord(parameters.get('KeyFormat'), ['pem', 'ppk']),
    PublicKeyMaterial: material?.class,
    TagSpecification: tags?.class,
    Filter: filters?.class,
    DryRun: parameters.get('DryRun') === 'true' ? 'true' : undefined,
    IncludePublicKey: parameters.get('IncludePublicKey') === 'true' ? 'true' : undefined,
  };
  const sent = Object.entries(found).filter(([name]) => present(name));
  const unclassed = foreign ?? sent.find(([, value]) => value === undefined)?.[0];
  return {
    classes: Object.fromEntries(sent.map(([name, value]) => [name, value ?? '?'])),
    ...(unclassed !== undefined && { unclassed }),
    slots: {
      name: names.find((name) => store.named(name) === undefined) ?? names[0] ?? '',
      id: ids[0] ?? '',
      filter: filters?.unknown ?? '',
      keyType: parameters.get('KeyType') ?? '',
      keyFormat: parameters.get('KeyFormat') ?? '',
      resource: tags?.resource ?? '',
    },
    found: store.all().filter((pair) => chosen(pair, names, ids) && (filters?.matches(pair) ?? true)),
    tags: tags?.tags ?? [],
    ...(material && { material }),
  };
}

function one(parameters: Parameters, name: string): string[] {
  const value = parameters.get(name);
  return value === undefined ? [] : [value];
}

function chosen({ name, id }: RecordedPair, names: readonly string[], ids: readonly string[]): boolean {
  return (names.length === 0 || names.includes(name)) && (ids.length === 0 || ids.includes(id));
}

function classOfNames(
  operation: OperationRole,
  names: readonly string[],
  store: PairStore,
): string | undefined {
  const classes = names.map((name) => classOfName(operation, name, store) ?? '?');
  const [first = '', second] = classes;
  if (names.length === 1) return first === '?' ? undefined : first;
  if (names.length === 0 || operation !== 'describe') return undefined;
  const allExist = classes.every((one) => one === 'existing');
  if (allExist && new Set(names).size === names.length) return 'existing-several';
  if (names.length !== 2) return undefined;
  if (allExist) return 'existing-twice';
  return first === 'existing' && second === 'unknown' ? 'existing-and-unknown' : undefined;
}

function classOfName(operation: OperationRole, name: string, store: PairStore): string | undefined {
  if (name === '') return 'empty';
  const state = store.stateOfName(name);
  if (state !== 'unknown') return state;
  const makes = operation === 'create' || operation === 'import';
  if (PLAIN_NAME.test(name)) return makes ? 'free' : 'unknown';
  if (!makes) return undefined;
  if (/^[a-z0-9-]+$/.test(name)) return name.length > 255 ? 'too-long' : undefined;
  if (/^ [a-z0-9-]{1,64}$/.test(name)) return 'leading-space';
  if (/^[a-z0-9-]{1,64}\n[a-z0-9-]{1,64}$/.test(name)) return 'line-break';
  return /^[a-z0-9\u00c0-\u024f-]{1,64}$/.test(name) ? 'not-ascii' : undefined;
}

function classOfIds(ids: readonly string[], store: PairStore): string | undefined {
  const [id] = ids;
  if (id === undefined || ids.length > 1) return undefined;
  if (id === ZERO_ID) return 'zero';
  if (/^[a-z0-9]+$/.test(id)) return 'malformed';
  return /^key-([0-9a-f]{8}|[0-9a-f]{17})$/.test(id) ? store.stateOfId(id) : undefined;
}

/** A word of a list, or another plain word. */
function classOfWord(word: string | undefined, known: readonly string[]): string | undefined {
  if (word === undefined || known.includes(word)) return word;
  return /^[a-z0-9]+$/.test(word) ? 'unknown' : undefined;
}

/** One specification with one to three plain tags; for another resource type, as recorded, `instance` with one. */
function readTags(
  parameters: Parameters,
): { readonly class: string; readonly resource: string; readonly tags: RecordedPair['tags'] } | undefined {
  const [index, more] = parameters.indexes('TagSpecification');
  if (index === undefined || more !== undefined) return undefined;
  const prefix = `TagSpecification.${index}`;
  const resource = parameters.get(`${prefix}.ResourceType`) ?? '';
  const tags = parameters
    .indexes(`${prefix}.Tag`)
    .map(
      (tag) =>
        [
          parameters.get(`${prefix}.Tag.${tag}.Key`) ?? '',
          parameters.get(`${prefix}.Tag.${tag}.Value`) ?? '',
        ] as const,
    );
  const plain =
    tags.length > 0 &&
    tags.length <= MOST_TAGS &&
    new Set(tags.map(([key]) => key)).size === tags.length &&
    tags.flat().every((text) => PLAIN_TAG.test(text));
  const known = resource === 'key-pair' ? 'plain' : resource === 'instance' ? 'other-resource' : undefined;
  return plain && known !== undefined ? { class: known, resource, tags } : undefined;
}
