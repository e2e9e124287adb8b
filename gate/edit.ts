import { type Document, isMap, isSeq, parseDocument, type YAMLSeq } from 'yaml';
import type { BaselineEntry } from './baseline.ts';
import { goneFrom } from './entry-outcome.ts';
import type { Comparison, Failure } from './outcome.ts';

/** How entries are written that an update adds. */
export interface NewEntries {
  /** Why the failure is expected; without it an entry says what fails and that nobody has explained it. */
  readonly because?: string | undefined;
  /** What they name: the failures themselves, or the kind of difference, which holds for all clients. */
  readonly by?: 'fingerprint' | 'code' | undefined;
  /** Ids of requirements that may pass or fail: each gets one flaky entry, whatever it did this time. */
  readonly flaky?: readonly string[] | undefined;
}

/** A baseline file after a change: the whole text, and a line for each thing that changed. */
export interface EditedBaseline {
  readonly text: string;
  readonly changes: readonly string[];
}

/**
 * Writes what fails now into the text of a baseline: new entries for unexpected failures, other fingerprints where a
 * failure changed, `flaky` where a known failure passed in between. Removes no entry; comments and reasons stay.
 * Entries that name a code are corrected to another code, never to a fingerprint.
 */
export function updateText(text: string, comparison: Comparison, added: NewEntries = {}): EditedBaseline {
  const { because, by = 'fingerprint', flaky: byTurns = [] } = added;
  const editor = openEditor(text);
  const changed = new Map<BaselineEntry, Failure[]>();
  const fresh = new Map<string, Failure[]>();
  for (const { kind, entry, failure } of comparison.outcomes) {
    if (failure === undefined) continue;
    const { requirement, client, code } = failure;
    if (kind === 'unexpected-failure' && byTurns.includes(requirement)) continue;
    const differs = kind === 'changed-fingerprint' && entry !== undefined;
    if (differs && isCorrected(entry, comparison)) push(changed, entry, failure);
    else if (differs || kind === 'unexpected-failure')
      push(fresh, `${requirement} ${by === 'code' ? code : client}`, failure);
  }
  for (const [entry, failures] of changed) {
    if (entry.fingerprint.length === 0) {
      const [now, ...others] = failures;
      editor.set(entry, 'code', now?.code);
      editor.changes.push(`changed ${entry.requirement}: other code`);
      for (const other of others.filter(({ code }) => code !== now?.code))
        push(fresh, `${other.requirement} ${other.code}`, other);
      continue;
    }
    const flaky = entry.class === 'flaky' || failures.some(isFlaky);
    // What fails in several ways by turns may do so again in each of them.
    const gone = new Set(flaky ? [] : goneFrom(entry, seenIn(comparison)));
    const kept = entry.fingerprint.filter((fingerprint) => !gone.has(fingerprint));
    editor.set(entry, 'fingerprint', [...kept, ...failures.map(({ fingerprint }) => fingerprint)]);
    if (flaky) editor.set(entry, 'class', 'flaky');
    editor.changes.push(`changed ${entry.requirement}: other fingerprints${flaky ? ', flaky' : ''}`);
  }
  for (const { kind, entry } of comparison.outcomes) {
    if (kind !== 'unexpected-pass' || entry === undefined) continue;
    if (isGone(entry, comparison)) continue;
    editor.set(entry, 'class', 'flaky');
    editor.changes.push(`changed ${entry.requirement}: flaky`);
  }
  const known = new Set(comparison.outcomes.map(({ entry }) => entry?.requirement));
  for (const requirement of byTurns.filter((id) => !known.has(id))) {
    editor.add({ requirement, class: 'flaky', because: because ?? 'passes and fails by turns' });
    editor.changes.push(`added ${requirement} (flaky)`);
  }
  for (const failures of fresh.values()) {
    editor.add(newEntry(failures, because, by));
    editor.changes.push(
      `added ${failures[0]?.requirement} (${by === 'code' ? failures[0]?.code : failures[0]?.client})`,
    );
  }
  return editor.close();
}

/**
 * Takes out of the text of a baseline what excuses nothing any more: entries that pass or fit nothing, and fingerprints
 * that no longer happen. An expired entry stays, because somebody has to decide.
 */
