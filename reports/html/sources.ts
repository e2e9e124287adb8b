import type { Citation } from '../../specs/contract.ts';
import type { Report, Result } from '../report.ts';
import { html, type Markup, type Part } from './markup.ts';

type Sources = NonNullable<Report['sources']>;
type Document = Sources['documents'][number];

/**
 * What a requirement rests on: documents by title and address, and what the real service was seen to do, in our words,
 * with date and recording.
 * @param result of a report; one of an older suite has its sources in words only
 */
export function sourceList(
  { sources: words, citations }: Pick<Result, 'sources' | 'citations'>,
  sources: Sources | undefined,
): Markup {
  const items =
    citations === undefined || sources === undefined
      ? words.map((word) => html`<div><dt>Source</dt><dd>${word}</dd></div>\n`)
      : citations.map((citation) => cited(citation, sources));
  return html`<dl class="facts list">${items}</dl>`;
}

function cited(citation: Citation, sources: Sources): Part {
  if ('document' in citation)
    return html`<div><dt>Source</dt><dd>${documentLink(citation, sources)}</dd></div>\n`;
  const row = sources.observations.find(({ id }) => id === citation.observation);
  if (row === undefined) return undefined;
  const when = [row.date, row.region].filter((part) => part !== undefined).join(', ');
  const label = row.grade === 'observed' ? 'Real service' : 'Source';
  const from = row.sources.flatMap((source) =>
    'document' in source ? [html`<span>${documentLink(source, sources)}</span>`] : [],
  );
  return html`<div><dt>${label}${when !== '' && ` (${when})`}</dt><dd>${row.statement} <span class="from">${from}</span></dd></div>\n`;
}

function documentLink(
  { document: id, at }: { readonly document: string; readonly at?: string },
  { documents }: Sources,
): Markup {
  const document = documents.find((one) => one.id === id);
  const address = document && addressOf(document, at);
  const title = document?.title ?? id;
  const named = address === undefined ? html`${title}` : html`<a href="${address}">${title}</a>`;
  return html`${named}${at !== undefined && `, ${at}`}`;
}

/** Where a document is read: its page, or the commit of its repository. */
function addressOf({ location, revision }: Document, at: string | undefined): string | undefined {
  if (location === undefined) return undefined;
  if (/^https?:\/\//.test(location)) return location;
  if (!/^[\w.-]+\/[\w.-]+$/.test(location)) return undefined;
  const commit = /\b[0-9a-f]{7,40}\b/.exec(revision ?? '')?.[0];
  const path = at === undefined ? undefined : /^[\w./-]+\.\w+/.exec(at)?.[0];
  const repository = `https://github.com/${location}`;
  if (commit === undefined) return repository;
  return path === undefined ? `${repository}/tree/${commit}` : `${repository}/blob/${commit}/${path}`;
}
