import type { Redactor } from '../targets/redact.ts';
import type { RunEvent } from './events.ts';

/** Members whose values are of a fixed set that reports are built from; nothing of a target stands in them. */
const FIXED: ReadonlySet<string> = new Set([
  'type',
  'id',
  'requirement',
  'client',
  'verdict',
  'kind',
  'topic',
  'operation',
  'level',
  'evidence',
  'check',
  'code',
  'harm',
  'provider',
  'fingerprint',
  'startedAt',
  'finishedAt',
]);

/** Members that a target or a user filled, whatever their names are inside. */
const FOREIGN: ReadonlySet<string> = new Set(['facts', 'selection', 'target', 'counterexample']);

/**
 * An event as it may be written and printed. Every report is made of the events alone, so this is where all that is left
 * of secrets ends. The exchanges of a check were redacted when the event was made.
 */
export function redactEvent(event: RunEvent, redactor: Redactor): RunEvent {
  if (event.type !== 'check-finished') return mapped(event, redactor.text, FIXED) as RunEvent;
  const { exchanges, ...rest } = event;
  return { ...(mapped(rest, redactor.text, FIXED) as typeof rest), exchanges };
}

function mapped(value: unknown, clean: (text: string) => string, fixed: ReadonlySet<string>): unknown {
  if (typeof value === 'string') return clean(value);
  if (Array.isArray(value)) return value.map((one) => mapped(one, clean, fixed));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, one]) => {
    if (typeof one === 'string' && fixed.has(key)) return [key, one];
    return [key, mapped(one, clean, FOREIGN.has(key) ? NONE : fixed)];
  });
  return Object.fromEntries(entries);
}

const NONE: ReadonlySet<string> = new Set();
