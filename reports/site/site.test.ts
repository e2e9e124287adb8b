import { inflateSync } from 'node:zlib';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../runner/verdict.ts';
import { type CompactResult, compactOf } from '../compact/compact.ts';
import { matrixOf } from '../matrix/model.ts';
import { reportOf } from '../model.ts';
import { checked, finding, finished, planned, started } from '../testing/events.ts';
import { HOSTILE } from '../testing/hostile.ts';
import { siteFiles } from './site.ts';

const IDS = ['name.create.a', 'name.create.b', 'tags.import.c'];

function result(name: string, version: string, verdicts: readonly Verdict[], day: number): CompactResult {
  const report = reportOf([
    started(
      IDS.map((id) => planned(id, { topic: id.startsWith('tags') ? 'tags' : 'name' })),
      {
        startedAt: `2026-11-${String(day).padStart(2, '0')}T04:00:00.000Z`,
        target: {
          name,
          version,
          provider: 'aws-ec2',
          endpoint: 'http://127.0.0.1:1/',
          regions: ['us-east-1'],
        },
      },
    ),
    ...IDS.map((id, index) =>
      checked(id, verdicts[index] ?? 'pass', {
        ...(verdicts[index] === 'fail' && { findings: [finding(id, { observed: name })] }),
      }),
    ),
    finished(),
  ]);
  return compactOf(report);
}

function site(results: readonly CompactResult[], base?: string): ReadonlyMap<string, string | Buffer> {
  const inputs = results.map((one) => ({
    name: one.target.name,
    ...(one.target.version !== undefined && { version: one.target.version }),
    result: one,
  }));
  const texts = reportOf([
    started(IDS.map((id) => planned(id, { topic: id.startsWith('tags') ? 'tags' : 'name' }))),
    finished(),
  ]).results;
  return new Map(siteFiles(matrixOf(inputs, texts), results, undefined, base));
}

const RESULTS = [
  result('moto', '5.1', ['pass', 'fail', 'pass'], 1),
  result('moto', '5.2', ['fail', 'pass', 'pass'], 2),
  result('other', '1', ['pass', 'pass', 'blocked'], 3),
];

function textOf(files: ReadonlyMap<string, string | Buffer>, path: string): string {
  const content = files.get(path);
  return typeof content === 'string' ? content : expect.fail(`no ${path}`);
}

describe('a site', () => {
  const files = site(RESULTS);

  it('has a page for each target and requirement, a badge and a result for each version', () => {
    expect([...files.keys()].toSorted()).toEqual([
      'badges/moto-5.1.svg',
      'badges/moto-5.2.svg',
      'badges/other-1.svg',
      'choose.html',
      'feed.xml',
      'index.html',
      'og.png',
      'og.svg',
      'requirements/name.create.a.html',
      'requirements/name.create.b.html',
      'requirements/tags.import.c.html',
      'results/moto-5.1.json',
      'results/moto-5.2.json',
      'results/other-1.json',
      'site.css',
      'sitemap.xml',
      'targets/moto.html',
      'targets/other.html',
    ]);
  });

  it('has relative links only, each to a file and a place that are there, and asks no other host for anything', () => {
    for (const [path, content] of files) {
      if (!path.endsWith('.html')) continue;
      const page = String(content);
      for (const [, href = ''] of page.matchAll(/ (?:href|src)="([^"]*)"/g)) {
        if (href.startsWith('data:') || (path === 'index.html' && /^#.*=/.test(href))) continue;
        const [file = '', anchor] = href.replaceAll('&amp;', '&').split('#');
        const target = file === '' ? path : new URL(file, `http://site/${path}`).pathname.slice(1);
        expect(files.has(target), `${href} of ${path}`).toBe(true);
        if (anchor)
          expect(textOf(files, target), `${href} of ${path}`).toContain(`id="${decodeURIComponent(anchor)}"`);
      }
      expect(page).not.toMatch(/(?:src|<link[^>]*href)="(?:https?:)?\/\//);
    }
  });

  it('says where a requirement broke and where it was fixed, on the pages of both', () => {
    const target = textOf(files, 'targets/moto.html');
    expect(target).toContain('5.1 → 5.2: 1 broken, 1 fixed');
    expect(target).toContain('broken since 5.2');
    expect(textOf(files, 'requirements/name.create.b.html')).toContain('fixed in 5.2');
  });

  it('feeds each version that broke something, once and with a stable id', () => {
    const feed = textOf(files, 'feed.xml');
    expect(feed.match(/<entry>/g)).toHaveLength(1);
    expect(feed).toContain('moto 5.2 breaks 1 that 5.1 passed');
    expect(feed).toContain('aws-ec2/moto-5.1/moto-5.2</id>');
    for (const path of ['feed.xml', 'sitemap.xml', 'og.svg', 'badges/moto-5.2.svg']) {
      const parser = new SaxesParser();
      parser.on('error', (error) => expect.fail(`${path}: ${error.message}`));
      parser.write(textOf(files, path)).close();
    }
  });

  it('has absolute addresses for previews, sitemap, feed and badges where its own is known', () => {
    const based = site(RESULTS, 'https://example.test/kp/');
    expect(textOf(based, 'sitemap.xml')).toContain('<loc>https://example.test/kp/targets/moto.html</loc>');
    expect(textOf(based, 'index.html')).toContain(
      'property="og:image" content="https://example.test/kp/og.png"',
    );
    expect(textOf(based, 'feed.xml')).toContain('href="https://example.test/kp/targets/moto.html#versions"');
    expect(textOf(based, 'targets/moto.html')).toContain('https://example.test/kp/badges/moto-5.2.svg');
  });

  it('draws its preview as PNG of 1200 by 630 with ink on it', () => {
    const png = files.get('og.png');
    if (!(png instanceof Buffer)) expect.fail('no picture');
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630]);
    const length = png.readUInt32BE(33);
    const rows = inflateSync(png.subarray(41, 41 + length));
    expect(rows.length).toBe((1200 * 3 + 1) * 630);
    expect(rows.filter((byte) => byte < 0x60).length).toBeGreaterThan(10_000);
  });

  it('keeps two targets apart whose names make the same address, and hostile names dead', () => {
    const odd = site([
      result('A b', '1', [], 1),
      result('a-b', '1', [], 2),
      result(HOSTILE, '../../x', ['fail'], 3),
    ]);
    expect([...odd.keys()].filter((path) => path.startsWith('targets/a-b'))).toHaveLength(2);
    for (const [path, content] of odd) {
      expect(path).toMatch(/^[a-z0-9.-]+(\/[a-z0-9-][a-z0-9.-]*)?$/);
      if (!path.endsWith('.html')) continue;
      expect(String(content)).not.toMatch(/<img src=x|<script>window|[\x1b\u202e]/);
    }
  });

  it('is built again from the results that it publishes', () => {
    const again = RESULTS.map((one) => JSON.parse(JSON.stringify(one)) as CompactResult);
    expect(textOf(site(again), 'index.html')).toBe(textOf(files, 'index.html'));
  });
});
