// Loaded before the command line: at the end it writes how many kilobytes of memory the process had at the most.
import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';

process.on('exit', () => {
  const file = process.env.PEAK_MEMORY_FILE;
  if (file !== undefined) writeFileSync(file, String(peakKilobytes()));
});

/** Kilobytes of memory that this process had at the most. */
export function peakKilobytes() {
  try {
    // Linux counts the memory of the parent at the fork into the resource usage, but not into this.
    const line = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'));
    if (line !== null) return Number(line[1]);
  } catch {
    // Other systems have no such file.
  }
  return process.resourceUsage().maxRSS;
}
