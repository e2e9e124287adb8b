import { showsField } from '../../specs/constraints.ts';
import type { Contract, ShownField } from '../../specs/contract.ts';
import type { Accepted, KeyPairView, Outcome, Refused } from '../../targets/target.ts';
import type { Mismatch } from '../check.ts';
import type { MismatchOf } from '../findings/catalogue.ts';
import { observedAnswer } from './answer.ts';
import { printTags } from './state.ts';

/** The client that reads raw answers; two readings of one exchange are compared with its. */
const READER = 'wire';

/**
 * Every point in which two readings of one answer differ: what the second client made of it, and what stands in it.
 * Lists of key pairs are compared by name, tags as sets, times as instants, acknowledgements as booleans. The request
 * id is judged by itself: clients may take it from a header, and nobody has recorded the headers.
 */
export function disagreements(read: Outcome, raw: Outcome): readonly Mismatch[] {
  const { exchange } = read;
  const compared = {
    client: raw.exchange === exchange ? READER : raw.exchange.client,
    exchange: raw.exchange,
  };
  const differ: Differ = (part, expected, observed) => ({
    code: 'client-misreads',
    facts: { part, expected, observed },
    exchange,
    compared,
  });
  if (read.kind === 'refused' && raw.kind === 'refused') return refusals(read, raw, differ);
  if (read.kind !== 'accepted' || raw.kind !== 'accepted') {
    if (read.kind === 'unreadable' && raw.kind === 'unreadable') return [];
    const facts = { expected: observedAnswer(raw), observed: observedAnswer(read) };
    return [{ code: 'client-misreads-outcome', facts, exchange, compared }];
  }
  return [
    ...numbers('HTTP status', raw.status, read.status, differ),
    ...keyPairs(read, raw, differ),
    ...deletion(read, raw, differ),
  ];
}

/** The fields of a view that not every answer has, by their names in the contract. */
const DECLARED: Readonly<Partial<Record<keyof KeyPairView, ShownField>>> = {
  id: 'id',
  fingerprint: 'fingerprint',
  keyType: 'key-type',
  privateKey: 'private-key',
  publicKey: 'public-key',
  createdAt: 'created-at',
  tags: 'tags',
};

/** An answer without what the contract does not know of it: no model of a client has that, so that none can return it. */
export function declaredPart(contract: Contract, outcome: Outcome): Outcome {
  if (outcome.kind !== 'accepted') return outcome;
  const { operation } = outcome.exchange.call;
  const isDeclared = (field: string): boolean => {
    const shown = DECLARED[field as keyof KeyPairView];
    return shown === undefined || showsField(contract, operation, shown);
  };
  const keyPairs = outcome.keyPairs.map(
    (view): KeyPairView => Object.fromEntries(Object.entries(view).filter(([field]) => isDeclared(field))),
  );
  return { ...outcome, keyPairs };
}

type Differ = (
  part: string,
  expected: string | undefined,
  observed: string | undefined,
) => MismatchOf<'client-misreads'>;

function refusals(read: Refused, raw: Refused, differ: Differ): readonly Mismatch[] {
  return [
    ...texts('error code', raw.code, read.code, differ),
    ...numbers('HTTP status', raw.status, read.status, differ),
    ...texts('error message', raw.message, read.message, differ),
  ];
}

function keyPairs(read: Accepted, raw: Accepted, differ: Differ): readonly Mismatch[] {
  const found = numbers('number of key pairs', raw.keyPairs.length, read.keyPairs.length, differ);
  if (found.length > 0) return found;
  // The one of a create or import may have lost its name; in a list the name tells which is which.
  const twinOf = (view: KeyPairView): KeyPairView | undefined =>
    raw.keyPairs.length === 1 ? read.keyPairs[0] : read.keyPairs.find(({ name }) => name === view.name);
  return raw.keyPairs.flatMap((view) => {
    const twin = twinOf(view);
    return twin === undefined
      ? [differ('name of a key pair', view.name, undefined)]
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

function views(read: KeyPairView, raw: KeyPairView, differ: Differ): readonly Mismatch[] {
  const keys = Object.keys(PARTS) as (keyof typeof PARTS)[];
  return [
    ...keys.flatMap((key) => texts(PARTS[key], raw[key], read[key], differ)),
    ...instants(raw.createdAt, read.createdAt, differ),
    ...tags(read, raw, differ),
  ];
}

/** A client that has read a time no longer has its text, nor more than milliseconds of it. */
function instants(raw: string | undefined, read: string | undefined, differ: Differ): readonly Mismatch[] {
  if (raw === undefined && read === undefined) return [];
  const apart = Math.abs(Date.parse(raw ?? '') - Date.parse(read ?? ''));
  return apart <= 1 ? [] : [differ('create time', raw, read)];
}

/** An empty set and a missing one are one to a client that shows lists. */
function tags(read: KeyPairView, raw: KeyPairView, differ: Differ): readonly Mismatch[] {
  return texts('set of tags', printTags(raw.tags ?? []), printTags(read.tags ?? []), differ);
}

function deletion(read: Accepted, raw: Accepted, differ: Differ): readonly Mismatch[] {
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
): readonly Mismatch[] {
  return raw === read ? [] : [differ(what, raw, read)];
}

function numbers(what: string, raw: number, read: number, differ: Differ): readonly Mismatch[] {
  return raw === read ? [] : [differ(what, String(raw), String(read))];
}
