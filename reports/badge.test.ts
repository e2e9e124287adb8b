import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { renderBadge, renderBadgeEndpoint } from './badge.ts';
import { reportOf } from './model.ts';
import { checked, everyKindOfEvent, finished, planned, started } from './testing/events.ts';

const mixed = reportOf(everyKindOfEvent());
const good = reportOf([started([planned('a')]), checked('a', 'pass'), finished()]);

describe('badge', () => {
  it('shows both figures and never a blend', () => {
    expect(JSON.parse(renderBadgeEndpoint(good))).toEqual({
      schemaVersion: 1,
      label: 'key-pair conformance',
      message: 'divergence 0.0%, coverage 100.0%',
      color: '#2a6446',
    });
  });

  it('is well-formed SVG whose boxes follow the width of the text', () => {
    const widthOf = (svg: string): number => {
      new SaxesParser({ xmlns: true }).write(svg).close();
      return Number(/width="([\d.]+)"/.exec(svg)?.[1]);
    };
    // "divergence 0.0%, coverage 100.0%" in 11 px Verdana takes 220 px, give or take a pixel a word.
    expect(widthOf(renderBadge(good))).toBeGreaterThan(340);
    expect(widthOf(renderBadge(good))).toBeLessThan(390);
    expect(widthOf(renderBadge(good))).toBeGreaterThan(
      widthOf(renderBadge(reportOf([started([planned('a')])]))),
    );
  });

  it('says that a run was interrupted instead of figures that mean nothing', () => {
    expect(renderBadgeEndpoint(reportOf([started([planned('a')])]))).toContain('"message": "interrupted"');
    expect(renderBadge(mixed)).toContain('#9c2f1d');
  });
});
