import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { UsageError } from '../targets/usage-error.ts';
import { bundleFrom, readBundle } from './read.ts';
import { exchangeOf, failed, HEADER, resultOf } from './testing/bundles.ts';
import { openBundle } from './write.ts';

const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
afterAll(() => rmSync(folder, { recursive: true }));

function written(name: string, requirements = 450): string {
  const path = join(folder, name);
  const writer = openBundle(path, HEADER);
  for (let index = 0; index < requirements; index += 1) {
    writer.add(exchangeOf(`a.describe.r${index}`));
    writer.add(index % 2 === 0 ? resultOf(`a.describe.r${index}`) : failed(`a.describe.r${index}`));
  }
  writer.finish({ finishedAt: '2026-11-30T10:10:00.000Z', leftovers: 0 });
  return path;
}

describe('a bundle', () => {
  it('is read as it was written', () => {
    const { header, exchanges, results, manifest } = readBundle(written('whole.ndjson.gz'));
    expect(header).toEqual(HEADER);
    expect([exchanges.length, results.length, manifest.exchanges]).toEqual([450, 450, 450]);
    expect(exchanges[7]).toEqual(exchangeOf('a.describe.r7'));
  });

  it('has its name only once it is whole, and leaves nothing when it is given up', () => {
    const path = join(folder, 'given-up.ndjson.gz');
    const writer = openBundle(path, HEADER);
    writer.add(exchangeOf('a.describe.b'));
    expect(existsSync(path)).toBe(false);
    writer.discard();
    expect([existsSync(path), existsSync(`${path}.partial`)]).toEqual([false, false]);
  });

  const text = gunzipSync(readFileSync(written('damaged.ndjson.gz', 3))).toString();
  const lines = text.trimEnd().split('\n');
  it.each<[string, string, RegExp]>([
    [
      'a line that is gone',
      `${[...lines.slice(0, 2), ...lines.slice(3)].join('\n')}\n`,
      /manifest says 3 results, there are 2/,
    ],
    ['a changed status', text.replace('"status":400', '"status":200'), /the digest of the lines/],
    ['a changed verdict', text.replace('"verdict":"fail"', '"verdict":"blocked"'), /the digest of the lines/],
    ['a cut end', text.slice(0, -20), /cut off/],
    ['no manifest', `${lines.slice(0, -1).join('\n')}\n`, /without a manifest/],
    ['no header', `${lines.slice(1).join('\n')}\n`, /begins with 'exchange'/],
    ['two in one', text + text, /stands in the middle/],
    ['no JSON', text.replace('{"type":"exchange"', '{type'), /2: is not JSON/],
    ['a key twice', text.replace('"attempt":1', '"attempt":1,"attempt":1'), /is twice in one object/],
    ['a member too many', text.replace('"attempt":1', '"attempt":1,"secret":"x"'), /does not fit the form/],
    ['another form', text.replace('"format":1', '"format":2'), /does not fit the form/],
    ['nothing', '', /is empty/],
  ])('with %s is refused in one line', (_, damaged, reason) => {
    const attempt = (): unknown => bundleFrom(damaged, 'b.ndjson.gz');
    expect(attempt).toThrow(UsageError);
    expect(attempt).toThrow(reason);
    expect(attempt).toThrow(/^[^\n]*$/);
  });

  it('that unpacks to more than a bundle can be is not unpacked', () => {
    const path = join(folder, 'bomb.gz');
    writeFileSync(path, gzipSync(Buffer.alloc(100_000_001)));
    expect(() => readBundle(path)).toThrow(/cannot read .*bomb\.gz/);
  });

  it('that is not there, or is no bundle, is refused', () => {
    expect(() => readBundle(join(folder, 'none'))).toThrow(/cannot read .*none/);
    writeFileSync(join(folder, 'odd.gz'), Buffer.from([0x1f, 0x8b, 1, 2, 3]));
    expect(() => readBundle(join(folder, 'odd.gz'))).toThrow(UsageError);
  });
});
