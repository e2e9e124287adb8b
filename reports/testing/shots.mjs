// node reports/testing/shots.mjs [--out FOLDER] PAGE...: pictures of report pages as people meet them: on a desktop,
// with the first failures open, on a phone, in the dark, and printed.
import { mkdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { createJiti } from 'jiti';
import { chromium } from 'playwright-core';

const { CHROMIUM, NO_BROWSER } = await createJiti(import.meta.url).import('./browser.ts');
const DESKTOP = { width: 1280, height: 900 };
/** A4 with margins, in CSS pixels. */
const PAPER = { width: 718, height: 1_000 };
const PHONE = { width: 390, height: 844 };
/** Height of one picture, and how many of a page are taken: a picture of all of it could not be looked at. */
const PIECE = 1_800;
const MOST_PIECES = 3;

const { values, positionals } = parseArgs({
  options: { out: { type: 'string', default: '.scratch/shots' } },
  allowPositionals: true,
});
if (CHROMIUM === undefined) process.stdout.write(`skipped pictures: ${NO_BROWSER}\n`);
else await takeAll(CHROMIUM);

async function takeAll(executablePath) {
  mkdirSync(values.out, { recursive: true });
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
  const browser = await chromium.launch({ executablePath, headless: true, args });
  try {
    for (const page of positionals) await take(browser, resolve(page));
  } finally {
    await browser.close();
  }
}

async function take(browser, file) {
  const name = basename(dirname(file));
  const shoot = async (kind, settings, prepare = async () => 0) => {
    const page = await browser.newPage({ ...settings, bypassCSP: true });
    await page.goto(pathToFileURL(file).href);
    // Parts out of sight are not drawn until somebody scrolls to them.
    await page.addStyleTag({ content: '*{content-visibility:visible!important}' });
    const start = await prepare(page);
    const height = await page.evaluate('document.documentElement.scrollHeight');
    for (let piece = 0; piece < MOST_PIECES && start + piece * PIECE < height; piece += 1) {
      const y = start + piece * PIECE;
      const clip = { x: 0, y, width: settings.viewport.width, height: Math.min(height - y, PIECE) };
      const path = join(values.out, `${name}-${kind}-${piece + 1}.png`);
      await page.screenshot({ path, clip, fullPage: true });
      process.stdout.write(`${path}\n`);
    }
    await page.close();
  };
  const open = async (page) => {
    await page.evaluate(
      "for (const part of [...document.querySelectorAll('details.result')].slice(0, 3)) { part.open = true; const wire = part.querySelector('.wire'); if (wire) wire.open = true; }",
    );
    return page.evaluate("document.getElementById('results').offsetTop");
  };
  await shoot('desktop', { viewport: DESKTOP });
  await shoot('open', { viewport: DESKTOP }, open);
  await shoot('phone', { viewport: PHONE, isMobile: true }, open);
  await shoot('dark', { viewport: DESKTOP, colorScheme: 'dark' }, open);
  await shoot('print', { viewport: PAPER }, async (page) => {
    await page.emulateMedia({ media: 'print' });
    await page.evaluate("window.dispatchEvent(new Event('beforeprint'))");
    return 0;
  });
}
