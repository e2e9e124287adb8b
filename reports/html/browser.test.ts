import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderChoosePage } from '../choose/page.ts';
import { compactOf } from '../compact/compact.ts';
import { matrixOf } from '../matrix/model.ts';
import { renderMatrixPage } from '../matrix/page.ts';
import { reportOf } from '../model.ts';
import { everyKindOfComparison } from '../testing/baseline.ts';
import { axeOn, CHROMIUM, launchBrowser, NO_BROWSER, type TestBrowser } from '../testing/browser.ts';
import { checked, everyKindOfEvent, finding, finished, planned, started } from '../testing/events.ts';
import { HOSTILE, hostileEvents } from '../testing/hostile.ts';
import { renderHtml } from './report.ts';

if (CHROMIUM === undefined) process.stderr.write(`${NO_BROWSER}\n`);

describe.skipIf(CHROMIUM === undefined)('pages in a real browser', () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await launchBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser.close();
  });

  const report = renderHtml(reportOf(everyKindOfEvent()));
  const pick = async (page: Page, name: string, value: string): Promise<void> => {
    await page.evaluate("document.getElementById('choices').open = true");
    await page.locator(`#filters [name=${name}]`).selectOption(value);
  };
  const told = (page: Page): Promise<string | null> => page.locator('#matching').textContent();
  const visible = (page: Page): Promise<readonly string[]> =>
    page.locator('[data-result]:not([hidden]) .id').allTextContents();
  const hashOf = (page: Page): string => new URL(page.url()).hash;

  it('opens from a disk without a complaint and without asking for anything else', async () => {
    for (const html of [report, renderHtml(reportOf(hostileEvents()))]) {
      const { page, complaints, requests } = await browser.open(html);
      expect(await told(page)).toMatch(/^All \d+ requirements shown$/);
      expect(requests).toHaveLength(1);
      expect(complaints).toEqual([]);
      await page.close();
    }
  });

  it('keeps hostile texts dead, also when everything is open, and copies a command exactly', async () => {
    const { page, complaints } = await browser.open(renderHtml(reportOf(hostileEvents())));
    await page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })");
    await page.mouse.move(400, 400);
    expect(await page.evaluate('typeof window.pwned')).toBe('undefined');
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.locator('.finding h4').textContent()).toContain('<script>window.pwned=1</script>');
    expect(await page.locator('.copy').nth(0).getAttribute('data-copy')).toBe(`curl ${HOSTILE}\nx`);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it.each([
    ['topic', 'tags', 5],
    ['operation', 'create', 8],
    ['documents', 'recording', 1],
    ['level', 'may', 1],
    ['evidence', 'inferred', 1],
    ['verdict', 'blocked', 1],
  ])('filters by %s, says how many are left, and puts it into the address', async (name, value, left) => {
    const { page } = await browser.open(report);
    await pick(page, name, value);
    expect(await told(page)).toBe(`${left} of 8 requirements shown`);
    expect(await visible(page)).toHaveLength(left);
    expect(hashOf(page)).toBe(`#${name}=${value}`);
    await page.close();
  });

  it('filters by what a baseline makes of a requirement', async () => {
    const held = reportOf(everyKindOfEvent());
    const { page } = await browser.open(renderHtml(held, everyKindOfComparison(held)));
    await pick(page, 'baseline', 'known');
    expect(await visible(page)).toEqual(['name.inform']);
    expect(hashOf(page)).toBe('#baseline=known');
    await page.close();
  });

  it('filters by text in any part of a requirement, together with other filters', async () => {
    const { page } = await browser.open(report);
    await page.locator('#filters [name=text]').fill('INVALIDPARAMETERVALUE');
    expect(await visible(page)).toEqual(['name.fail', 'name.inform']);
    await pick(page, 'evidence', 'observed');
    expect(await visible(page)).toEqual(['name.fail']);
    expect(hashOf(page)).toBe('#text=INVALIDPARAMETERVALUE&evidence=observed');
    await page.close();
  });

  it('takes the filter from the address, follows it when it changes, and clears it', async () => {
    const { page } = await browser.open(report, { hash: '#verdict=pass' });
    expect(await visible(page)).toEqual(['name.pass']);
    expect(await page.locator('[data-result]:not([hidden])').isVisible()).toBe(true);
    await page.evaluate("location.hash = 'topic=tags&verdict=defect'");
    await page.waitForFunction("document.querySelector('[name=verdict]').value === 'defect'");
    expect(await visible(page)).toEqual(['tags.defect']);
    await page.locator('#clear').click();
    expect(hashOf(page)).toBe('');
    expect(await told(page)).toBe('All 8 requirements shown');
    await page.close();
  });

  it('opens the one requirement that a link names', async () => {
    const { page } = await browser.open(report, { hash: '#text=name.fail&verdict=fail&evidence=observed' });
    expect(await page.locator('details.result').first().getAttribute('open')).not.toBeNull();
    await page.close();
  });

  it('ignores a filter value that it does not know and says when nothing fits', async () => {
    const { page, complaints } = await browser.open(report, { hash: '#verdict=odd&text=no%20such%20thing' });
    expect(await told(page)).toBe('0 of 8 requirements shown');
    expect(await page.locator('#nothing').isVisible()).toBe(true);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('works with the keyboard alone: the first cause within ten stops, its failure a stop later', async () => {
    const { page } = await browser.open(report);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.className')).toBe('skip');
    expect(await page.evaluate('document.activeElement.getBoundingClientRect().left >= 0')).toBe(true);
    const stops = [];
    while (stops.length < 10 && !(await page.evaluate("document.activeElement.matches('.cause a')"))) {
      await page.keyboard.press('Tab');
      stops.push(await page.evaluate('document.activeElement.outerHTML.slice(0, 60)'));
    }
    expect(await page.evaluate("document.activeElement.matches('.cause a')"), stops.join('\n')).toBe(true);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.locator('details.result[open]').count()).toBe(1);
    const outline = await page.evaluate('getComputedStyle(document.activeElement).outlineStyle');
    expect(outline).toBe('solid');
    await page.close();
  });

  it('goes to the search with /, and to the next and the previous cause with j and k', async () => {
    const { page } = await browser.open(report);
    await page.keyboard.press('/');
    expect(await page.evaluate('document.activeElement.name')).toBe('text');
    await page.keyboard.press('Escape');
    await page.evaluate('document.activeElement.blur()');
    const focused = (): Promise<unknown> =>
      page.evaluate("[...document.querySelectorAll('.cause')].indexOf(document.activeElement)");
    const seen = [];
    for (const key of ['j', 'j', 'k', 'k']) {
      await page.keyboard.press(key);
      seen.push(await focused());
    }
    expect(seen).toEqual([0, 0, 0, 0]);
    await page.close();
  });

  it('opens the requirement or the finding that a link names, also against a filter, and goes back', async () => {
    const { page } = await browser.open(report, { hash: '#name.fail' });
    const isOpen = (id: string): Promise<boolean> =>
      page.evaluate(`document.getElementById('${id}').closest('details').open`) as Promise<boolean>;
    expect(await isOpen('name.fail')).toBe(true);
    await page.evaluate("location.hash = 'verdict=pass'");
    await page.waitForFunction("document.getElementById('name.fail').hidden");
    await page.evaluate("location.hash = 'finding-0123456789abcdef'");
    await page.waitForFunction("!document.getElementById('name.fail').hidden");
    await page.evaluate("location.hash = 'tags.blocked'");
    await page.waitForFunction("document.getElementById('tags.blocked').closest('details').open");
    await page.goBack();
    expect(hashOf(page)).toBe('#finding-0123456789abcdef');
    await page.close();
  });

  it('has no violation that axe finds, with everything open, on a desk and on a phone', async () => {
    const pages = { report, matrix: renderMatrixPage(matrix()), choose: renderChoosePage(matrix()) };
    for (const [name, html] of Object.entries(pages)) {
      for (const phone of [false, true]) {
        const { page } = await browser.open(html, { phone });
        expect(await axeOn(page), `${name}${phone ? ' on a phone' : ''}`).toBe('');
        await page.close();
      }
    }
  }, 120_000);

  it('has landmarks, one main heading, no skipped heading level, and a name for every control', async () => {
    const { page } = await browser.open(report);
    expect(await page.locator('header, main, footer').count()).toBeGreaterThanOrEqual(3);
    const levels = (await page.evaluate(
      "[...document.querySelectorAll('h1,h2,h3,h4')].map((heading) => Number(heading.tagName[1]))",
    )) as number[];
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    const steps = levels.map((level, index) => level - (levels[index - 1] ?? 0));
    expect(Math.max(...steps)).toBe(1);
    const nameless = await page.evaluate(
      "[...document.querySelectorAll('button, select, input')].filter((control) => !control.labels?.length && !control.textContent && !control.ariaLabel).length",
    );
    expect(nameless).toBe(0);
    expect(await page.locator('#matching').getAttribute('aria-live')).toBe('polite');
    await page.close();
  });

  it('fits a phone without scrolling sideways', async () => {
    for (const html of [report, renderMatrixPage(matrix()), renderChoosePage(matrix())]) {
      const { page } = await browser.open(html, { phone: true });
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      await page.close();
    }
  });

  it('shows everything where scripts are off', async () => {
    const { page } = await browser.open(report.replace(/<script>[\s\S]*<\/script>/, ''));
    expect(await page.locator('#filters').isVisible()).toBe(false);
    expect(await visible(page)).toHaveLength(8);
    await page.close();
  });

  it('needs at most seventy elements for a failure, so that three hundred open at once', async () => {
    const ids = Array.from({ length: 300 }, (_, index) => `name.n${index}`);
    const html = renderHtml(
      reportOf([
        started(ids.map((id) => planned(id))),
        ...ids.map((id) =>
          checked(id, 'fail', { findings: [finding(id, { hints: [`${id} has its own`] })] }),
        ),
        finished(),
      ]),
    );
    const { page } = await browser.open(html);
    expect(await page.evaluate("document.querySelectorAll('*').length")).toBeLessThan(300 * 70);
    await page.close();
  });

  it('prints the causes without their folded evidence', async () => {
    const { page } = await browser.open(report);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.cause .shown').first().isVisible()).toBe(true);
    expect(await page.locator('.result .body').first().isVisible()).toBe(false);
    expect(await page.locator('#filters').isVisible()).toBe(false);
    await page.close();
  });

  function matrix(): ReturnType<typeof matrixOf> {
    const report = (...failing: readonly string[]): ReturnType<typeof reportOf> =>
      reportOf([
        started(['a', 'b', 'c'].map((id) => planned(id))),
        ...['a', 'b', 'c'].map((id) => checked(id, failing.includes(id) ? 'fail' : 'pass')),
        finished(),
      ]);
    const inputs = [
      { name: 'x', version: '1', result: compactOf(report('a', 'b', 'c')) },
      { name: 'x', version: '2', result: compactOf(report('b', 'c')) },
      { name: 'y', result: compactOf(report('c')) },
    ];
    return matrixOf(inputs, report().results);
  }
  const inView = (page: Page): Promise<readonly string[]> =>
    page.locator('tr[data-result]:not([hidden]) .id').allTextContents();

  it('filters the matrix by who fails and who passes, and by what differs, with all in the address', async () => {
    const { page, complaints, requests } = await browser.open(renderMatrixPage(matrix()));
    expect(await inView(page)).toEqual(['a', 'b', 'c']);
    await pick(page, 'show', 'differ');
    expect(await inView(page)).toEqual(['b']);
    await pick(page, 'show', 'changed');
    expect(await inView(page)).toEqual(['a']);
    await pick(page, 'show', '');
    await pick(page, 'fails', 'x-2');
    expect(await inView(page)).toEqual(['b', 'c']);
    await pick(page, 'passes', 'y');
    expect(await inView(page)).toEqual(['b']);
    expect(hashOf(page)).toBe('#fails=x-2&passes=y');
    await page.locator('#clear').click();
    expect(await inView(page)).toEqual(['a', 'b', 'c']);
    expect({ complaints, requests: requests.length }).toEqual({ complaints: [], requests: 1 });
    await page.close();
  });

  it('opens a row of the matrix to what each target does, by click and by address, and shows chosen versions', async () => {
    const { page, complaints } = await browser.open(renderMatrixPage(matrix()), { hash: '#b' });
    expect(await page.locator('tr.detail dt').allTextContents()).toEqual(['y', 'x 2']);
    expect(await page.locator('tr.detail dd').first().textContent()).toBe('pass');
    await page.evaluate("document.getElementById('columns').open = true");
    await page.locator('#columns input').last().check();
    await page.locator('#columns input[value="0"]').check();
    await page.locator('tr#b a').click();
    expect(await page.locator('tr.detail dt').count()).toBe(3);
    expect(hashOf(page)).toContain('columns=');
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('ranks targets for what a program uses, with reasons, and keeps the choice in the address', async () => {
    const { page, complaints } = await browser.open(renderChoosePage(matrix()));
    expect(await page.locator('#ranked a').allTextContents()).toEqual(['y', 'x 2']);
    await page.locator('#uses input[value=create]').check();
    expect(hashOf(page)).toBe('#use=create');
    expect(await page.locator('#ranked .why').first().textContent()).toContain('(1)');
    expect(complaints).toEqual([]);
    await page.close();
  });
});
