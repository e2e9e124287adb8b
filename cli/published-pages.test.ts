import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { axeOn, CHROMIUM, launchBrowser, NO_BROWSER, type TestBrowser } from '../reports/testing/browser.ts';
import { packageFile } from '../specs/folders.ts';
import { siteVerb } from './site.ts';

const RESULTS = fileURLToPath(packageFile('docs/compatibility/results'));
const TARGETS = 20;

const folder = mkdtempSync(join(tmpdir(), 'published-pages-'));
const at = (path: string): string => join(folder, path);
const WIDTHS = [1440, 1024, 390];
const PAGES = {
  matrix: () => 'index.html',
  'choosing view': () => 'choose.html',
  target: () => `targets/${readdirSync(at('targets'))[0]}`,
  requirement: () => 'requirements/name.create.length-256.html',
};

/** The published results of this project, under as many names as a large site has targets. */
beforeAll(async () => {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const files = readdirSync(RESULTS);
  const named = Array.from({ length: TARGETS }, (_, index) => {
    const file = files[index % files.length] ?? '';
    return `emulator${index}@${1 + index}=${join(RESULTS, file)}`;
  });
  const versions = files.map((file) => join(RESULTS, file));
  await siteVerb([...named, ...versions], { out: folder });
  vi.restoreAllMocks();
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the site of the published results', () => {
  it('has no link to a file that is not there', () => {
    const pages = ['.', 'targets', 'requirements'].flatMap((part) =>
      readdirSync(at(part))
        .filter((name) => name.endsWith('.html'))
        .map((name) => join(part, name)),
    );
    expect(pages.length).toBeGreaterThan(500);
    const dead = pages.flatMap((page) => {
      const targets = [...readFileSync(at(page), 'utf8').matchAll(/ (?:href|src)="([^"#]+)[^"]*"/g)];
      return targets
        .map(([, target = '']) => target)
        .filter((target) => !/^(?:https?:|data:)/.test(target))
        .filter((target) => !existsSync(resolve(dirname(at(page)), decodeURIComponent(target))))
        .map((target) => `${page}: ${target}`);
    });
    expect(dead).toEqual([]);
  });
});

if (CHROMIUM === undefined) process.stderr.write(`${NO_BROWSER}\n`);

describe.skipIf(CHROMIUM === undefined)('the same in a real browser', () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await launchBrowser();
  }, 120_000);
  afterAll(() => browser.close());

  it.each(Object.entries(PAGES))(
    'the page %s fits every width and gives axe nothing to complain of',
    async (_, page) => {
      for (const width of WIDTHS) {
        const { page: shown, complaints } = await browser.openFile(at(page()), { width });
        expect(await shown.evaluate('document.documentElement.scrollWidth'), `${width} px`).toBe(width);
        expect(complaints).toEqual([]);
        if (width !== 1024) expect(await axeOn(shown)).toBe('');
        await shown.close();
      }
    },
    240_000,
  );

  it('shows twenty targets side by side at 1440', async () => {
    const { page } = await browser.openFile(at('index.html'), { width: 1440 });
    const edges = (await page.evaluate(
      "[...document.querySelectorAll('.targets thead th:not([hidden])')].map((one) => one.getBoundingClientRect().right)",
    )) as readonly number[];
    expect(edges.length).toBeGreaterThan(TARGETS);
    expect(Math.max(...edges)).toBeLessThanOrEqual(1440);
    await page.close();
  }, 60_000);

  it('leads from a cell to the topic on that target, open', async () => {
    const { page } = await browser.openFile(at('index.html'), { width: 1440 });
    const cell = page.locator('.targets td a').first();
    const [path = '', topic = ''] = ((await cell.getAttribute('href')) ?? '').split('#');
    await page.close();
    const { page: target } = await browser.openFile(at(path), { hash: `#${topic}`, width: 1440 });
    expect(await target.locator(`#${topic} li`).first().isVisible()).toBe(true);
    await target.close();
  }, 60_000);
});
