import { createHash } from 'node:crypto';
import { html, Markup, type Part } from './markup.ts';
import { SCRIPT } from './script.ts';
import { STYLE } from './style.ts';

/** What a page consists of. */
export interface Page {
  readonly title: string;
  /** Inside the header landmark. */
  readonly top: Part;
  /** Inside the main landmark. */
  readonly main: Part;
  readonly footer: Part;
  /** What the first link says, which leads past everything above the results. */
  readonly skip?: string;
  /** What the page does by itself; the filters of a report unless given. */
  readonly script?: string;
  /** Style sheet of pages of this kind, in place of that of reports. */
  readonly style?: string;
  /** Address of a style sheet of the same site, in place of one inside the page. */
  readonly sheet?: string;
  /** Further elements of the head: previews, feeds. */
  readonly head?: Part;
}

/** Only what stands in this file may run or style, and nothing may be fetched but files of the same site. */
function policyOf(style: string, script: string, sheet: string | undefined): string {
  return [
    "default-src 'none'",
    `style-src ${sheet === undefined ? hashOf(style) : SAME_SITE}`,
    `script-src ${script === '' ? "'none'" : hashOf(script)}`,
    `img-src data:${sheet === undefined ? '' : ` ${SAME_SITE}`}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/** A page from the disk is of no origin that 'self' could name. */
const SAME_SITE = "'self' file:";

const ICON = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#1a5a6b" stroke-width="2"><circle cx="8" cy="12" r="4.5"/><path d="M12.5 12H22v4M18 12v3"/></svg>',
)}`;

/** A key and its twin, drawn with lines: the mark of the project. */
const MARK = html`<svg viewBox="0 0 32 24" fill="none" stroke="currentColor" stroke-width="1.8" aria-hidden="true"><circle cx="8" cy="9" r="4.5"/><path d="M12.5 9H30v4M26 9v3"/><circle cx="8" cy="16" r="4.5" opacity=".45"/><path d="M12.5 16H30v4M26 16v3" opacity=".45"/></svg>`;

/** One self-contained HTML file that works from a disk, without a network. */
export function renderPage(page: Page): string {
  const {
    title,
    top,
    main,
    footer,
    skip = 'Skip to the results',
    script = SCRIPT,
    style = STYLE,
    head,
    sheet,
  } = page;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyOf(style, script, sheet)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<link rel="icon" href="${ICON}">
${head}
${sheet === undefined ? html`<style>${new Markup(style)}</style>` : html`<link rel="stylesheet" href="${sheet}">`}
</head>
<body>
<a class="skip" href="#results">${skip}</a>
<header class="top"><div class="brand">${MARK}<span>keypair-conformance</span></div>
${top}
</header>
<main>
${main}
</main>
<footer>
${footer}
</footer>
${script !== '' && html`<script>${new Markup(script)}</script>`}
</body>
</html>
`.text;
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
