import { lstatSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beginningOf, isReport, NotClaimed } from './claim.ts';

/** Title of the first page of a matrix and of a site, by which their directories are known again. */
export const PAGES_TITLE = 'Key-pair API compatibility';

/** A file with its path in the directory. */
export type Page = readonly [path: string, content: string | Uint8Array];

/**
 * Writes pages into a directory, over nothing but pages of the same kind: other files stay, and where one has the name of
 * a page, nothing is written at all.
 * @returns how many files it wrote
 * @throws NotClaimed with the reason
 */
export function writePages(directory: string, pages: Iterable<Page>): number {
  const all = [...pages];
  refuseForeign(directory, new Set(all.map(([path]) => path)));
  for (const [path, content] of all) {
    const file = join(directory, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  return all.length;
}

function refuseForeign(directory: string, paths: ReadonlySet<string>): void {
  if (isLink(directory)) throw new NotClaimed('it is a symbolic link');
  if (isReport(directory)) throw new NotClaimed('it is the report of a run');
  const inside = new Set([...paths].flatMap((path) => [path, ...foldersOf(path)]));
  const link = [...inside].find((path) => isLink(join(directory, path)));
  if (link !== undefined) throw new NotClaimed(`'${link}' in it is a symbolic link`);
  if (beginningOf(join(directory, 'index.html')).includes(`<title>${PAGES_TITLE}</title>`)) return;
  const taken = [...paths].find((path) => lstatSync(join(directory, path), { throwIfNoEntry: false }));
  if (taken !== undefined) throw new NotClaimed(`it holds '${taken}', which this program did not write`);
}

/** `a/b` for `a/b/c.html`, and `a`. */
function foldersOf(path: string): readonly string[] {
  const folder = dirname(path);
  return folder === '.' ? [] : [folder, ...foldersOf(folder)];
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}
