import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { renderJunit } from '../reports/junit.ts';
import { reportOf } from '../reports/model.ts';
import { renderWith } from '../reports/reporter.ts';
import { REPORTERS } from '../reports/reporter-names.ts';
import { renderSummary } from '../reports/summary.ts';
import { everyKindOfComparison } from '../reports/testing/baseline.ts';
import { everyKindOfEvent } from '../reports/testing/events.ts';
import { createProgram } from './program.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Words of no documentation in the field, each with what to write instead. */
const BANNED: readonly (readonly [RegExp, string])[] = [
  [/\bunless told\b/i, 'by default'],
  [/\bonly (?:to )?informs?\b/i, 'informational'],
  [/\bin another way\b|\bhas another form\b|\banswered otherwise\b/i, 'differently, wrong format'],
  [/\bpass(?:ed|es)? over\b/i, 'ignored, skipped'],
  [/(?<!['`])\bgarbled\b/i, 'malformed'],
  [/\bwhose side\b/i, 'expected behavior'],
  [/\b(?:is|are) told\b|\btells?\b(?! apart|\()|\bcannot be told\b/i, 'reports, specified, inconclusive'],
  [/\bmend(?:s|ed)?\b/i, 'fix'],
  [/\bh(?:old|eld) against\b/i, 'compare with'],
  [/\bleft behind\b/i, 'leftovers'],
  [/\bfits? nothing\b/i, 'matches nothing'],
  [/\bwavers?\b/i, 'is flaky'],
  [/\bchoose of\b/i, 'choose from'],
  [/\bwhoever\b/i, 'who'],
  [/\b(?:licen[c]e|colour|behaviour)s?\b/i, 'license, color, behavior'],
  [/\d %/, 'no space before %'],
  [/\b1 (?:runs|requirements|failures|findings|leftovers|causes)\b/, 'singular'],
];

function bannedIn(text: string): readonly string[] {
  return text
    .split('\n')
    .flatMap((line) =>
      BANNED.flatMap(([pattern, instead]) =>
        pattern.test(line) ? [`${line.trim()}  (write: ${instead})`] : [],
      ),
    );
}

/** Files of a directory with these endings, without tests and what only tests read. */
function filesIn(directory: string, ending: RegExp): readonly string[] {
  return readdirSync(join(ROOT, directory), { recursive: true, encoding: 'utf8' })
    .filter((name) => ending.test(name) && !/\.test\.ts$|(?:^|\/)testing\//.test(name))
    .map((name) => `${directory}/${name}`);
}

/** Texts with a space in string and template literals: what a message can be made of. */
function messagesOf(file: string): string {
  const code = readFileSync(join(ROOT, file), 'utf8')
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/^\s*\/\/.*$/gm, '');
  return [...code.matchAll(/'((?:[^'\\\n]|\\.)* (?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)* (?:[^`\\]|\\.)*)`/g)]
    .map(([, plain, template]) => plain ?? template ?? '')
    .map((text) => text.replaceAll(/\$\{[^}]*\}/g, '…'))
    .join('\n');
}

describe('the words of the field are used', () => {
  it('in the help of every command', () => {
    expect(bannedIn(createProgram().help)).toEqual([]);
  });

  it.each(REPORTERS)('in what the reporter %s prints', (name) => {
    const report = reportOf(everyKindOfEvent());
    const text = renderWith(name, report, { width: 80, colour: false, quiet: false, out: 'report' });
    expect(bannedIn(text)).toEqual([]);
  });

  it('in summary.md and junit.xml, with and without a baseline', () => {
    const report = reportOf(everyKindOfEvent());
    const comparison = everyKindOfComparison(report);
    const texts = [renderSummary(report), renderSummary(report, comparison), renderJunit(report, comparison)];
    expect(texts.flatMap(bannedIn).filter((line) => !line.includes('mended since'))).toEqual([]);
  });

  it.each(['cli', 'gate', 'runner', 'suites/findings', 'targets/config'])(
    'in the messages of %s',
    (directory) => {
      const found = filesIn(directory, /\.ts$/).flatMap((file) =>
        bannedIn(messagesOf(file)).map((line) => `${file}: ${line}`),
      );
      expect(found).toEqual([]);
    },
  );

  it('in the statements of the requirements', () => {
    const files = ['aws-ec2', 'alibaba-ecs'].flatMap((id) => filesIn(`specs/${id}/requirements`, /\.yaml$/));
    const found = files.flatMap((file) =>
      readFileSync(join(ROOT, file), 'utf8')
        .split('\n')
        .filter((line) => /^\s*-?\s*(?:statement|method):/.test(line))
        .flatMap((line) => bannedIn(line).map((one) => `${file}: ${one}`)),
    );
    expect(found).toEqual([]);
  });

  it('in README, SECURITY, CONTRIBUTING and the pages', () => {
    const pages = ['README.md', 'SECURITY.md', 'CONTRIBUTING.md', ...filesIn('docs', /\.md$/)].filter(
      // These are generated.
      (page) => !/power|dependencies|rivals/.test(page),
    );
    const found = pages.flatMap((page) =>
      bannedIn(readFileSync(join(ROOT, page), 'utf8')).map((line) => `${page}: ${line}`),
    );
    expect(found).toEqual([]);
  });

  it('and a text that has one of the others is noticed', () => {
    expect(bannedIn('the default, unless told\nfine\n26.3 % of 1 runs')).toHaveLength(3);
  });
});
