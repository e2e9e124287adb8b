import type { RunEvent } from '../runner/events.ts';

const MARK = '[redacted]';

/** Members whose values are of a fixed set that reports are built from; nothing of a target stands in them. */
const FIXED = new Set([
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
  'provider',
  'fingerprint',
  'startedAt',
  'finishedAt',
]);

/**
 * A function that takes out of an event what the user and the account must not be known by. It works on the events,
 * because every report is made of them alone.
 */
export function redaction(
  patterns: readonly RegExp[],
  account: string | undefined,
): (event: RunEvent) => RunEvent {
  const all = [...patterns, ...(account === undefined ? [] : [new RegExp(account, 'g')])];
  if (all.length === 0) return (event) => event;
  const clean = (text: string): string => all.reduce((rest, one) => rest.replace(one, MARK), text);
  return (event) => mapStrings(event, clean) as RunEvent;
}

function mapStrings(value: unknown, clean: (text: string) => string): unknown {
  if (typeof value === 'string') return clean(value);
  if (Array.isArray(value)) return value.map((one) => mapStrings(one, clean));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, one]) => [
    key,
    FIXED.has(key) && typeof one === 'string' ? one : mapStrings(one, clean),
  ]);
  return Object.fromEntries(entries);
}
