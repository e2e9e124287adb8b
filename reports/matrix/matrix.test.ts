import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../runner/verdict.ts';
import { renderChoosePage } from '../choose/page.ts';
import { compactOf } from '../compact/compact.ts';
import { reportOf } from '../model.ts';
import type { Report } from '../report.ts';
import { checked, finished, planned, started } from '../testing/events.ts';
import { hostileEvents } from '../testing/hostile.ts';
import { columnsOf } from './data.ts';
import { familiesOf, type Lineage } from './lineage.ts';
import type { Matrix, MatrixInput, RequirementText } from './matrix.ts';
import { matrixOf } from './model.ts';
import { renderMatrixPage } from './page.ts';
import { SHAPES } from './strip.ts';
import { linesOf, turnOf, versionSteps } from './versions.ts';

function report(verdicts: Readonly<Record<string, Verdict>>): Report {
  return reportOf([
    started(Object.keys(verdicts).map((id) => planned(id))),
    ...Object.entries(verdicts).map(([id, verdict]) => checked(id, verdict)),
    finished(),
  ]);
}

function input(
  name: string,
  verdicts: Readonly<Record<string, Verdict>>,
  version?: string,
): MatrixInput & { readonly texts: readonly RequirementText[] } {
  const own = report(verdicts);
  return {
    name,
    ...(version !== undefined && { version }),
    result: compactOf(own),
    texts: own.results,
  };
}

function matrixFor(inputs: readonly ReturnType<typeof input>[], lineage: Lineage = {}): Matrix {
  const texts = new Map(inputs.flatMap((one) => one.texts.map((text) => [text.requirement, text])));
  return matrixOf(inputs, [...texts.values()], lineage);
}

/** A target with so many requirements that pass, fail, and were not judged. */
function counted(name: string, pass: number, fail: number, blocked: number): ReturnType<typeof input> {
  const ids = [...Array(pass).fill('pass'), ...Array(fail).fill('fail'), ...Array(blocked).fill('blocked')];
  return input(
    name,
    Object.fromEntries(ids.map((verdict, index) => [`name.create.n${index}`, verdict as Verdict])),
  );
}

describe('familiesOf', () => {
  it('joins what embeds one another or a common third, over any number of steps', () => {
    const families = familiesOf(['a', 'b', 'c', 'd', 'e'], {
      a: ['base'],
      b: ['a'],
      c: ['base'],
      d: ['unseen'],
    });
    expect(new Set(['a', 'b', 'c'].map((name) => families.get(name))).size).toBe(1);
    expect(new Set(['a', 'd', 'e'].map((name) => families.get(name))).size).toBe(3);
  });

  it('does not mind circles or the order of the lines', () => {
    const families = familiesOf(['a', 'b', 'c'], { b: ['c'], a: ['b'], c: ['a'] });
    expect(new Set(families.values()).size).toBe(1);
  });
});

