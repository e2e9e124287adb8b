import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../runner/events.ts';
import { createProgress } from './progress.ts';
import type { ReporterName } from './reporter-names.ts';
import { checked, everyKindOfEvent, finding, planned, started } from './testing/events.ts';

const CLEAR = '\r\x1b[2K';

function outputOf(
  events: readonly RunEvent[],
  terminal: { isTTY?: boolean; columns?: number },
  reporter: ReporterName = 'summary',
): string {
  let text = '';
  let time = 0;
  const write = (part: string): void => {
    text += part;
  };
  const progress = createProgress({ ...terminal, write }, reporter, () => time);
  for (const event of events) {
    progress.on(event);
    time += 1000;
  }
  progress.clear();
  return text;
}

describe('progress on a terminal', () => {
  it('rewrites one line: bar, done and planned, time, gating failures, target, topic', () => {
    const lines = outputOf(everyKindOfEvent(), { isTTY: true, columns: 200 }).split(CLEAR);
    expect(lines.find((line) => line.includes(' 0/7 '))).toMatch(
      /^\[\.{20}\] 0\/7 · \d+ s · 0 failed · .* · name$/,
    );
    expect(lines.findLast((line) => line.includes('7/7'))).toMatch(/^\[#{20}\] 7\/7 · \d+ s · 1 failed · /);
    expect(lines.at(-1)).toBe('');
  });

  it('estimates the time left when enough is done', () => {
    const ids = Array.from({ length: 40 }, (_, index) => `name.create.${index}`);
    const events = [
      started(ids.map((id) => planned(id))),
      ...ids.slice(0, 20).map((id) => checked(id, 'pass')),
    ];
    const line = outputOf(events, { isTTY: true, columns: 200 }).split(CLEAR).at(-2);
    expect(line).toContain('20/40 · 20 s, about 20 s left');
  });

  it('never grows beyond the line', () => {
    const lines = outputOf(everyKindOfEvent(), { isTTY: true, columns: 12 }).split(CLEAR);
    expect(lines.every((line) => line.length < 12)).toBe(true);
  });
});

describe('progress elsewhere', () => {
  it('says once what is tested, and leaves the rest to the summary', () => {
    expect(outputOf(everyKindOfEvent(), {})).toMatch(/^testing .*: 7 requirements, seed \d+\n$/);
  });

  it('writes a line for each failure with the reporter line', () => {
    expect(outputOf(everyKindOfEvent(), {}, 'line').split('\n').slice(1)).toEqual([
      'FAIL name.fail [wire]: a name of 256 characters is accepted',
      'FAIL name.inform [wire] (informational): a name of 256 characters is accepted',
      '',
    ]);
  });

  it('writes a character for each check with the reporter dot', () => {
    expect(outputOf(everyKindOfEvent(), {}, 'dot')).toMatch(/^[.Fub?!-]+\n$/);
  });

  it('lets no text of the target steer the log', () => {
    const events = [
      started([planned('a')]),
      checked('a', 'fail', { findings: [finding('a', { summary: 'x\n::error::\x1b[31m' })] }),
    ];
    expect(outputOf(events, {}, 'line')).toContain('FAIL a [wire]: x\\n\\x3a:error\\x3a:\\x1b[31m\n');
  });
});
