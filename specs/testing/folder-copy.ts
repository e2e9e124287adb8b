import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { SPECS_FOLDER } from '../folders.ts';

/** One change to a copy of a provider folder. */
export type Change =
  | { readonly file: string; readonly replace: string; readonly by: string }
  | { readonly file: string; readonly append: string }
  | { readonly file: string; readonly remove: true };

/** A copy of `specs/aws-ec2`, with the small catalogue of this folder, under the system's temporary folder. */
export interface FolderCopy {
  /** The folder that stands for `specs/`. */
  readonly specs: URL;
  /** The provider folder in it. */
  readonly folder: string;
  /** Makes one change; throws when the text to replace is not there. Returns the new text of the file. */
  change(change: Change): Promise<string>;
  remove(): Promise<void>;
}

/** Copies the real provider folder, so that a test can spoil the copy. */
export async function copyProvider(): Promise<FolderCopy> {
  const specs = await mkdtemp(join(tmpdir(), 'specs-'));
  const folder = join(specs, 'aws-ec2');
  await cp(fileURLToPath(new URL('aws-ec2', SPECS_FOLDER)), folder, { recursive: true });
  await rm(join(folder, 'requirements'), { recursive: true });
  await cp(fileURLToPath(new URL('testing/catalogue', SPECS_FOLDER)), join(folder, 'requirements'), {
    recursive: true,
  });
  await forgetRequirements(join(folder, 'conflicts.yaml'));
  return {
    specs: pathToFileURL(`${specs}/`),
    folder,
    change: async (change) => {
      const path = join(folder, change.file);
      if ('remove' in change) {
        await rm(path);
        return '';
      }
      const before = await readFile(path, 'utf8').catch(() => '');
      const after = 'append' in change ? before + change.append : replaceFirst(before, change);
      await writeFile(path, after);
      return after;
    },
    remove: () => rm(specs, { recursive: true }),
  };
}

/** The conflicts name requirements of the real catalogue, which the copy does not have. */
async function forgetRequirements(conflicts: string): Promise<void> {
  const text = await readFile(conflicts, 'utf8');
  const forgotten = text.replace(/^ {2}requirements:.*(\n {4}.*|\n {2}\].*)*/gm, '  requirements: []');
  await writeFile(conflicts, forgotten);
}

function replaceFirst(text: string, change: { file: string; replace: string; by: string }): string {
  const start = text.indexOf(change.replace);
  if (start < 0) throw new Error(`${change.file} does not hold ${JSON.stringify(change.replace)}`);
  return text.slice(0, start) + change.by + text.slice(start + change.replace.length);
}

/** `line:column` of the first occurrence of `mark` in a text, both counted from 1. */
export function positionOf(text: string, mark: string): string {
  const offset = text.indexOf(mark);
  if (offset < 0) throw new Error(`the text does not hold ${JSON.stringify(mark)}`);
  const lines = text.slice(0, offset).split('\n');
  return `${lines.length}:${(lines.at(-1)?.length ?? 0) + 1}`;
}
