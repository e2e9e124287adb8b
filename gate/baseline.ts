import { idPattern } from '../runner/id-pattern.ts';
import type { ClientKind } from '../targets/target.ts';
import { checkedYaml, refusal } from './schema-file.ts';

/** A failure that is expected of a target. */
export interface BaselineEntry {
  /** Id of a requirement; `*` stands for any characters. */
  readonly requirement: string;
  /** Only failures that this client sees; without it those of all clients. */
  readonly client?: ClientKind;
  /** `known` fails every time, `flaky` fails sometimes. */
  readonly class: 'known' | 'flaky';
  readonly reason: string;
  readonly issue?: string;
  /** Last day on which it excuses anything, `yyyy-mm-dd` in UTC. */
  readonly expires?: string;
  /** Identities of the failures that it excuses. */
  readonly fingerprints: readonly string[];
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
export const EMPTY_BASELINE = `# Failures that are expected of this target. Each entry excuses the named failure and no other;
# one that no longer fails, fits nothing or has expired is an error. \`baseline update\` and \`prune\` write this file.
entries:
`;

/**
 * Reads the text of a baseline file.
 * @throws UsageError with file, line and column for a fault, and for two entries that excuse the same failure
 */
export function parseBaseline(text: string, file: string): Baseline {
  const source = checkedYaml(text, file, 'baseline');
  const { entries } = source.value as unknown as { entries: Omit<BaselineEntry, 'index' | 'line'>[] | null };
  const placed = (entries ?? []).map((entry, index) => ({
    ...entry,
    index,
    line: source.place(['entries', index]).line,
  }));
  refuseContradictions(placed, file);
  return { file, entries: placed };
}

/** Whether an entry is about a requirement. */
export function concerns(entry: BaselineEntry, requirement: string): boolean {
  return idPattern(entry.requirement).test(requirement);
}

/** Whether an entry is about what a client sees. */
export function concernsClient(entry: BaselineEntry, client: ClientKind): boolean {
  return entry.client === undefined || entry.client === client;
}

/** A failure belongs to one requirement and one client, so that two entries with it would say two things of it. */
function refuseContradictions(entries: readonly BaselineEntry[], file: string): void {
  const first = new Map<string, BaselineEntry>();
  for (const entry of entries) {
    for (const fingerprint of entry.fingerprints) {
      const other = first.get(fingerprint);
      if (other !== undefined) {
        const message = `the failure ${fingerprint} is already excused at line ${other.line}; remove one of the two`;
        throw refusal([{ location: { file, line: entry.line }, message }]);
      }
      first.set(fingerprint, entry);
    }
  }
}

/** Whether the last day of an entry is over. */
export function isExpired({ expires }: BaselineEntry, today: string): boolean {
  return expires !== undefined && today > expires;
}
