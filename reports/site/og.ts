import { percent } from '../console/figures.ts';
import type { Matrix } from '../matrix/matrix.ts';
import { linesOf } from '../matrix/versions.ts';
import { type Part, type Picture, widthOf } from './draw.ts';

const WIDTH = 1200;
const HEIGHT = 630;
const MARGIN = 64;
const MOST_TARGETS = 8;
const [INK, SOFT, ACCENT, HAIR, GROUND] = ['#1c2427', '#566165', '#1a5a6b', '#dedbd1', '#f8f7f3'];

/** The picture that a link to the site shows: the best targets with the share of gating requirements that pass. */
export function preview(matrix: Matrix): Picture {
  const lines = linesOf(matrix).slice(0, MOST_TARGETS);
  const row = Math.min(64, (HEIGHT - 250) / Math.max(1, lines.length));
  const bars = lines.flatMap(({ newest }, index): readonly Part[] => {
    const target = matrix.targets[newest];
    if (target === undefined) return [];
    const y = 210 + index * row;
    const size = Math.min(24, row * 0.45);
    const share = target.passed;
    const [left, right] = [480, WIDTH - MARGIN - 130];
    return [
      {
        kind: 'text',
        x: MARGIN,
        y: y + size,
        size,
        text: shortened(target.label, size, left - MARGIN - 24),
        color: INK,
      },
      { kind: 'box', x: left, y, width: right - left, height: size, color: HAIR },
      { kind: 'box', x: left, y, width: (share ?? 0) * (right - left), height: size, color: ACCENT },
      { kind: 'text', x: right + 18, y: y + size, size, text: percent(share), color: INK },
    ];
  });
  const rest = linesOf(matrix).length - lines.length;
  const about = `${matrix.requirements.length} requirements, ${matrix.targets.length} results${rest > 0 ? `, ${rest} more targets` : ''}`;
  return {
    width: WIDTH,
    height: HEIGHT,
    ground: GROUND,
    parts: [
      { kind: 'box', x: 0, y: 0, width: 18, height: HEIGHT, color: ACCENT },
      { kind: 'text', x: MARGIN, y: 104, size: 40, text: 'Key-pair API compatibility', color: INK },
      {
        kind: 'text',
        x: MARGIN,
        y: 160,
        size: 20,
        text: `Share of gating requirements that pass (${matrix.provider})`,
        color: SOFT,
      },
      ...bars,
      {
        kind: 'text',
        x: MARGIN,
        y: HEIGHT - 28,
        size: 16,
        text: `keypair-conformance: ${about}`,
        color: SOFT,
      },
    ],
  };
}

function shortened(text: string, size: number, room: number): string {
  let short = text;
  while (widthOf(short, size) > room && short.length > 1) short = short.slice(0, -1);
  return short === text ? text : `${short.slice(0, -1)}.`;
}
