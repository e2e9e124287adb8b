import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../runner/events.ts';
import { createProgress } from './progress.ts';
import { checked, everyKindOfEvent, finding, planned, started } from './testing/events.ts';

function outputOf(events: readonly RunEvent[], terminal: { isTTY?: boolean; columns?: number }): string {
  let text = '';
  const progress = createProgress({
    ...terminal,
    write: (part) => {
      text += part;
    },
  });
  for (const event of events) progress.on(event);
  progress.clear();
  return text;
}

describe('progress on a terminal', () => {
  it('rewrites one line with checks done and planned, the topic and failures so far', () => {
    const lines = outputOf(everyKindOfEvent(), { isTTY: true, columns: 80 }).split('\r\x1b[2K');
    expect(lines).toContain('0 of 7 · name');
    expect(lines).toContain('2 of 7 · name, 1 failed');
    expect(lines).toContain('7 of 7 · tags, 2 failed');
    expect(lines.at(-1)).toBe('');
  });

  it('never grows beyond the line', () => {
    const lines = outputOf(everyKindOfEvent(), { isTTY: true, columns: 12 }).split('\r\x1b[2K');
    expect(lines.every((line) => line.length < 12)).toBe(true);
  });
});

describe('progress elsewhere', () => {
  it('writes a line for each failure and each completed topic, without control characters', () => {
    expect(outputOf(everyKindOfEvent(), {})).toBe(
      [
        'FAIL name.fail (wire): a name of 256 characters is accepted',
        'DIFFERS name.inform (wire): a name of 256 characters is accepted',
        'name: 1 pass, 2 fail',
        'tags: 1 unsupported, 1 blocked, 1 inconclusive, 1 defect',
        '',
      ].join('\n'),
    );
  });

  it('lets no text of the target steer the log', () => {
    const events = [
      started([planned('a')]),
      checked('a', 'fail', { findings: [finding('a', { summary: 'x\n::error::\x1b[31m' })] }),
    ];
    expect(outputOf(events, {})).toBe('FAIL a (wire): x\\n\\x3a:error\\x3a:\\x1b[31m\nname: 1 fail\n');
  });
});
