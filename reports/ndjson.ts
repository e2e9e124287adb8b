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
 * An event without the exchanges that no report shows: the ones that findings name stay, and the last of each operation,
 * which stands for what a client was answered. The log has them all.
 */
export function withoutTraffic(event: RunEvent): RunEvent {
  if (event.type !== 'check-finished') return event;
  const named = new Set(
    event.findings.flatMap(({ exchanges, compared }) => [...exchanges, compared?.exchange]),
  );
  const last = new Map(event.exchanges.map((exchange) => [exchange.call.operation, exchange]));
  const kept = event.exchanges.filter(
    (exchange) => named.has(exchange.id) || last.get(exchange.call.operation) === exchange,
  );
  return { ...event, exchanges: kept };
}
