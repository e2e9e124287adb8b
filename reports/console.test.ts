import { describe, expect, it } from 'vitest';
import { renderConsole } from './console.ts';
import { reportOf } from './model.ts';
import { checked, everyKindOfEvent, finding, finished, planned, started } from './testing/events.ts';
import { columnsOf } from './text/wrap.ts';

const CONTROL = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

describe('renderConsole', () => {
  it('tells everything about a failure that is needed to act on it', () => {
    const events = [started([planned('name.fail')]), checked('name.fail', 'fail'), finished()];
    expect(renderConsole(reportOf(events), { width: 100 })).toMatchInlineSnapshot(`
      "keypair-conformance 0.1.0 · aws-ec2: moto at http://127.0.0.1:5000/ · seed 42 · conflict policy:
      observed · 1.5 s

      FAIL  name.fail                                                                       must, observed
        The statement of name.fail.

        a name of 256 characters is accepted
        sent      POST Action=CreateKeyPair KeyName=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa… (256
                  characters) KeyType=ed25519 in us-east-1
        expected  refused with InvalidParameterValue (400)
        observed  accepted with status 200
        hint      the same call with 255 characters is accepted too
        curl      curl -sS 'http://127.0.0.1:5000/' --data 'Action=CreateKeyPair'
        aws       aws ec2 create-key-pair

        source    guide: create-key-pairs
                  observed 2026-09-25 us-east-1
        again     npx keypair-conformance run http://127.0.0.1:5000/ --provider aws-ec2 --only name.fail --seed 42

      by document         planned  pass  fail  not tested  skipped  divergence  coverage
        EC2 User Guide          1     0     1           0        0      100.0%    100.0%
      by topic
        name                    1     0     1           0        0      100.0%    100.0%
        all requirements        1     0     1           0        0      100.0%    100.0%

      NOT CONFORMANT  1 of 1 gating requirement failed (divergence 100.0%, coverage 100.0%)
      "
    `);
  });

  it('has no figures over requirements that nobody selected, which would read as if they had passed', () => {
    const { run, ...report } = reportOf(everyKindOfEvent());
    const chosen = { ...report, run: { ...run, selection: { topic: ['name'] } } };
    const line = renderConsole(chosen)
      .split('\n')
      .find((one) => one.endsWith(' requirements selected)'));
    expect(line).toMatch(/ \(\d+ of \d+ requirements selected\)$/);
    expect(line).not.toContain('divergence');
  });

  it('keeps differences that only inform apart from failures', () => {
    const text = renderConsole(reportOf(everyKindOfEvent()));
    expect(text.match(/^FAIL {2}/gm)).toHaveLength(1);
    const section = text.slice(text.indexOf('Informational failures'));
    expect(section).toContain('name.inform (should, inferred)');
    expect(section).not.toContain('name.fail (');
  });

  it('sums up requirements without an answer by reason', () => {
    const plan = Array.from({ length: 40 }, (_, index) => planned(`name.blocked-${index}`));
    const events = [
      started(plan),
      ...plan.map(({ requirement }) => checked(requirement.id, 'blocked', { reason: 'needs create.works' })),
      finished(),
    ];
    const lines = renderConsole(reportOf(events))
      .split('\n')
      .filter((line) => line.includes('needs create.works'));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('40 × needs create.works: name.blocked-0, name.blocked-1');
  });

  it('tells leftovers, defects of the suite and wrong declarations', () => {
    const text = renderConsole(reportOf(everyKindOfEvent()));
    expect(text).toContain('key pair kpc-1 (made by name.pass): no response');
    expect(text).toContain('tags.defect: TypeError: x');
    expect(text).toContain('ppk: declared yes, observed no');
  });

  it('shows a generated counterexample with the way to it', () => {
    const counterexample = { seed: 7, path: '3:0:1', value: '"&"', runs: 12, shrinks: 3 };
    const events = [
      started([planned('a')]),
      checked('a', 'fail', { findings: [finding('a', { counterexample })] }),
      finished(),
    ];
    const text = renderConsole(reportOf(events));
    expect(text).toContain('"&" (smallest found: seed 7, path 3:0:1, 12 runs, 3 shrinks)');
  });

  it('lets no text of the target steer the terminal', () => {
    const hostile = '\x1b[2J\x1b]0;owned\x07 \x9b31m \u202egnp.exe \r\x00 \u2066 end';
    const events = [
      started([planned('a')], {
        target: { name: hostile, provider: 'aws-ec2', endpoint: hostile, regions: [], software: hostile },
      }),
      checked('a', 'fail', {
        remarks: [hostile],
        exchanges: [],
        findings: [
          finding('a', {
            summary: hostile,
            expected: hostile,
            observed: hostile,
            hints: [hostile],
            reproduce: { curl: hostile, aliyun: hostile },
          }),
        ],
      }),
      { type: 'cleanup-failed', requirement: 'a', what: hostile, reason: hostile } as const,
      finished(),
    ];
    const text = renderConsole(reportOf(events), { colour: false });
    expect(text).not.toMatch(CONTROL);
    expect(text).toContain('\\x1b[2J');
    expect(text).toContain('\\u202e');
  });

  it('writes colours only when asked', () => {
    const report = reportOf(everyKindOfEvent());
    expect(renderConsole(report)).not.toContain('\x1b');
    expect(renderConsole(report, { colour: true })).toContain('\x1b[31mFAIL\x1b[39m');
  });

  it('wraps prose to the width but leaves commands whole', () => {
    const observed = `${'word '.repeat(60)}${'x'.repeat(300)} 漢字${'漢'.repeat(100)}`;
    const events = [
      started([planned('a', { statement: 'word '.repeat(80) })]),
      checked('a', 'fail', {
        findings: [finding('a', { observed, reproduce: { curl: 'curl '.repeat(50) } })],
      }),
      finished(),
    ];
    const lines = renderConsole(reportOf(events), { width: 60 }).split('\n');
    const prose = lines.slice(
      0,
      lines.findIndex((line) => line.includes('by document')),
    );
    const wide = prose.filter((line) => columnsOf(line) > 60);
    expect(wide.every((line) => /^ {2}(curl|again) /.test(line))).toBe(true);
    expect(wide.length).toBe(2);
  });

  it('says nothing but one line about a target that could not be reached', () => {
    const events = [started([planned('a')]), finished({ unreachable: 'connection refused' })];
    expect(renderConsole(reportOf(events))).toBe(
      'UNREACHABLE  http://127.0.0.1:5000/ did not respond: connection refused\n',
    );
  });

  it('says nothing but the last line when it is to be quiet', () => {
    const events = [started([planned('a')]), checked('a', 'pass'), finished()];
    expect(renderConsole(reportOf(events), { quiet: true })).toBe(
      'CONFORMANT  1 of 1 requirement passed (divergence 0.0%, coverage 100.0%)\n',
    );
  });
});
