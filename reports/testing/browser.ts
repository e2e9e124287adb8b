import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { type BrowserContext, chromium, type Page } from 'playwright-core';

/** Chromium on this machine: `CHROMIUM_PATH`, or where Linux systems put it; none where there is no browser. */
export const CHROMIUM: string | undefined = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => path !== undefined && existsSync(path));

/** Said where tests of pages are skipped. */
export const NO_BROWSER =
  'no Chromium found (set CHROMIUM_PATH): tests of pages in a real browser are skipped';

/** A real headless browser with a profile of its own. */
export interface TestBrowser {
  /** Opens a page from the disk, with what it tells and asks for. */
  open(html: string, options?: { readonly hash?: string; readonly phone?: boolean }): Promise<OpenPage>;
  /** The same for a file that is there, with a width of the window in pixels. */
  openFile(file: string, options?: { readonly hash?: string; readonly width?: number }): Promise<OpenPage>;
  close(): Promise<void>;
}

export interface OpenPage {
  readonly page: Page;
  /** Console messages of level error or warning, and uncaught exceptions. */
  readonly complaints: readonly string[];
  /** Addresses of everything that was asked for, the page itself first. */
  readonly requests: readonly string[];
}

export async function launchBrowser(): Promise<TestBrowser> {
  const profile = mkdtempSync(join(tmpdir(), 'chromium-profile-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: CHROMIUM ?? '',
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  let count = 0;
  return {
    async open(html, { hash = '', phone = false } = {}) {
      const file = join(profile, `page-${count}.html`);
      count += 1;
      writeFileSync(file, html);
      return openPage(context, `${pathToFileURL(file).href}${hash}`, phone ? PHONE : DESKTOP);
    },
    openFile: (file, { hash = '', width = DESKTOP } = {}) =>
      openPage(context, `${pathToFileURL(file).href}${hash}`, width),
    async close() {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

const DESKTOP = 1280;
const PHONE = 390;

async function openPage(context: BrowserContext, url: string, width: number): Promise<OpenPage> {
  const page = await context.newPage();
  await page.setViewportSize({ width, height: 900 });
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(url);
  return { page, complaints, requests };
}

/** What axe finds wrong on a page with everything open: its rules, each with an element; empty where all is well. */
export async function axeOn(page: Page): Promise<string> {
  await page.evaluate(
    "document.querySelectorAll('details').forEach((part) => { part.open = true; }); document.querySelectorAll('tr[data-result] th a[href^=\"#\"]').forEach((link) => { link.click(); });",
  );
  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  // The policy of the page lets no other script in, so the tool comes as a debugger would bring it.
  const session = await page.context().newCDPSession(page);
  await session.send('Runtime.evaluate', { expression: axe });
  const { result } = await session.send('Runtime.evaluate', {
    expression:
      "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html).join('\\n'))",
    awaitPromise: true,
  });
  return String(result.value);
}
