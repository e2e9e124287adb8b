import type { Readable } from 'node:stream';

/** What becomes of a stream of lines. */
export interface LineHandlers {
  /** A line without its end; empty lines are left out. */
  readonly line: (text: string) => void;
  /** A line grew beyond the limit; nothing more is read. */
  readonly tooLong: () => void;
}

/** Cuts a stream into lines of UTF-8, each of `maxBytes` at the most. */
export function readLines(stream: Readable, maxBytes: number, { line, tooLong }: LineHandlers): void {
  let parts: Buffer[] = [];
  let size = 0;
  stream.on('data', (chunk: Buffer) => {
    let rest = chunk;
    for (;;) {
      const end = rest.indexOf(0x0a);
      const part = end === -1 ? rest : rest.subarray(0, end);
      size += part.byteLength;
      if (size > maxBytes) {
        stream.removeAllListeners('data');
        // What still comes is thrown away, so that the writer is not stuck on a full pipe.
        stream.resume();
        tooLong();
        return;
      }
      parts.push(part);
      if (end === -1) return;
      const text = Buffer.concat(parts).toString('utf8').replace(/\r$/, '');
      parts = [];
      size = 0;
      if (text !== '') line(text);
      rest = rest.subarray(end + 1);
    }
  });
}
