/** Milliseconds that `work` takes. */
export async function timed(work) {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** Measures two works in turn, so that a slower moment of the machine meets both. */
export async function compare(rounds, subject, base) {
  const subjects = [];
  const bases = [];
  for (let round = 0; round < rounds; round += 1) {
    subjects.push(await subject());
    bases.push(await base());
  }
  return { subject: median(subjects), base: median(bases) };
}

/** One line of the result table: both times, their ratio, the goal where there is one, and user CPU where it was measured. */
export function line(what, { subject, base, cpu }, goal) {
  const ratio = subject / base;
  const figures = `${subject.toFixed(0).padStart(7)} ms ${base.toFixed(0).padStart(7)} ms`;
  const verdict = goal === undefined ? 'no goal' : `goal ${goal}x  ${ratio <= goal ? 'met' : 'MISSED'}`;
  const spent = cpu === undefined ? '' : `; user CPU ${cpu.subject.toFixed(0)} / ${cpu.base.toFixed(0)} ms`;
  return `${what.padEnd(64)} ${figures} ${ratio.toFixed(2).padStart(6)}x   ${verdict}${spent}`;
}

/** Does `work` for every item, at most `limit` at a time. */
export async function inParallel(items, limit, work) {
  const queue = items.values();
  await Promise.all(
    Array.from({ length: limit }, async () => {
      for (const item of queue) await work(item);
    }),
  );
}
