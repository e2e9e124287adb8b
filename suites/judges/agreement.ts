import type { Accepted, KeyPairView, Outcome, Refused } from '../../targets/target.ts';
import type { ProseMismatch } from '../check.ts';
import { describeOutcome } from './answer.ts';
import { printTags } from './state.ts';

/** The client that reads raw answers; two readings of one exchange are compared with its. */
const READER = 'wire';

/**
 * Every point in which two readings of one answer differ: what the second client made of it, and what stands in it.
 * Lists of key pairs are compared by name, tags as sets, times as instants, acknowledgements as booleans. The request
 * id is judged by itself: clients may take it from a header, and nobody has recorded the headers.
 */
export function disagreements(read: Outcome, raw: Outcome): readonly ProseMismatch[] {
  const differ = (what: string, expected: string, observed: string): ProseMismatch => ({
    summary: `the client reads another ${what} than the answer has`,
    expected,
    observed,
    exchange: read.exchange,
    compared: {
      client: raw.exchange === read.exchange ? READER : raw.exchange.client,
      exchange: raw.exchange,
    },
  });
  if (read.kind === 'refused' && raw.kind === 'refused') return refusals(read, raw, differ);
  if (read.kind !== 'accepted' || raw.kind !== 'accepted') {
    if (read.kind === 'garbled' && raw.kind === 'garbled') return [];
    return [differ('outcome', describeOutcome(raw), describeOutcome(read))];
  }
  return [
    ...numbers('HTTP status', raw.status, read.status, differ),
    ...keyPairs(read, raw, differ),
    ...deletion(read, raw, differ),
  ];
}

type Differ = (what: string, expected: string, observed: string) => ProseMismatch;

function refusals(read: Refused, raw: Refused, differ: Differ): readonly ProseMismatch[] {
  return [
    ...texts('error code', raw.code, read.code, differ),
    ...numbers('HTTP status', raw.status, read.status, differ),
    ...texts('error message', raw.message, read.message, differ),
  ];
}

function keyPairs(read: Accepted, raw: Accepted, differ: Differ): readonly ProseMismatch[] {
  const found = numbers('number of key pairs', raw.keyPairs.length, read.keyPairs.length, differ);
  if (found.length > 0) return found;
  // The one of a create or import may have lost its name; in a list the name tells which is which.
  const twinOf = (view: KeyPairView): KeyPairView | undefined =>
    raw.keyPairs.length === 1 ? read.keyPairs[0] : read.keyPairs.find(({ name }) => name === view.name);
  return raw.keyPairs.flatMap((view) => {
    const twin = twinOf(view);
    return twin === undefined
      ? [differ('name of a key pair', shown(view.name), 'no key pair of that name')]
      : views(twin, view, differ);
  });
}

/** Names of the parts of a view, for messages. */
const PARTS = {
  name: 'name',
  id: 'key pair id',
  fingerprint: 'fingerprint',
  keyType: 'key type',
  privateKey: 'private key',
  publicKey: 'public key',
} as const satisfies Partial<Record<keyof KeyPairView, string>>;

function views(read: KeyPairView, raw: KeyPairView, differ: Differ): readonly ProseMismatch[] {
  const keys = Object.keys(PARTS) as (keyof typeof PARTS)[];
  return [
    ...keys.flatMap((key) => texts(PARTS[key], raw[key], read[key], differ)),
    ...instants(raw.createdAt, read.createdAt, differ),
    ...tags(read, raw, differ),
  ];
}

/** A client that has read a time no longer has its text, nor more than milliseconds of it. */
function instants(
  raw: string | undefined,
  read: string | undefined,
  differ: Differ,
): readonly ProseMismatch[] {
  if (raw === undefined && read === undefined) return [];
  const apart = Math.abs(Date.parse(raw ?? '') - Date.parse(read ?? ''));
  return apart <= 1 ? [] : [differ('create time', shown(raw), shown(read))];
}

/** An empty set and a missing one are one to a client that shows lists. */
function tags(read: KeyPairView, raw: KeyPairView, differ: Differ): readonly ProseMismatch[] {
  return texts('set of tags', printTags(raw.tags ?? []), printTags(read.tags ?? []), differ);
}

function deletion(read: Accepted, raw: Accepted, differ: Differ): readonly ProseMismatch[] {
  const said = raw.deleted?.acknowledged?.trim().toLowerCase();
  return [
    ...texts('acknowledgement', said, read.deleted?.acknowledged, differ),
    ...texts('key pair id', raw.deleted?.id, read.deleted?.id, differ),
  ];
}

function texts(
  what: string,
  raw: string | undefined,
  read: string | undefined,
  differ: Differ,
): readonly ProseMismatch[] {
  return raw === read ? [] : [differ(what, shown(raw), shown(read))];
}

function numbers(what: string, raw: number, read: number, differ: Differ): readonly ProseMismatch[] {
  return raw === read ? [] : [differ(what, String(raw), String(read))];
}

function shown(text: string | undefined): string {
  return text === undefined ? 'absent' : JSON.stringify(text);
}
