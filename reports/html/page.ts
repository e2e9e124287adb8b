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
}

/** Only what stands in this file may run or style, and nothing may be fetched. */
const POLICY = [
  "default-src 'none'",
  `style-src ${hashOf(STYLE)}`,
  `script-src ${hashOf(SCRIPT)}`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const ICON = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#1a5a6b" stroke-width="2"><circle cx="8" cy="12" r="4.5"/><path d="M12.5 12H22v4M18 12v3"/></svg>',
)}`;

/** A key and its twin, drawn with lines: the mark of the project. */
const MARK = html`<svg viewBox="0 0 32 24" fill="none" stroke="currentColor" stroke-width="1.8" aria-hidden="true"><circle cx="8" cy="9" r="4.5"/><path d="M12.5 9H30v4M26 9v3"/><circle cx="8" cy="16" r="4.5" opacity=".45"/><path d="M12.5 16H30v4M26 16v3" opacity=".45"/></svg>`;

/** One self-contained HTML file that works from a disk, without a network. */
export function renderPage({ title, top, main, footer }: Page): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<link rel="icon" href="${ICON}">
<style>${new Markup(STYLE)}</style>
</head>
<body>
<a class="skip" href="#results">Skip to the results</a>
<header class="top"><div class="brand">${MARK}<span>keypair-conformance</span></div>
${top}
</header>
<main>
${main}
</main>
<footer>
${footer}
</footer>
<script>${new Markup(SCRIPT)}</script>
</body>
</html>
`.text;
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
