import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../runner/verdict.ts';
import { reportOf } from '../model.ts';
import type { Report } from '../report.ts';
import { checked, finished, planned, started } from '../testing/events.ts';
import { hostileEvents } from '../testing/hostile.ts';
import { familiesOf } from './lineage.ts';
import { type MatrixInput, matrixOf } from './model.ts';
import { renderMatrixPage } from './page.ts';

function report(verdicts: Readonly<Record<string, Verdict>>): Report {
  return reportOf([
    started(Object.keys(verdicts).map((id) => planned(id))),
    ...Object.entries(verdicts).map(([id, verdict]) => checked(id, verdict)),
    finished(),
  ]);
}

function input(name: string, verdicts: Readonly<Record<string, Verdict>>, version?: string): MatrixInput {
  return { name, ...(version !== undefined && { version }), report: report(verdicts) };
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
    const matrix = matrixOf([input('x', { a: 'pass', b: 'fail' }), input('y', { a: 'fail' })]);
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
    const { requirements, targets } = matrixOf(inputs, { wrapper: ['moto'] });
    expect(requirements[0]?.agreement).toEqual({ independent: 2, met: 1, failed: 1 });
    expect(targets.map(({ label }) => label)).toEqual(['moto 5.0', 'moto 5.1', 'wrapper', 'other']);
    expect(matrixOf(inputs).requirements[0]?.agreement).toEqual({ independent: 3, met: 2, failed: 1 });
  });

  it('takes the lineage that a report declares itself', () => {
    const moto = input('moto', { a: 'pass' });
    const wrapper = input('wrapper', { a: 'pass' });
    const declared = { ...wrapper.report, target: { ...wrapper.report.target, embeds: ['moto'] } };
    const { requirements } = matrixOf([moto, { ...wrapper, report: declared }]);
    expect(requirements[0]?.agreement.independent).toBe(1);
  });

  it('counts a family that disagrees with itself in neither way, and no answer not at all', () => {
    const { requirements } = matrixOf([
      input('moto', { a: 'pass' }, '1'),
      input('moto', { a: 'fail' }, '2'),
      input('other', { a: 'blocked' }),
    ]);
    expect(requirements[0]?.agreement).toEqual({ independent: 1, met: 0, failed: 0 });
  });

  it('says what changed between neighbouring versions of one target, and of no two targets', () => {
    const { versions } = matrixOf([
      input('moto', { a: 'pass' }, '1'),
      input('other', { a: 'pass' }),
      input('moto', { a: 'fail' }, '2'),
      input('moto', { a: 'pass' }, '3'),
    ]);
    expect(versions.map(({ from, to, changes }) => [from, to, changes.map(({ kind }) => kind)])).toEqual([
      ['moto 1', 'moto 2', ['newly-broken']],
      ['moto 2', 'moto 3', ['fixed']],
    ]);
  });
});

describe('renderMatrixPage', () => {
  it('does not call broken what could not be judged in the version before', () => {
    const page = renderMatrixPage(
      matrixOf([
        input('moto', { a: 'pass', b: 'blocked' }, '1'),
        input('moto', { a: 'fail', b: 'fail' }, '2'),
      ]),
    );
    expect(page).toContain('</b>: 1 newly broken, 1 fails, not judged before');
  });

  it('puts the choice first and every requirement once, in both figures', () => {
    const page = renderMatrixPage(
      matrixOf([input('x', { a: 'pass', b: 'fail' }), input('y', { a: 'fail' })]),
    );
    expect(page.indexOf('At a glance')).toBeLessThan(page.indexOf('id="results"'));
    expect(page.match(/<tr data-result /g)).toHaveLength(2);
    expect(page).toContain('Divergence');
    expect(page).toContain('Coverage');
    expect(page).toContain('not in its suite');
    expect(page).toContain('data-show="differ"');
  });

  it('keeps hostile texts of a target dead', () => {
    const page = renderMatrixPage(matrixOf([{ name: '<b>', report: reportOf(hostileEvents()) }]));
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page).not.toMatch(/<img|<b>\s*:|[\x1b\u202e]/);
  });
});
