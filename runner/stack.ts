import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';
import { PACKAGE_ROOT } from '../specs/folders.ts';

/** Folder of all compiled files. An error may quote a target; what that names is never looked up. */
const COMPILED = new URL('dist/', PACKAGE_ROOT).href;
const PLACE = /(file:\/\/(?:\/[A-Za-z]:)?[^\s():]+\.js):(\d+):(\d+)/g;

/**
 * The stack of an error as text, with the places in the sources. The maps are read here, when an error is told, and not by
 * Node's `setSourceMapsEnabled`: that reads and parses the map of every module at its import, and the first verdict of a
 * run would wait for it.
 */
export function stackOf(error: unknown): string {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return text.replace(PLACE, (place: string, url: string, line: string, column: string) =>
    url.startsWith(COMPILED) ? (sourceOf(url, Number(line), Number(column)) ?? place) : place,
  );
}

/** `file:line:column` in the source; `undefined` for a file without a map, whose own place is then told. */
function sourceOf(compiled: string, line: number, column: number): string | undefined {
  try {
    const map = new SourceMap(JSON.parse(readFileSync(new URL(`${compiled}.map`), 'utf8')));
    const origin = map.findOrigin(line, column);
    if (!('fileName' in origin)) return undefined;
    const source = fileURLToPath(new URL(origin.fileName, compiled));
    return `${source}:${origin.lineNumber}:${origin.columnNumber}`;
  } catch {
    return undefined;
  }
}
