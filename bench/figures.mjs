// Loaded before a command (`--import`): at its end it writes its user CPU and most resident memory into FIGURES_FILE.
import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';

process.on('exit', () => {
  const { FIGURES_FILE } = process.env;
  if (FIGURES_FILE === undefined) return;
  const cpuMs = process.cpuUsage().user / 1_000;
  writeFileSync(FIGURES_FILE, JSON.stringify({ cpuMs, megabytes: peakKilobytes() / 1_024 }));
});

function peakKilobytes() {
  try {
    // Linux counts the memory of the parent at the fork into the resource usage, but not into this.
    const line = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'));
    if (line !== null) return Number(line[1]);
  } catch {
    // Other systems have no such file.
  }
  return process.resourceUsage().maxRSS;
}
