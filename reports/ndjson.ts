import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
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
  const handle = openSync(file, 'w');
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
