import { type Document, isMap, isSeq, parseDocument, type YAMLSeq } from 'yaml';
import type { BaselineEntry } from './baseline.ts';
import { goneFrom } from './entry-outcome.ts';
import type { Comparison, Failure } from './outcome.ts';

/** A baseline file after a change: the whole text, and a line for each thing that changed. */
export interface EditedBaseline {
  readonly text: string;
  readonly changes: readonly string[];
}

/**
 * Writes what fails now into the text of a baseline: new entries for unexpected failures, other fingerprints where a
 * failure changed, `flaky` where a known failure passed in between. Removes no entry; comments and reasons stay.
 * @param reason for new entries; without one they say what fails and that nobody has explained it
 */
export function updateText(text: string, comparison: Comparison, reason?: string): EditedBaseline {
  const editor = openEditor(text);
  const changed = new Map<BaselineEntry, Failure[]>();
  const fresh = new Map<string, Failure[]>();
  for (const { kind, entry, failure } of comparison.outcomes) {
    if (failure === undefined) continue;
    if (kind === 'changed-fingerprint' && entry !== undefined) push(changed, entry, failure);
    if (kind === 'unexpected-failure') push(fresh, `${failure.requirement} ${failure.client}`, failure);
  }
  for (const [entry, failures] of changed) {
    const flaky = entry.class === 'flaky' || failures.some(isFlaky);
    // What fails in several ways by turns may do so again in each of them.
    const gone = new Set(flaky ? [] : goneFrom(entry, seenIn(comparison)));
    const kept = entry.fingerprints.filter((fingerprint) => !gone.has(fingerprint));
    editor.set(entry, 'fingerprints', [...kept, ...failures.map(({ fingerprint }) => fingerprint)]);
    if (flaky) editor.set(entry, 'class', 'flaky');
    editor.changes.push(`changed ${entry.requirement}: other fingerprints${flaky ? ', flaky' : ''}`);
  }
  for (const { kind, entry } of comparison.outcomes) {
    if (kind !== 'unexpected-pass' || entry === undefined) continue;
    if (goneFrom(entry, seenIn(comparison)).length === entry.fingerprints.length) continue;
    editor.set(entry, 'class', 'flaky');
    editor.changes.push(`changed ${entry.requirement}: flaky`);
  }
  for (const failures of fresh.values()) {
    editor.add(newEntry(failures, reason));
    editor.changes.push(`added ${failures[0]?.requirement} (${failures[0]?.client})`);
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
    if (kind === 'unexpected-pass' && gone.length === entry.fingerprints.length) doomed.push(entry);
    if (kind === 'changed-fingerprint') {
      editor.set(
        entry,
        'fingerprints',
        entry.fingerprints.filter((one) => !gone.includes(one)),
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

function entriesOf(document: Document): YAMLSeq {
  const entries = document.get('entries');
  if (isSeq(entries)) return entries;
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

function newEntry(failures: readonly Failure[], reason: string | undefined): object {
  const [first] = failures;
  const flaky = failures.some(isFlaky);
  return {
    requirement: first?.requirement,
    client: first?.client,
    class: flaky ? 'flaky' : 'known',
    reason: reason ?? `not explained yet: ${first?.summary}`,
    fingerprints: failures.map(({ fingerprint }) => fingerprint),
  };
}

function seenIn({ outcomes }: Comparison): readonly Failure[] {
  return outcomes.flatMap(({ failure }) => failure ?? []);
}

function push<Key>(map: Map<Key, Failure[]>, key: Key, failure: Failure): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [failure]);
  else known.push(failure);
}
