import { closeSync, constants, fsyncSync, openSync, readSync, writeSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import type { RunEvent } from '../runner/events.ts';

/** One event as a line of the log. */
export function eventLine(event: RunEvent): string {
  return `${JSON.stringify(event)}\n`;
}

/** An event log that is being written. */
export interface EventLog {
  write(event: RunEvent): void;
  /** Puts the log on the disk and ends it. */
  close(): void;
}

/**
 * Starts an event log, replacing an older one. Each event is handed to the system at once, so that the log is whole up
 * to the last event even when the process is killed.
 * @throws NodeJS.ErrnoException when the file cannot be written.
 */
export function openEventLog(file: string): EventLog {
  const { O_WRONLY, O_CREAT, O_TRUNC, O_NOFOLLOW = 0 } = constants;
  const handle = openSync(file, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0o666);
  return {
    write(event) {
      const line = Buffer.from(eventLine(event));
      for (let done = 0; done < line.length; ) done += writeSync(handle, line, done);
    },
    close() {
      fsyncSync(handle);
      closeSync(handle);
    },
  };
}

const CHUNK_BYTES = 262_144;

/** The events of a log that this process has written, one at a time: a whole log need not fit into memory. */
export function* logEvents(file: string): Generator<RunEvent, void, void> {
  const handle = openSync(file, 'r');
  try {
    const decoder = new StringDecoder('utf8');
    const chunk = Buffer.alloc(CHUNK_BYTES);
    let rest: string[] = [];
    for (let size = readSync(handle, chunk); size > 0; size = readSync(handle, chunk)) {
      const [first = '', ...lines] = decoder.write(chunk.subarray(0, size)).split('\n');
      rest.push(first);
      for (const line of lines) {
        yield JSON.parse(rest.join('')) as RunEvent;
        rest = [line];
      }
    }
  } finally {
    closeSync(handle);
  }
}

/**
 * An event without the exchanges that no report shows. Those stay that led to a finding, the last that a check was about,
 * and the last of each operation, which stands for what a client was answered. The log has them all, and a report that is
 * made from it must be the same.
 */
export function withoutTraffic(event: RunEvent): RunEvent {
  if (event.type !== 'check-finished') return event;
  const { exchanges, findings } = event;
  const named = new Set(findings.flatMap((finding) => [...finding.exchanges, finding.compared?.exchange]));
  const deciding = exchanges.findLastIndex(({ id }) => named.has(id));
  const statement = exchanges.findLast(({ role }) => role === 'statement');
  const last = new Map(exchanges.map((exchange) => [exchange.call.operation, exchange]));
  const kept = exchanges.filter(
    (exchange, index) =>
      index <= deciding || exchange === statement || last.get(exchange.call.operation) === exchange,
  );
  return { ...event, exchanges: kept };
}
