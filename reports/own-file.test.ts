import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { onPath } from '../targets/testing/on-path.ts';
import { UsageError } from '../targets/usage-error.ts';
import { claimFile, claimFiles, FILE_KINDS, type FileKind, writeOwnFile, writeOwnFiles } from './own-file.ts';

const root = mkdtempSync(join(tmpdir(), 'own-file-'));
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(root, 'a-'));
});
afterAll(() => rmSync(root, { recursive: true }));

const { edited: _, ...KINDS } = FILE_KINDS;
const OURS: Readonly<Record<keyof typeof KINDS, string | Buffer>> = {
  vectors: '{\n  "schemaVersion": 1,\n  "provider": "a",\n  "tool": {\n    "name": "keypair-conformance",\n',
  power: '{\n  "schemaVersion": 1,\n  "provider": "a",\n  "form": "full",\n',
  powerPage: '# Power of the suite\n\n',
  weakness: '# Where this suite is weak\n\n',
  rival: '{\n  "schemaVersion": 1,\n  "provider": "a",\n  "command": "x",\n',
  patch: '--- a/specs/aws-ec2/documents.yaml\n+++ b/specs/aws-ec2/documents.yaml\n',
  bundle: gzipSync('{"type":"bundle","format":1}\n'),
};
/** Files that people have, some of them almost of ours. */
const FOREIGN: readonly (readonly [string, string | Buffer])[] = [
  ['a text', 'hello\n'],
  ['one byte', 'x'],
  ['a space', ' '],
  ['any JSON', '{"name":"keypair-conformance"}\n'],
  ['a heading', '# Where\n'],
  ['a package.json', '{\n  "name": "keypair-conformance",\n  "version": "0.1.0"\n}\n'],
  ['a patch of something else', '--- a/src/x.ts\n+++ b/src/x.ts\n'],
  ['something packed', gzipSync('hello\n')],
  ['bytes', Buffer.from([0, 1, 2, 0xff])],
  ['a heading further down', `mine\n# Where this suite is weak\n`],
];

describe.each(Object.entries(KINDS))('%s', (name, kind: FileKind) => {
  const ours = OURS[name as keyof typeof OURS];

  it('are written where nothing is, over an empty file, and over an earlier one', () => {
    const path = join(folder, 'x');
    for (const before of [undefined, '', ours]) {
      if (before !== undefined) writeFileSync(path, before);
      writeOwnFile(path, kind, 'new\n');
      expect(readFileSync(path, 'utf8')).toBe('new\n');
      rmSync(path);
    }
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([...FOREIGN, ...Object.entries(OURS).filter(([other]) => other !== name)])(
    'are not written over %s',
    (_what, content) => {
      const path = join(folder, 'x');
      writeFileSync(path, content);
      expect(() => writeOwnFile(path, kind, 'new\n')).toThrow(
        new UsageError(`'${path}' is not overwritten: it does not hold ${kind.what}; name another file`),
      );
      expect(readFileSync(path)).toEqual(Buffer.from(content));
      expect(readdirSync(folder)).toEqual(['x']);
    },
  );

  it.each([
    ['an earlier one', ours],
    ['an empty file', ''],
    ['nothing', undefined],
  ])('are not written through a symbolic link to %s', (_what, content) => {
    if (content !== undefined) writeFileSync(join(folder, 'far'), content);
    symlinkSync('far', join(folder, 'x'));
    expect(() => writeOwnFile(join(folder, 'x'), kind, 'new\n')).toThrow('it is a symbolic link');
    expect(existsSync(join(folder, 'far')) ? readFileSync(join(folder, 'far')) : undefined).toEqual(
      content === undefined ? undefined : Buffer.from(content),
    );
  });
});

it.each<[string, (path: string) => void, string]>([
  ['a directory', (path) => mkdirSync(path), 'it is a directory'],
  ['a device', () => {}, 'it is no plain file'],
])('%s is no file to overwrite', (what, make, reason) => {
  const path = what === 'a device' ? '/dev/null' : join(folder, 'x');
  make(path);
  for (const kind of Object.values(FILE_KINDS)) expect(() => claimFile(path, kind)).toThrow(reason);
});

it.skipIf(!onPath('mkfifo'))('a pipe is not waited for', () => {
  execFileSync('mkfifo', [join(folder, 'x')]);
  expect(() => claimFile(join(folder, 'x'), FILE_KINDS.vectors)).toThrow('it is no plain file');
});

it('a file in a directory that is not there, or below a file, is one line', () => {
  writeFileSync(join(folder, 'file'), '');
  for (const path of ['none/x', 'file/x'])
    expect(() => writeOwnFile(join(folder, path), FILE_KINDS.vectors, 'new\n')).toThrow(
      /^'[^\n]*' cannot be written \([^\n]*\); name another place$/,
    );
  expect(readdirSync(folder)).toEqual(['file']);
});

it('of several files none is written where one is in the way, nor into a directory that is a link', () => {
  const files = { a: [FILE_KINDS.power, '1'], b: [FILE_KINDS.powerPage, '2'] } as const;
  writeFileSync(join(folder, 'b'), 'mine');
  expect(() => writeOwnFiles(folder, files)).toThrow(UsageError);
  expect(readdirSync(folder)).toEqual(['b']);
  symlinkSync(folder, join(root, 'link'));
  expect(() => claimFiles(join(root, 'link'), {})).toThrow('it is a symbolic link');
  writeOwnFiles(join(folder, 'new/deep'), files);
  expect(readdirSync(join(folder, 'new/deep'))).toEqual(['a', 'b']);
});

it('nothing is written through a link in the place of the draft', () => {
  writeFileSync(join(folder, 'mine'), 'mine');
  symlinkSync('mine', join(folder, `x.${process.pid}.tmp`));
  writeOwnFile(join(folder, 'x'), FILE_KINDS.vectors, 'new\n');
  expect([readFileSync(join(folder, 'mine'), 'utf8'), readdirSync(folder)]).toEqual(['mine', ['mine', 'x']]);
});
