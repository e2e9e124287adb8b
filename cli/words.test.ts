import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { renderJunit } from '../reports/junit.ts';
import { reportOf } from '../reports/model.ts';
import { renderWith } from '../reports/reporter.ts';
import { REPORTERS } from '../reports/reporter-names.ts';
import { renderSummary } from '../reports/summary.ts';
import { everyKindOfComparison } from '../reports/testing/baseline.ts';
import { everyKindOfEvent } from '../reports/testing/events.ts';
import { readContract } from '../specs/compiled.ts';
import { OPERATION_ROLES } from '../specs/contract.ts';
import { FINDINGS, type FindingCode, inWords, type Mismatch } from '../suites/findings/catalogue.ts';
import { withApiNames, wordsFor } from '../suites/findings/kind.ts';
import { SAMPLES } from '../suites/findings/testing/samples.ts';
import { SUITES } from '../suites/index.ts';
import { startReferenceOf } from '../targets/providers.ts';
import type { Exchange } from '../targets/target.ts';
import { createProgram } from './program.ts';
import { startProxy } from './testing/proxy.ts';
import { runCli } from './testing/run-cli.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Words of no documentation in the field, each with what to write instead. */
const BANNED: readonly (readonly [RegExp, string])[] = [
  [/\bunless told\b/i, 'by default'],
  [/\bonly (?:to )?informs?\b/i, 'informational'],
  [/\bin another way\b|\bhas another form\b|\banswered otherwise\b/i, 'differently, wrong format'],
  [/\bpass(?:ed|es)? over\b/i, 'ignored, skipped'],
  [/\bgarbled\b/i, 'unreadable, malformed'],
  [/\bwhose side\b/i, 'expected behavior'],
  [/\b(?:is|are) told\b|\btells?\b(?! apart|\()|\bcannot be told\b/i, 'reports, specified, inconclusive'],
  [/\bmend(?:s|ed)?\b/i, 'fix'],
  [/\bh(?:old|eld) against\b/i, 'compare with'],
  [/\bleft behind\b/i, 'leftovers'],
  [/\bfits? nothing\b/i, 'matches nothing'],
  [/\bwavers?\b/i, 'is flaky'],
  [/\bchoose of\b/i, 'choose from'],
  [/\bwhoever\b/i, 'who'],
  [/(?<!questions .*)\banswer(?:s|ed|ing)?\b/i, 'response, respond, return'],
  [/\bjudge[sd]?\b/i, 'test, check, verdict'],
  [/\bleaves? (?:\w+ ){0,3}behind\b/i, 'leftovers, still exists'],
  [/\bwhich is: /i, 'blocked by X (failed)'],
  [/\b(?:dear|unjudged|wordless)\b/i, 'expensive, not tested'],
  [/\b(?:licen[c]e|colour|behaviour)s?\b/i, 'license, color, behavior'],
  [/\d %/, 'no space before %'],
  [/\b1 (?:runs|requirements|failures|findings|leftovers|causes)\b/, 'singular'],
];

/** What is banned besides where a provider is known: operations have the names of its API. */
const BANNED_OF_A_PROVIDER: typeof BANNED = [
  ...BANNED,
  [
    /\b(?:an?|the|plain|rejected|every) (?:describe|create|import|delete)s?\b(?! time)/i,
    'the name in the API',
  ],
  [/\brefus(?:e|es|ed|al|als)\b/i, 'rejected, rejection'],
  [/\bundefined\b|\[object /, 'a value'],
];

function bannedIn(text: string, banned = BANNED): readonly string[] {
  return text
    .split('\n')
    .flatMap((line) =>
      banned.flatMap(([pattern, instead]) =>
        pattern.test(line) ? [`${line.trim()}  (write: ${instead})`] : [],
      ),
    );
}

/** Facts of findings, which their renderers put into words; and what a page of choices or a script has as code. */
const NO_PROSE = /histories\/seen\.ts$|choose\/script\.ts$|aws-cli\/recorder\.ts$|pack\/shell\.ts$/;

/** Files of a directory with these endings, without tests and what only tests read. */
function filesIn(directory: string, ending: RegExp): readonly string[] {
  return readdirSync(join(ROOT, directory), { recursive: true, encoding: 'utf8' })
    .filter(
      (name) => ending.test(name) && !NO_PROSE.test(name) && !/\.test\.ts$|(?:^|\/)testing\//.test(name),
    )
    .map((name) => `${directory}/${name}`);
}

/** What no sentence has; between two literals in one another a scan by patterns takes code for text. */
const CODE =
  /^\s*\w+:\s*$|=>|[!=]==|[?&|]{2}|\w\.\w+[(),]|\w\(\w|\w\?:|: \w+,$|^\s*[?:},]|\b(?:const|return|readonly|async|export) |[{[]\s*$|^[^ ]+ [^ ]+ [^ ]+$/;

/** Texts with a space in string and template literals: what a message can be made of. */
function messagesOf(file: string): string {
  const code = readFileSync(join(ROOT, file), 'utf8')
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/^\s*\/\/.*$/gm, '');
  return [
    ...code
      .replaceAll(/\banswer:/g, '')
      .matchAll(/'((?:[^'\\\n]|\\.)* (?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)* (?:[^`\\]|\\.)*)`/g),
  ]
    .map(([, plain, template]) => plain ?? template ?? '')
    .map((text) => text.replaceAll(/\$\{[^}]*\}/g, '…'))
    .flatMap((text) => text.split('\n').filter((line) => !CODE.test(line)))
    .join('\n');
}

/** A value in a response that the faulty server changes. */
const FINGERPRINT = /(<keyFingerprint>|"KeyPairFingerPrint":")[^<"]*/g;

const cwd = mkdtempSync(join(tmpdir(), 'cli-words-'));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

/** Fails with the lines that hold banned words. */
function none(found: readonly string[]): void {
  const lines = [...new Set(found)];
  expect(lines, lines.join('\n')).toEqual([]);
}

/** What people see of a file: without the code in a page, without tags and attributes, and with ids that say nothing. */
function seenOf(text: string): string {
  return text
    .replaceAll(/<(script|style)[\s\S]*?<\/\1>/g, '')
    .replaceAll(/<[a-z/!][^>]*>/gi, '\n')
    .replaceAll(/\w+(?:[-.]\w+)+/g, 'id');
}

describe('the words of the field are used', () => {
  it('in the help of every command', () => {
    none(bannedIn(createProgram().help));
  });

  it.each(REPORTERS)('in what the reporter %s prints', (name) => {
    const report = reportOf(everyKindOfEvent());
    const text = renderWith(name, report, { width: 80, colour: false, quiet: false, out: 'report' });
    none(bannedIn(text));
  });

  it('in summary.md and junit.xml, with and without a baseline', () => {
    const report = reportOf(everyKindOfEvent());
    const comparison = everyKindOfComparison(report);
    const texts = [renderSummary(report), renderSummary(report, comparison), renderJunit(report, comparison)];
    expect(texts.flatMap((text) => bannedIn(text)).filter((line) => !line.includes('mended since'))).toEqual(
      [],
    );
  });

  it.each(['aws-ec2', 'alibaba-ecs'])('in every finding of the catalogue under %s', async (provider) => {
    expect(Object.keys(SAMPLES).toSorted()).toEqual(Object.keys(FINDINGS).toSorted());
    const contract = await readContract(provider);
    const found = OPERATION_ROLES.flatMap((operation) => {
      const exchange = {
        call: { operation, region: 'here', parameters: { name: 'a' } },
      } as unknown as Exchange;
      const words = wordsFor(contract, exchange.call);
      return (Object.keys(SAMPLES) as FindingCode[]).flatMap((code) =>
        SAMPLES[code].flatMap((facts) => {
          const {
            summary,
            title,
            expected,
            observed,
            hints = [],
          } = inWords({ code, facts, exchange } as Mismatch, words);
          const text = [summary, title, expected, observed, ...hints].join('\n');
          return bannedIn(text.replaceAll('"a delete"', ''), BANNED_OF_A_PROVIDER);
        }),
      );
    });
    none(found);
  });

  it.each(['aws-ec2', 'alibaba-ecs'])('in the methods of the checks under %s', async (provider) => {
    const contract = await readContract(provider);
    const methods = Object.values(SUITES).flatMap(({ bodies }) =>
      Object.values(bodies).map(({ method }) => method),
    );
    const found = methods.flatMap((method) => bannedIn(withApiNames(method, contract), BANNED_OF_A_PROVIDER));
    none(found);
  });

  it.each(['aws-ec2', 'alibaba-ecs'])(
    'in the reports of a faulty server under %s',
    async (provider) => {
      const reference = await startReferenceOf(provider);
      const faulty = await startProxy(reference.url, ({ responseBody }, count) =>
        count % 5 === 0 ? '<html><title>no</title></html>' : responseBody.replace(FINGERPRINT, '$1aa:bb'),
      );
      try {
        const out = join(cwd, provider);
        const selection = [
          '--topic',
          'fingerprint,duplicate,describe,delete,error-shape',
          '--client',
          'wire',
        ];
        const common = ['--provider', provider, ...selection, '--name', 'x'];
        const { stdout } = await runCli(['run', faulty.url, ...common, '--verbose', '--out', out], { cwd });
        const files = ['index.html', 'summary.md', 'junit.xml', 'ctrf.json'];
        const texts = [seenOf(stdout), ...files.map((file) => seenOf(readFileSync(join(out, file), 'utf8')))];
        expect(stdout).toMatch(/NOT CONFORMANT/);
        const found = texts.flatMap((text) => bannedIn(text, BANNED_OF_A_PROVIDER));
        none(found);
      } finally {
        await faulty.close();
        await reference.close();
      }
    },
    900_000,
  );

  it.each(['cli', 'gate', 'runner', 'suites', 'recording', 'reports', 'targets/config', 'targets/adapters'])(
    'in the messages of %s',
    (directory) => {
      const found = filesIn(directory, /\.ts$/).flatMap((file) =>
        bannedIn(messagesOf(file)).map((line) => `${file}: ${line}`),
      );
      none(found);
    },
  );

  it('in the statements of the requirements', () => {
    const files = ['aws-ec2', 'alibaba-ecs'].flatMap((id) => filesIn(`specs/${id}/requirements`, /\.yaml$/));
    const found = files.flatMap((file) =>
      readFileSync(join(ROOT, file), 'utf8')
        .split('\n')
        .filter((line) => /^\s*-?\s*statement:|\bproperty:/.test(line))
        .flatMap((line) => bannedIn(line, BANNED_OF_A_PROVIDER).map((one) => `${file}: ${one}`)),
    );
    none(found);
  });

  it('in README, SECURITY, CONTRIBUTING and the pages', () => {
    const pages = ['README.md', 'SECURITY.md', 'CONTRIBUTING.md', ...filesIn('docs', /\.md$/)].filter(
      // These are generated.
      (page) => !/power|dependencies|rivals/.test(page),
    );
    const found = pages.flatMap((page) =>
      bannedIn(readFileSync(join(ROOT, page), 'utf8')).map((line) => `${page}: ${line}`),
    );
    none(found);
  });

  it('and a text that has one of the others is noticed', () => {
    expect(bannedIn('the default, unless told\nfine\n26.3 % of 1 runs')).toHaveLength(3);
  });
});
