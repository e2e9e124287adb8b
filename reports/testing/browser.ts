import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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
      return openPage(context, `${pathToFileURL(file).href}${hash}`, phone);
    },
    async close() {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

async function openPage(context: BrowserContext, url: string, phone: boolean): Promise<OpenPage> {
  const page = await context.newPage();
  await page.setViewportSize(phone ? { width: 390, height: 844 } : { width: 1280, height: 900 });
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
