import { join } from 'node:path';
import process from 'node:process';
import { matrixOf } from '../reports/matrix/model.ts';
import { writePages } from '../reports/pages.ts';
import { siteFiles } from '../reports/site/site.ts';
import { UsageError } from '../targets/usage-error.ts';
import { readLineage } from './matrix.ts';
import { cannotWrite } from './report.ts';
import { readResults } from './results.ts';

export interface SiteFlags {
  readonly out: string;
  readonly lineage?: string;
  readonly history?: string;
  readonly url?: string;
}

/**
 * Writes a static site about many results. Resolves to 0.
 * @param given paths of reports or compact results, each as `path`, `name=path` or `name@version=path`
 * @throws UsageError when one cannot be read, they do not belong together, or the directory cannot be written
 */
export async function siteVerb(
  given: readonly string[],
  { out, lineage, history, url }: SiteFlags,
): Promise<0> {
  const base = url === undefined ? undefined : addressOf(url);
  const { inputs, texts, sources } = await readResults(given, out, history);
  const matrix = matrixOf(inputs, texts, lineage === undefined ? {} : readLineage(lineage));
  const results = inputs.map(({ name, version, result }) => ({
    ...result,
    target: { ...result.target, name, ...(version !== undefined && { version }) },
  }));
  let files = 0;
  try {
    files = writePages(out, siteFiles(matrix, results, sources, base));
  } catch (error) {
    throw new UsageError(cannotWrite(out, error), { cause: error });
  }
  process.stdout.write(`${join(out, 'index.html')} and ${files - 1} further files\n`);
  if (base === undefined)
    process.stderr.write('--url is missing: previews, sitemap and feed have relative addresses\n');
  return 0;
}

function addressOf(url: string): string {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  if (address === undefined || !/^https?:$/.test(address.protocol))
    throw new UsageError(`--url '${url}' is no address of a site, e.g. https://example.github.io/project/`);
  return address.href.endsWith('/') ? address.href : `${address.href}/`;
}
