import { describe, expect, it } from 'vitest';
import { UsageError } from '../targets/usage-error.ts';
import { EMPTY_BASELINE, parseBaseline } from './baseline.ts';

const ENTRY = `entries:
  # why
  - requirement: name.long
    class: known
    because: nobody counts
    fingerprint: [0123456789abcdef]
`;

const faultOf = (text: string): string => {
  try {
    parseBaseline(text, 'baseline.yaml');
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  throw new Error('the file was accepted');
};

describe('a baseline file', () => {
  it('has its entries with their lines', () => {
    expect(parseBaseline(ENTRY, 'baseline.yaml').entries).toEqual([
      {
        requirement: 'name.long',
        class: 'known',
        because: 'nobody counts',
        fingerprint: ['0123456789abcdef'],
        index: 0,
        line: 3,
      },
    ]);
  });

  it('may be empty', () => {
    expect(parseBaseline(EMPTY_BASELINE, 'baseline.yaml').entries).toEqual([]);
  });

  it.each([
    [
      'a mistyped key',
      ENTRY.replace('because', 'becuse'),
      /^baseline\.yaml:5:5 unknown key 'becuse'.*did you mean 'because'\?/,
    ],
    ['an unknown class', ENTRY.replace('known', 'knownn'), /^baseline\.yaml:4:12 .*did you mean 'known'\?/],
    ['no fingerprint', ENTRY.replace('[0123456789abcdef]', '[]'), /^baseline\.yaml:6/],
    ['no such date', `${ENTRY}    expires: 2026-02-30\n`, /^baseline\.yaml:7:14 .*date/],
    ['broken YAML', 'entries: [', /^baseline\.yaml:1:\d+ not valid YAML/],
    ['a client nobody has', `${ENTRY}    client: wires\n`, /^baseline\.yaml:7:13 .*did you mean 'wire'\?/],
  ])('with %s is refused in one line with its place', (_, text, expected) => {
    expect(faultOf(text)).toMatch(expected);
    expect(faultOf(text)).not.toContain('\n');
  });

  it('may say only requirement and reason', () => {
    const [entry] = parseBaseline('entries: [{ requirement: a, because: x }]', 'b').entries;
    expect(entry).toMatchObject({ class: 'known', fingerprint: [] });
  });

  it('that excuses all failures of many requirements is refused', () => {
    const text = 'entries:\n  - { requirement: delete.*, because: x }\n';
    expect(faultOf(text)).toMatch(/^baseline\.yaml:2 .*'delete\.\*'.* code or fingerprint/);
    expect(() => parseBaseline(text.replace('because', 'code: crash, because'), 'b')).not.toThrow();
  });

  it('that names one requirement twice is refused', () => {
    const text = 'entries:\n  - { requirement: a, because: x }\n  - { requirement: a, because: y }\n';
    expect(faultOf(text)).toMatch(/^baseline\.yaml:3 a is already excused at line 2/);
  });

  it('that excuses one failure twice is refused', () => {
    const second = ENTRY.replace('entries:\n', '').replace('class: known', 'class: flaky');
    expect(faultOf(ENTRY + second)).toMatch(/^baseline\.yaml:8 .*already excused at line 3/);
  });
});
