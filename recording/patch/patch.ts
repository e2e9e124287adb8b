import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isMap, isSeq, parseDocument } from 'yaml';
import { SPECS_FOLDER } from '../../specs/folders.ts';
import { loadContract } from '../../specs/load.ts';
import type { CatalogueChanges } from './changes.ts';
import { applied, type Edit, type EditedFile, unifiedDiff } from './edits.ts';
import { refusalEdits } from './openapi-edits.ts';
import { requirementEdits } from './requirement-files.ts';
import { entriesText, indented, lineEnd, listText } from './yaml-text.ts';

/** A patch of the files of a provider that was tried on a copy of them. */
export interface CataloguePatch {
  /** For `git apply` or `patch -p1` at the root of the repository. */
  readonly text: string;
  readonly files: readonly EditedFile[];
}

/**
 * Writes the changes as a patch of `specs/<provider>/`, after proving on a copy that the patched files load without
 * problems.
 * @throws SpecError when they do not, which is a defect of this program
 */
export async function patchOf(provider: string, changes: CatalogueChanges): Promise<CataloguePatch> {
  const folder = fileURLToPath(new URL(`${provider}/`, SPECS_FOLDER));
  const files = await editedFiles(folder, provider, changes);
  await tryOut(folder, provider, files);
  return { files, text: files.map(unifiedDiff).join('') };
}

async function editedFiles(
  folder: string,
  provider: string,
  changes: CatalogueChanges,
): Promise<readonly EditedFile[]> {
  const { document, observations, refusals, conflicts, vectors } = changes;
  if (observations.length === 0 && vectors.length === 0) return [];
  const file = async (name: string, edits: (text: string) => readonly Edit[]): Promise<EditedFile> => {
    const before = await readFile(join(folder, name), 'utf8');
    return { path: `specs/${provider}/${name}`, before, edits: edits(before) };
  };
  const cited = observations.length > 0;
  const all = await Promise.all([
    file('documents.yaml', (text) => (cited ? [atEnd(text, [document])] : [])),
    file('evidence/observations.yaml', (text) => (cited ? [atEnd(text, observations)] : [])),
    file('evidence/vectors.yaml', (text) => (vectors.length === 0 ? [] : [intoVectors(text, vectors)])),
    file('conflicts.yaml', (text) => (conflicts.length === 0 ? [] : [atEnd(text, conflicts)])),
    file('openapi.yaml', (text) => refusalEdits(text, refusals)),
    ...(await requirementNames(folder)).map((name) =>
      file(name, (text) => requirementEdits(text, changes.requirements).edits),
    ),
  ]);
  return all.filter(({ edits }) => edits.length > 0);
}

async function requirementNames(folder: string): Promise<readonly string[]> {
  const names = await readdir(join(folder, 'requirements'));
  return names.filter((name) => name.endsWith('.yaml')).map((name) => `requirements/${name}`);
}

function atEnd(text: string, entries: readonly object[]): Edit {
  return { start: text.length, end: text.length, text: entriesText(entries) };
}

/** Vectors stand in a list inside of their file. */
function intoVectors(text: string, vectors: readonly object[]): Edit {
  const root = parseDocument(text).contents;
  const list = isMap(root) ? root.get('vectors', true) : undefined;
  const end = lineEnd(text, isSeq(list) ? (list.range?.[1] ?? text.length) : text.length);
  return { start: end, end, text: indented(listText(vectors), 2) };
}

async function tryOut(folder: string, provider: string, files: readonly EditedFile[]): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'evidence-'));
  try {
    const copy = join(scratch, provider);
    await cp(folder, copy, { recursive: true });
    for (const file of files)
      await writeFile(join(scratch, file.path.replace(/^specs\//, '')), applied(file));
    await loadContract(copy, { completeness: true });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
