import { describeFormat } from '../suites/keys/describe-format.ts';
import { readPublicKey } from '../suites/keys/read-public.ts';
import type { KeyPairView, Tag } from '../targets/target.ts';
import type { BundleExchange } from './bundle.ts';
import type { ResponseReader } from './reader.ts';

/** What a response says once everything is left out that differs from call to call: part by part, each as a text. */
export type NormalForm = Readonly<Record<string, string>>;

/** Headers whose values are the service's choice; the rest depends on the connection or on the moment. */
const STEADY_HEADERS = [
  'cache-control',
  'content-encoding',
  'content-type',
  'server',
  'strict-transport-security',
  'vary',
];
/** Headers of which only the presence says something. */
const PRESENT_HEADERS = ['x-amzn-requestid', 'x-acs-request-id'];

const MARK = /^keypair-conformance-/;
const UUID = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi;
const TIME = /\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z/g;

/** Names, ids and keys of one check, each by a stand-in in the order of its appearance. */
export class StandIns {
  readonly #prefix: string;
  readonly #ids = new Map<string, string>();
  readonly #names = new Map<string, string>();

  /** @param prefix what the names of the recording begin with */
  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  /** Learns the ids of a response, so that later requests with them are known. */
  learn(pairs: readonly KeyPairView[]): void {
    for (const { id } of pairs)
      if (id !== undefined && id !== '' && !this.#ids.has(id))
        this.#ids.set(id, `{id ${this.#ids.size + 1}}`);
  }

  /** A text without what differs between two recordings. */
  text(text: string): string {
    let rest = text;
    for (const [id, standIn] of this.#ids) rest = rest.replaceAll(id, standIn);
    const own = new RegExp(`${escaped(this.#prefix)}[A-Za-z0-9._-]*`, 'gi');
    return rest
      .replace(own, (name) => {
        const known = this.#names.get(name) ?? `{name ${this.#names.size + 1}, ${name.length}}`;
        this.#names.set(name, known);
        return known;
      })
      .replace(UUID, '{uuid}')
      .replace(TIME, '{time}');
  }
}

/** What a call asked for, without names, ids, keys and the marks of the run. */
export function requestForm({ operation, parameters, altered }: BundleExchange, standIns: StandIns): string {
  const { material, tags, fingerprint, ...rest } = parameters;
  const own = {
    ...rest,
    ...(typeof material === 'string' && { material: materialForm(material) }),
    ...(Array.isArray(tags) && { tags: tags.filter((tag) => !MARK.test((tag as unknown as Tag).key)) }),
    ...(typeof fingerprint === 'string' && { fingerprint: describeFormat(fingerprint) }),
  };
  return `${operation}${altered === true ? ' altered' : ''} ${standIns.text(JSON.stringify(own))}`;
}

function materialForm(material: string): string {
  const key = readPublicKey(material);
  return key.ok
    ? `{${key.encoding} ${key.keyType} ${key.bits}}`
    : material.replace(/[A-Za-z0-9+/=]{20,}/g, '{base64}');
}

/** The parts of a response that a service decides on. */
export function responseForm(exchange: BundleExchange, read: ResponseReader, standIns: StandIns): NormalForm {
  const { response, privateKey } = exchange;
  const outcome = read(exchange);
  const headers = (name: string): string | undefined =>
    response.headers.find(([given]) => given.toLowerCase() === name)?.[1];
  const parts: Record<string, string | undefined> = {
    status: String(response.status),
    'layout of the body': layoutOf(response.body),
  };
  for (const name of STEADY_HEADERS) parts[`header ${name}`] = headers(name) ?? 'absent';
  for (const name of PRESENT_HEADERS)
    parts[`header ${name}`] = headers(name) === undefined ? 'absent' : 'present';
  if (outcome.kind === 'refused') {
    parts.code = outcome.code;
    parts.message = messageForm(outcome.message, exchange, standIns);
  }
  if (outcome.kind === 'unreadable') parts.unreadable = outcome.reason;
  if (outcome.kind === 'accepted') {
    standIns.learn(outcome.keyPairs);
    const forms = outcome.keyPairs.map((pair) => JSON.stringify(pairForm(pair, standIns)));
    // The order of a list is left to the service, and what others have in the account is no answer to this call.
    parts['key pairs'] = [...new Set(forms)].toSorted().join('\n');
    if (outcome.deleted !== undefined) parts.acknowledged = outcome.deleted.acknowledged ?? 'nothing';
  }
  if (privateKey !== undefined) {
    const { container, lineWidth, lineEnd, endsWithLineEnd, keyType, bits } = privateKey;
    parts['private key'] =
      `${container}, ${keyType ?? 'unknown'} ${bits ?? ''}, lines of ${lineWidth}, ${lineEnd}${endsWithLineEnd ? '' : ', no line end at the end'}`;
  }
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as NormalForm;
}

function messageForm(message: string, { parameters }: BundleExchange, standIns: StandIns): string {
  const named = standIns
    .text(message)
    .replace(/\{name \d+, \d+\}/g, '{name}')
    .replace(/\{id \d+\}/g, '{id}');
  const id = parameters.id ?? (Array.isArray(parameters.ids) ? parameters.ids[0] : undefined);
  return typeof id === 'string' && id.length > 3 ? named.replaceAll(id, '{id}') : named;
}

function pairForm(pair: KeyPairView, standIns: StandIns): object {
  const { name, id, fingerprint, keyType, publicKey, createdAt, tags } = pair;
  return {
    name: name === undefined ? 'absent' : standIns.text(name).replace(/\{name \d+, /, '{name, '),
    id: id === undefined ? 'absent' : id.replace(/(?<=-)[0-9a-z]+$/, (random) => `{${random.length}}`),
    fingerprint: fingerprint === undefined ? 'absent' : describeFormat(fingerprint),
    keyType: keyType ?? 'absent',
    publicKey: publicKey === undefined ? 'absent' : publicKeyForm(publicKey, standIns),
    createdAt: createdAt === undefined ? 'absent' : createdAt.replace(/\d/g, '9'),
    tags: tags === undefined ? 'absent' : tags.length === 0 ? 'none' : 'some',
  };
}

function publicKeyForm(line: string, standIns: StandIns): string {
  const key = readPublicKey(line);
  const comment = standIns
    .text(line.trim().split(' ').slice(2).join(' '))
    .replace(/\{name \d+, \d+\}/, '{name}');
  return `${key.ok ? `${key.encoding} ${key.keyType}` : 'unreadable'}, comment '${comment}'${line.endsWith('\n') ? ', line feed' : ''}`;
}

/** Names of the elements or members in their order, each once, and whether the text is indented. */
function layoutOf(body: string): string {
  if (body === '') return 'empty';
  const names = body.startsWith('<')
    ? [...body.matchAll(/<([A-Za-z][\w:.-]*)/g)].map(([, name = '']) => name)
    : [...body.matchAll(/"([A-Za-z][\w.-]*)"\s*:/g)].map(([, name = '']) => name);
  return [...new Set(names)].join(' ');
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
