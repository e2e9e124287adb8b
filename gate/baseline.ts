import { idPattern } from '../runner/id-pattern.ts';
import type { ClientKind } from '../targets/target.ts';
import { checkedYaml, refusal } from './schema-file.ts';

/** A failure that is expected of a target. */
export interface BaselineEntry {
  /** Id of a requirement; `*` stands for any characters. */
  readonly requirement: string;
  /** Only failures of this kind of difference, as reports name it. */
  readonly code?: string;
  /** Only failures that this client sees; without it those of all clients. */
  readonly client?: ClientKind;
  /** `known` fails every time, `flaky` fails sometimes. */
  readonly class: 'known' | 'flaky';
  readonly because: string;
  readonly issue?: string;
  /** Last day on which it excuses anything, `yyyy-mm-dd` in UTC. */
  readonly expires?: string;
  /** Only the failures with these identities; empty where `code` or the requirement alone says which. */
  readonly fingerprint: readonly string[];
  /** Place in the list, from 0, and line in the file. */
  readonly index: number;
  readonly line: number;
}

/** The expected failures of a target. */
export interface Baseline {
  /** As messages name it. */
  readonly file: string;
  readonly entries: readonly BaselineEntry[];
}

/** A baseline file without entries, as `baseline update` begins one. */
export const EMPTY_BASELINE = `# Failures that are expected of this target. Each entry excuses what it names and nothing else;
# one that no longer fails, matches no requirement or has expired is an error. \`baseline update\` and \`prune\` write this file.
entries:
`;

/**
 * Reads the text of a baseline file.
 * @throws UsageError with file, line and column for a fault, and for two entries that excuse the same failure
 */
export function parseBaseline(text: string, file: string): Baseline {
  const source = checkedYaml(text, file, 'baseline');
  const { entries } = source.value as unknown as { entries: WrittenEntry[] | null };
  const placed = (entries ?? []).map((entry, index) => ({
    ...entry,
    class: entry.class ?? 'known',
    fingerprint: [entry.fingerprint ?? []].flat(),
    index,
    line: source.place(['entries', index]).line,
  }));
  refuseWide(placed, file);
  refuseContradictions(placed, file);
  return { file, entries: placed };
}

/** An entry as people write it. */
type WrittenEntry = Omit<BaselineEntry, 'class' | 'fingerprint' | 'index' | 'line'> & {
  readonly class?: BaselineEntry['class'];
  readonly fingerprint?: string | readonly string[];
};

/** What identifies a failure to a baseline. */
export interface Identity {
  readonly requirement: string;
  readonly client: ClientKind;
  readonly code: string;
  readonly fingerprint: string;
}

/** Whether an entry names a failure by all that it says. */
export function names(entry: BaselineEntry, { requirement, client, code, fingerprint }: Identity): boolean {
  return (
    concerns(entry, requirement) &&
    concernsClient(entry, client) &&
    (entry.code === undefined || entry.code === code) &&
    (entry.fingerprint.length === 0 || entry.fingerprint.includes(fingerprint))
  );
}

/** Whether an entry is about a requirement. */
export function concerns(entry: BaselineEntry, requirement: string): boolean {
  return idPattern(entry.requirement).test(requirement);
}

/** Whether an entry is about what a client sees. */
export function concernsClient(entry: BaselineEntry, client: ClientKind): boolean {
  return entry.client === undefined || entry.client === client;
}

/** What excuses every failure of many requirements would excuse the next one too. */
function refuseWide(entries: readonly BaselineEntry[], file: string): void {
  const wide = entries.find(
    ({ requirement, code, fingerprint }) =>
      requirement.includes('*') && code === undefined && fingerprint.length === 0,
  );
  if (wide === undefined) return;
  const message = `'${wide.requirement}' stands for many requirements; say which failures with code or fingerprint`;
  throw refusal([{ location: { file, line: wide.line }, message }]);
}

/** Two entries that name the same would say two things of it. */
function refuseContradictions(entries: readonly BaselineEntry[], file: string): void {
  const first = new Map<string, BaselineEntry>();
  for (const entry of entries) {
    for (const named of whatIsNamed(entry)) {
      const other = first.get(named);
      if (other !== undefined) {
        const message = `${named} is already excused at line ${other.line}; remove one of the two`;
        throw refusal([{ location: { file, line: entry.line }, message }]);
      }
      first.set(named, entry);
    }
  }
}

/** A fingerprint belongs to one requirement, one client and one code, whatever else an entry says. */
function whatIsNamed({ requirement, client, code, fingerprint }: BaselineEntry): readonly string[] {
  if (fingerprint.length > 0) return fingerprint.map((one) => `the failure ${one}`);
  const parts = [
    requirement,
    ...(client === undefined ? [] : [`(${client})`]),
    ...(code === undefined ? [] : [code]),
  ];
  return [parts.join(' ')];
}

/** Whether the last day of an entry is over. */
export function isExpired({ expires }: BaselineEntry, today: string): boolean {
  return expires !== undefined && today > expires;
}

/** The entry that expects a failure on a day; `undefined` where none does, or not any more. */
export function entryFor({ entries }: Baseline, failure: Identity, today: string): BaselineEntry | undefined {
  return entries.find((entry) => names(entry, failure) && !isExpired(entry, today));
}
