import { createHash } from 'node:crypto';

/** Somebody opened the ledger to write into it. */
export interface OpenedLine {
  readonly type: 'opened';
  /** Identity of the writer, unlike every other. */
  readonly run: string;
  /** What the names of the run begin with; a name that begins so cannot be anybody else's. */
  readonly prefix: string;
  /** What the prefix and the names without it follow from; a target that knew it could tell them. A sweep has none. */
  readonly secret?: string;
  readonly provider: string;
  readonly endpoint: string;
  /** The account that was checked, where one was. */
  readonly account?: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** Whether a sweep opened the ledger, to write what is gone. */
export function isBySweep({ prefix, secret }: OpenedLine): boolean {
  return prefix === '' && secret === undefined;
}

/** A key pair may come to exist; on disk before the call leaves. */
export interface IntentLine {
  readonly type: 'intent';
  readonly run: string;
  /** Counts from 1 within a run. */
  readonly seq: number;
  readonly provider: string;
  readonly endpoint: string;
  readonly region: string;
  readonly operation: string;
  /** Every name it may come to have: the one that was sent, and what a deliberate fault of the request says. */
  readonly names: readonly string[];
  readonly at: string;
}

/**
 * The target said that it made the key pair, under this name and id where the answer shows them: a name only if it was
 * sent, and the id as `listedId` has it, so that no target writes what it likes into the ledger.
 */
export interface AcceptedLine {
  readonly type: 'accepted';
  readonly run: string;
  readonly seq: number;
  readonly name?: string;
  readonly id?: string;
}

/** No id of a service is longer, and 24 characters of a secret do not fit. */
const ID = /^[a-z]{1,8}-[0-9a-z]{1,22}$/;

/** An id as a ledger has it: as it is where it looks like one, else its digest, which finds the same key pair. */
export function listedId(id: string): string {
  return ID.test(id) ? id : `sha256-${createHash('sha256').update(id).digest('hex').slice(0, 32)}`;
}

/** The target said that it did not make the key pair. */
export interface RefusedLine {
  readonly type: 'refused';
  readonly run: string;
  readonly seq: number;
}

/** The key pair was deleted, and is there all the same. */
export interface FoundLine {
  readonly type: 'found';
  readonly run: string;
  readonly seq: number;
}

/** The key pair is gone: a delete was accepted, or a sweep saw that it is not there. */
export interface RemovedLine {
  readonly type: 'removed';
  readonly run: string;
  readonly seq: number;
}

export type LedgerLine = OpenedLine | IntentLine | AcceptedLine | RefusedLine | RemovedLine | FoundLine;

const TEXTS: { readonly [type in LedgerLine['type']]: readonly string[] } = {
  opened: ['run', 'prefix', 'provider', 'endpoint', 'at'],
  intent: ['run', 'provider', 'endpoint', 'region', 'operation', 'at'],
  accepted: ['run'],
  refused: ['run'],
  removed: ['run'],
  found: ['run'],
};

/** The line that a text is; `undefined` when it is none, for instance because it was torn off. */
export function readLine(text: string): LedgerLine | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isLine(value) ? value : undefined;
}

function isLine(value: unknown): value is LedgerLine {
  if (typeof value !== 'object' || value === null) return false;
  const line = value as Readonly<Record<string, unknown>>;
  const { type } = line;
  if (typeof type !== 'string' || !Object.hasOwn(TEXTS, type)) return false;
  const texts = TEXTS[type as LedgerLine['type']];
  if (!texts.every((key) => typeof line[key] === 'string')) return false;
  if (!['name', 'id', 'account', 'secret'].every((key) => ['string', 'undefined'].includes(typeof line[key])))
    return false;
  if (type === 'opened') return true;
  if (!Number.isSafeInteger(line.seq) || (line.seq as number) < 1) return false;
  return type !== 'intent' || (Array.isArray(line.names) && line.names.every((n) => typeof n === 'string'));
}
