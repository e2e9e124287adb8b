import { describe, expect, it } from 'vitest';
import { reportOf } from '../model.ts';
import type { Report } from '../report.ts';
import {
  checked,
  everyKindOfEvent,
  exchange,
  finding,
  finished,
  planned,
  started,
} from '../testing/events.ts';
import { hostileEvents } from '../testing/hostile.ts';
import { renderHtml } from './report.ts';

function pageOf(report: Report = reportOf(everyKindOfEvent())): string {
  return renderHtml(report);
}

describe('index.html', () => {
  it('names target, software and both figures apart, with the basis of each', () => {
    const page = pageOf();
    expect(page).toContain('<h1>moto</h1>');
    expect(page).toMatch(/Divergence<\/span><b>25\.0%<\/b><span[^>]*>2 of 8 requirements/);
    expect(page).toMatch(/Coverage<\/span><b>37\.5%<\/b><span[^>]*>3 of 8 requirements/);
  });

  it('names the version of the target and what it embeds, where its owner tells them', () => {
    const report = reportOf(everyKindOfEvent());
    const told = { ...report, target: { ...report.target, version: '5.2.5', embeds: ['other', 'third'] } };
    const page = pageOf(told);
    expect(page).toContain('<h1>moto 5.2.5</h1>');
    expect(page).toContain('<dt>Embeds</dt><dd>other, third</dd>');
    expect(pageOf(report)).not.toContain('Embeds');
  });

  it('has a line for every mission document, also for one that nothing rests on', () => {
    const page = pageOf();
    expect(page).toContain('EC2 User Guide');
    expect(page).toContain('ECS API Reference');
    expect(page).not.toContain('Unused');
  });

  it('shows every requirement once, with what the filters compare', () => {
    const report = reportOf(everyKindOfEvent());
    const page = pageOf(report);
    for (const { requirement } of report.results) {
      expect(page.match(new RegExp(`class="id">${requirement}<`, 'g'))).toHaveLength(1);
    }
    expect(page).toContain(
      'data-result data-topic="name" data-operation="create" data-documents="guide" data-level="must" data-evidence="observed" data-verdict="fail"',
    );
  });

  it('says in the words of the heat map what its shade says', () => {
    expect(pageOf()).toMatch(
      /<td class="h3"><a href="#topic=name&amp;operation=create">2 of 3<span class="unseen"> fail/,
    );
  });

  it('marks the difference, and has the commands and the exchange of a failure', () => {
    const page = pageOf();
    expect(page).toMatch(/<mark>refused with InvalidParameterValue<\/mark>|<mark>refused/);
    expect(page).toContain('data-copy="aws ec2 create-key-pair"');
    expect(page).toContain('Action=CreateKeyPair');
    expect(page).toContain('--only name.fail --seed 42');
  });

  it('folds what passed and says why the rest was not judged', () => {
    const page = pageOf();
    expect(page).toMatch(/<details class="fold" data-group><summary><h2>Pass \(/);
    expect(page).toContain('Why: needs name.fail');
    const blocked = everyKindOfEvent().map((event) =>
      event.type === 'check-finished' && event.verdict === 'blocked'
        ? { ...event, blockedBy: 'name.fail' }
        : event,
    );
    expect(pageOf(reportOf(blocked))).toMatch(/Blocked by <a class="id" href="#name\.fail">name\.fail<\/a>/);
    expect(page).toContain('key pair kpc-1 (made by name.pass): no response');
    expect(page).toContain('ppk: declared yes, observed no');
  });

  it('forbids itself the network and every script but its own', () => {
    const [, content = ''] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(pageOf()) ?? [];
    const policy = content.replaceAll('&#39;', "'");
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[^;]*; script-src 'sha256-/);
    expect(policy).not.toContain('unsafe');
    expect(pageOf()).not.toMatch(/ style="| on[a-z]+="|<link rel="stylesheet"|src="http/);
  });

  it('keeps hostile texts of a target dead', () => {
    const page = pageOf(reportOf(hostileEvents()));
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page).not.toContain('<img');
    const drawn = page.replaceAll(/data-copy="[^"]*"/g, '');
    expect(drawn).not.toMatch(/[\x1b\u202e\u2066]/);
    expect(drawn).toContain('\\x1b[31m\\u202egnp.exe\\u2066');
  });

  it('has one address for each requirement, finding and cause, the same in every run', () => {
    const page = pageOf();
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(ids).toContain('name.fail');
    expect(ids).toContain('tags.blocked');
    expect(ids).toContain('finding-0123456789abcdef');
    expect(ids.filter((id) => id?.startsWith('cause-'))).toHaveLength(1);
    expect(new Set(ids).size).toBe(ids.length);
    const targets = [...page.matchAll(/href="#([^"=]+)"/g)].map(([, id]) => decodeURIComponent(id ?? ''));
    expect(targets.filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('starts with the causes, then topics, documents, what did not fail, and the run itself', () => {
    const page = pageOf();
    const places = ['id="failures"', 'id="map"', 'id="documents"', 'class="fold"', 'id="run"'].map((text) =>
      page.indexOf(text),
    );
    expect(places.includes(-1)).toBe(false);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  it('draws overlapping calls as lanes and marks the answer that contradicts', () => {
    const lane = { client: 1, call: 'create a', answer: 'created', startMs: 0, endMs: 4, offending: false };
    const lanes = [lane, { ...lane, client: 2, startMs: 1, endMs: 3, offending: true }];
    const race = finding('a', { code: 'history-race', facts: { contradiction: 'makes', lanes, staleMs: 0 } });
    const page = pageOf(
      reportOf([started([planned('a')]), checked('a', 'fail', { findings: [race] }), finished()]),
    );
    expect(page.match(/<rect class="fill"/g)?.length).toBeGreaterThanOrEqual(1);
    expect(page).toContain('<rect class="bad"');
    expect(page).toMatch(/class="offending".*client 2.*contradicts the others/);
  });

  it('links the sources by title, address and commit, and says what the real service was seen to do', () => {
    const sources = {
      documents: [
        { id: 'guide', title: 'User Guide', location: 'https://docs.example.test/guide' },
        { id: 'tape', title: 'Recordings', location: 'owner/tapes', revision: 'owner/tapes @ 0f732312' },
      ],
      observations: [
        {
          id: 'long',
          statement: 'A name of 256 characters was rejected.',
          grade: 'observed' as const,
          date: '2026-09-25',
          sources: [{ document: 'tape', at: 'dir/a.json 3' }],
        },
      ],
    };
    const citations = [{ document: 'guide', at: 'Names' }, { observation: 'long' }];
    const cited = planned('a', {}, { citations });
    const page = pageOf(reportOf([started([cited], { sources }), checked('a', 'fail'), finished()]));
    expect(page).toContain('<a href="https://docs.example.test/guide">User Guide</a>, Names');
    expect(page).toContain('<dt>Real service (2026-09-25)</dt><dd>A name of 256 characters was rejected.');
    expect(page).toContain('href="https://github.com/owner/tapes/blob/0f732312/dir/a.json"');
  });

  it.each([
    ['rejected with InvalidName (HTTP 400)', true],
    ['accepted', false],
  ])('shows the recorded rejection of the real service where %s was expected: %s', (expected, shown) => {
    const recorded = [
      { operation: 'create' as const, status: 400, code: 'InvalidName', message: 'No.', seen: 'T 3' },
    ];
    const row = { id: 'long', statement: 'Rejected.', grade: 'observed' as const, date: '2026-09-25' };
    const sources = { documents: [], observations: [{ ...row, sources: [], recorded }] };
    const cited = planned('a', {}, { citations: [{ observation: 'long' }] });
    const failed = checked('a', 'fail', { findings: [finding('a', { expected })], exchanges: [exchange()] });
    const page = pageOf(reportOf([started([cited], { sources }), failed, finished()]));
    expect(page.includes('Real service (2026-09-25, T 3)')).toBe(shown);
    if (shown) expect(page).toMatch(/<mark>InvalidName|InvalidName[^<]*<\/mark>|<mark>400<\/mark>/);
  });

  it('says which exchange the verdict of a requirement that passed rests on', () => {
    const passed = checked('a', 'pass', { exchanges: [exchange(), exchange({ id: 2, role: 'control' })] });
    const page = pageOf(reportOf([started([planned('a')]), passed, finished()]));
    expect(page).toMatch(/POST Action=CreateKeyPair .* → 200<\/code>/);
  });

  it('says so when nothing failed', () => {
    const page = pageOf(reportOf([started([planned('a')]), checked('a', 'pass'), finished()]));
    expect(page).toContain('No requirement failed');
    expect(page).toContain('Conformant</strong>');
  });
});
