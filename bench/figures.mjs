// Loaded before a command (`--import`): at its end it writes its user CPU and most resident memory into FIGURES_FILE.
import { writeFileSync } from 'node:fs';
import process from 'node:process';
import { peakKilobytes } from '../cli/testing/peak-memory.mjs';

process.on('exit', () => {
  const { FIGURES_FILE } = process.env;
  if (FIGURES_FILE === undefined) return;
  const cpuMs = process.cpuUsage().user / 1_000;
  writeFileSync(FIGURES_FILE, JSON.stringify({ cpuMs, megabytes: peakKilobytes() / 1_024 }));
});