describe('matrixOf', () => {
  it('has a cell for every requirement and target, and says where a suite does not have one', () => {
    const matrix = matrixFor([input('x', { a: 'pass', b: 'fail' }), input('y', { a: 'fail' })]);
    expect(
      matrix.requirements.map(({ requirement, cells }) => [requirement, cells.map((cell) => cell?.verdict)]),
    ).toEqual([
      ['a', ['pass', 'fail']],
      ['b', ['fail', undefined]],
    ]);
    expect(matrix.requirements[1]?.cells[1]).toBeNull();
  });

  it('counts relatives and versions of one target as one witness', () => {
    const inputs = [
      input('moto', { a: 'pass' }, '5.0'),
      input('moto', { a: 'pass' }, '5.1'),
      input('wrapper', { a: 'pass' }),
      input('other', { a: 'fail' }),
    ];
    const { requirements, targets } = matrixFor(inputs, { wrapper: ['moto'] });
    expect(requirements[0]?.agreement).toEqual({ independent: 2, pass: 1, fail: 1 });
    expect(targets.map(({ label }) => label)).toEqual(['moto 5.0', 'moto 5.1', 'wrapper', 'other']);
    expect(matrixFor(inputs).requirements[0]?.agreement).toEqual({ independent: 3, pass: 2, fail: 1 });
  });

  it('takes the lineage that a report declares itself', () => {
    const moto = input('moto', { a: 'pass' });
    const wrapper = input('wrapper', { a: 'pass' });
    const { result } = wrapper;
    const declared = { ...result, target: { ...result.target, embeds: ['moto'] } };
    const { requirements } = matrixFor([moto, { ...wrapper, result: declared }]);
    expect(requirements[0]?.agreement.independent).toBe(1);
  });

  it.each([
    [['fail', 'pass'], { independent: 1, pass: 1, fail: 0 }],
    [['pass', 'fail'], { independent: 1, pass: 0, fail: 1 }],
    [['pass', 'blocked'], { independent: 0, pass: 0, fail: 0 }],
  ] as const)('lets the newest version speak for a target: %j', ([before, after], agreement) => {
    const { requirements } = matrixFor([
      input('moto', { a: after }, '10.0'),
      input('moto', { a: before }, '9.0'),
      input('other', { a: 'blocked' }),
    ]);
    expect(requirements[0]?.agreement).toEqual(agreement);
  });

  it('counts a family that disagrees with itself in neither way', () => {
    const inputs = [input('moto', { a: 'pass' }), input('wrapper', { a: 'fail' })];
    const { requirements } = matrixFor(inputs, { wrapper: ['moto'] });
    expect(requirements[0]?.agreement).toEqual({ independent: 1, pass: 0, fail: 0 });
  });

  it('says in which version a requirement turned, by number and not by letter, and of no two targets', () => {
    const matrix = matrixFor([
      input('moto', { a: 'pass', b: 'fail', c: 'fail', d: 'pass' }, '5.10.0'),
      input('other', { a: 'pass' }),
      input('moto', { a: 'pass', b: 'fail', c: 'pass', d: 'blocked' }, '5.9.1'),
      input('moto', { a: 'fail', b: 'pass', c: 'pass', d: 'pass' }, '5.2.0'),
    ]);
    const moto = linesOf(matrix).find(({ name }) => name === 'moto') ?? expect.fail('no moto');
    expect(moto.columns.map((column) => matrix.targets[column]?.version)).toEqual([
      '5.2.0',
      '5.9.1',
      '5.10.0',
    ]);
    expect(matrix.requirements.map((row) => turnOf(row, moto, matrix.targets))).toEqual([
      { kind: 'fixed-in', version: '5.9.1' },
      { kind: 'broken-since', version: '5.9.1' },
      { kind: 'broken-since', version: '5.10.0' },
      undefined,
    ]);
    expect(versionSteps(matrix).map(({ broken, fixed }) => [broken, fixed])).toEqual([
      [['b'], ['a']],
      [['c'], []],
    ]);
  });

  it('ranks by what passes, and puts last what says too little of itself', () => {
    const matrix = matrixFor([
      counted('barely', 1, 0, 19),
      counted('careful', 10, 0, 10),
      counted('busy', 14, 6, 0),
    ]);
    expect(linesOf(matrix).map(({ name }) => name)).toEqual(['busy', 'careful', 'barely']);
    expect(matrix.targets.map(({ passed }) => passed)).toEqual([null, 0.5, 0.7]);
    expect(renderMatrixPage(matrix)).toMatch(/<b>–<\/b>/);
  });
});

describe('renderMatrixPage', () => {
  const one = counted('target', 300, 300, 60);
  const twenty = Array.from({ length: 20 }, (_, index) => ({ ...one, name: `target-${index}` }));

  it('holds twenty targets in 12,000 elements and 250 kB, with every requirement once', () => {
    const page = renderMatrixPage(matrixFor(twenty));
    expect(page.match(/<tr data-result /g)).toHaveLength(660);
    expect(page.match(/<[a-z]/g)?.length).toBeLessThan(12_000);
    expect(gzipSync(page).length).toBeLessThan(250_000);
  });

  it('has one number a cell that leads to the topic on the target, and sticky first row and column', () => {
    const [one, other] = [input('x', { a: 'pass', b: 'fail' }), input('y', { a: 'fail' })];
    const page = renderMatrixPage(matrixFor([{ ...one, href: '../x/index.html' } as typeof one, other]));
    expect(page).toContain('<a href="../x/index.html#topic=name">50</a>');
    expect(page).toContain('<a href="#topic=name&amp;fails=y">0</a>');
    expect(page).toMatch(/\.grid thead th\{position:sticky/);
    expect(page).toMatch(/th\[scope=row\]\{position:sticky/);
  });

  it('draws each verdict as a shape of its own and says in words who fails', () => {
    const page = renderMatrixPage(
      matrixFor([input('x', { a: 'pass', b: 'fail' }), input('y', { a: 'fail', b: 'blocked' })]),
    );
    expect(page).toContain('aria-label="pass 1, fail 1: y"');
    expect(Object.values(SHAPES).flatMap((shapes) => Object.values(shapes)).length).toBeGreaterThan(5);
  });

  it('shows the newest version of each target first, and the versions of a single one all', () => {
    const versions = [input('moto', { a: 'pass' }, '1'), input('moto', { a: 'pass' }, '2')];
    expect(columnsOf(matrixFor(versions))).toEqual([0, 1]);
    expect(columnsOf(matrixFor([...versions, input('x', { a: 'pass' })])).toSorted()).toEqual([1, 2]);
  });

  it('keeps hostile texts of a target dead', () => {
    const own = reportOf(hostileEvents());
    const matrix = matrixOf([{ name: '<b>', result: compactOf(own) }], own.results);
    for (const page of [renderMatrixPage(matrix), renderChoosePage(matrix)]) {
      expect(page.match(/<script(?! type="application\/json")/g)).toHaveLength(1);
      expect(page).not.toMatch(/<img|<b>\s*:|[\x1b\u202e]/);
    }
  });
});
