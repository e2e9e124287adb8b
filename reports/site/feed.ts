import type { Matrix } from '../matrix/matrix.ts';
import { slugOf } from '../matrix/model.ts';
import { versionSteps } from '../matrix/versions.ts';
import { xmlText } from '../text/xml.ts';

/** Where the files of a site are, relative to it. */
export interface SitePaths {
  /** Address of the site, with a slash at its end, where it is known. */
  readonly base?: string;
  target(column: number): string;
  requirement(id: string): string;
  badge(column: number): string;
  result(column: number): string;
}

/** `feed.xml` (Atom): an entry for each version that broke what the version before it did right, newest first. */
export function renderFeed(matrix: Matrix, paths: SitePaths): string {
  const base = paths.base ?? '';
  const entries = versionSteps(matrix)
    .filter(({ broken }) => broken.length > 0)
    .flatMap(({ name, from, to, broken }) => {
      const [before, after] = [matrix.targets[from], matrix.targets[to]];
      if (before === undefined || after === undefined) return [];
      return [{ name, before, after, to, broken }];
    })
    .toSorted((one, other) => (one.after.startedAt < other.after.startedAt ? 1 : -1));
  const updated =
    matrix.targets
      .map(({ startedAt }) => startedAt)
      .sort()
      .at(-1) ?? '1970-01-01T00:00:00Z';
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<title>Key-pair API compatibility: regressions</title>
<id>tag:keypair-conformance,2026:${xmlText(matrix.provider)}/regressions</id>
<updated>${xmlText(updated)}</updated>
<author><name>keypair-conformance</name></author>
<link rel="self" href="${xmlText(`${base}feed.xml`)}"/>
<link href="${xmlText(`${base}index.html`)}"/>
${entries
  .map(
    ({ before, after, to, broken }) => `<entry>
<title>${xmlText(`${after.label} breaks ${broken.length} that ${before.version ?? before.label} passed`)}</title>
<id>tag:keypair-conformance,2026:${xmlText(`${matrix.provider}/${slugOf(before.label)}/${slugOf(after.label)}`)}</id>
<updated>${xmlText(after.startedAt)}</updated>
<link href="${xmlText(`${base}${paths.target(to)}#versions`)}"/>
<content type="text">${xmlText(broken.join('\n'))}</content>
</entry>
`,
  )
  .join('')}</feed>
`;
}

/** `sitemap.xml`: every page with the day of its newest result. Addresses are absolute where the site's own is known. */
export function renderSitemap(pages: readonly string[], updated: string, base: string | undefined): string {
  return `<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${pages.map((page) => `<url><loc>${xmlText(`${base ?? ''}${page}`)}</loc><lastmod>${xmlText(updated.slice(0, 10))}</lastmod></url>\n`).join('')}</urlset>
`;
}