export function pruneText(text: string, comparison: Comparison): EditedBaseline {
  const editor = openEditor(text);
  const doomed: BaselineEntry[] = [];
  for (const { kind, entry, failure } of comparison.outcomes) {
    if (entry === undefined || failure !== undefined) continue;
    const gone = goneFrom(entry, seenIn(comparison));
    if (kind === 'matches-nothing' || kind === 'no-longer-flaky') doomed.push(entry);
    const whole = isGone(entry, comparison);
    if (kind === 'unexpected-pass' && whole) doomed.push(entry);
    if (kind === 'changed-fingerprint' && whole) doomed.push(entry);
    else if (kind === 'changed-fingerprint') {
      editor.set(
        entry,
        'fingerprint',
        entry.fingerprint.filter((one) => !gone.includes(one)),
      );
      editor.changes.push(`shortened ${entry.requirement}: without ${gone.join(', ')}`);
    }
  }
  // From the end, so that places before stay right.
  for (const entry of doomed.toSorted((a, b) => b.index - a.index)) editor.remove(entry);
  for (const entry of doomed) editor.changes.push(`removed ${entry.requirement}`);
  return editor.close();
}

interface Editor {
  readonly changes: string[];
  set(entry: BaselineEntry, key: string, value: unknown): void;
  add(entry: object): void;
  remove(entry: BaselineEntry): void;
  close(): EditedBaseline;
}

function openEditor(text: string): Editor {
  const document = parseDocument(text);
  const changes: string[] = [];
  return {
    changes,
    set: (entry, key, value) => document.setIn(['entries', entry.index, key], document.createNode(value)),
    add: (entry) => entriesOf(document).add(document.createNode(entry)),
    remove: (entry) => removeEntry(entriesOf(document), entry.index),
    close: () => ({ text: changes.length === 0 ? text : document.toString({ lineWidth: 0 }), changes }),
  };
}

/** The list of entries, each in lines of its own: messages point to the line of an entry, and people read the file. */
function entriesOf(document: Document): YAMLSeq {
  const entries = document.get('entries');
  if (isSeq(entries)) {
    if (entries.flow === true) for (const item of entries.items) if (isMap(item)) item.flow = false;
    entries.flow = false;
    return entries;
  }
  const empty = document.createNode([]) as YAMLSeq;
  document.set('entries', empty);
  return empty;
}

/** The parser gives a comment before the first entry to the list; it goes with its entry. */
function removeEntry(entries: YAMLSeq, index: number): void {
  if (index === 0 && isMap(entries.items[0])) delete entries.commentBefore;
  entries.delete(index);
}

/** Whether a failure did not happen in every attempt that judged its requirement. */
function isFlaky({ tally }: Failure): boolean {
  return tally.failed < tally.judged;
}

function newEntry(
  failures: readonly Failure[],
  because: string | undefined,
  by: 'fingerprint' | 'code',
): object {
  const [first] = failures;
  return {
    requirement: first?.requirement,
    ...(by === 'code' ? { code: first?.code } : { client: first?.client }),
    class: failures.some(isFlaky) ? 'flaky' : 'known',
    because: because ?? `not explained yet: ${first?.summary}`,
    ...(by === 'fingerprint' && { fingerprint: failures.map(({ fingerprint }) => fingerprint) }),
  };
}

/** Whether nothing happened of what an entry names. */
function isGone(entry: BaselineEntry, comparison: Comparison): boolean {
  return goneFrom(entry, seenIn(comparison)).length === Math.max(1, entry.fingerprint.length);
}

/** An entry takes another failure in, unless it names a code that still happens or no more than its requirement. */
function isCorrected(entry: BaselineEntry, comparison: Comparison): boolean {
  if (entry.fingerprint.length > 0) return true;
  return entry.code !== undefined && entry.class === 'known' && isGone(entry, comparison);
}

function seenIn({ outcomes }: Comparison): readonly Failure[] {
  return outcomes.flatMap(({ failure }) => failure ?? []);
}

function push<Key>(map: Map<Key, Failure[]>, key: Key, failure: Failure): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [failure]);
  else known.push(failure);
}
