import { type ConclusionKind, conclusionOf } from './conclusion.ts';
import { percent } from './console/figures.ts';
import type { Report } from './report.ts';
import { EMBEDDED_REFERENCE } from './rerun.ts';
import { xmlText } from './text/xml.ts';

const LABEL = 'key-pair conformance';

const COLOURS: Readonly<Record<ConclusionKind, string>> = {
  conformant: '#2a6446',
  'non-conformant': '#9c2f1d',
  incomplete: '#7a560a',
  'suite-defect': '#9c2f1d',
  'cleanup-incomplete': '#9c2f1d',
  interrupted: '#566165',
  unreachable: '#566165',
};

function messageOf(report: Report): string {
  const { kind } = conclusionOf(report);
  const { divergence, coverage } = report.summary;
  const whose = report.target.reference === true ? `${EMBEDDED_REFERENCE}: ` : '';
  if (kind === 'unreachable' || kind === 'interrupted') return `${whose}${kind}`;
  if (kind !== 'conformant' && kind !== 'non-conformant')
    return `${whose}${kind}, coverage ${percent(coverage)}`;
  return `${whose}divergence ${percent(divergence)}, coverage ${percent(coverage)}`;
}

/** `badge.json`: what shields.io reads from an endpoint to draw a badge itself. */
export function renderBadgeEndpoint(report: Report): string {
  const { kind } = conclusionOf(report);
  const badge = { schemaVersion: 1, label: LABEL, message: messageOf(report), color: COLOURS[kind] };
  return `${JSON.stringify(badge, null, 2)}\n`;
}

const HEIGHT = 20;
const PADDING = 7;

/** `badge.svg`: both figures, in boxes as wide as their text. */
export function renderBadge(report: Report): string {
  return badgeOf(LABEL, messageOf(report), conclusionOf(report).kind);
}

/** A badge with two texts, the right one in the color of a conclusion. */
export function badgeOf(label: string, message: string, kind: ConclusionKind): string {
  const left = textWidth(label) + 2 * PADDING;
  const right = textWidth(message) + 2 * PADDING;
  const title = xmlText(`${label}: ${message}`);
  const box = (text: string, start: number, width: number): string => {
    const fit = `x="${(start + width / 2).toFixed(1)}" y="14" textLength="${(width - 2 * PADDING).toFixed(1)}"`;
    return `<text ${fit}>${xmlText(text)}</text>`;
  };
  const width = (left + right).toFixed(1);
  // Two badges inside one page must not share the name.
  const clip = `badge-${Math.round(left + right)}`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${HEIGHT}" role="img" aria-label="${title}">`,
    `<title>${title}</title>`,
    `<clipPath id="${clip}"><rect width="${width}" height="${HEIGHT}" rx="3"/></clipPath>`,
    `<g clip-path="url(#${clip})">`,
    `<rect width="${left.toFixed(1)}" height="${HEIGHT}" fill="#3c474b"/>`,
    `<rect x="${left.toFixed(1)}" width="${right.toFixed(1)}" height="${HEIGHT}" fill="${COLOURS[kind]}"/>`,
    '</g>',
    '<g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,Geneva,sans-serif" font-size="11">',
    box(label, 0, left),
    box(message, left, right),
    '</g>',
    '</svg>',
    '',
  ].join('');
}

/** Advance widths of Verdana in thousandths of an em, from U+0020 to U+007E. */
const WIDTHS = [
  352, 394, 459, 818, 636, 1076, 727, 269, 454, 454, 636, 818, 364, 454, 364, 454, 636, 636, 636, 636, 636,
  636, 636, 636, 636, 636, 454, 454, 818, 818, 818, 545, 1000, 684, 686, 698, 771, 632, 575, 775, 751, 421,
  455, 693, 557, 843, 748, 787, 603, 787, 695, 684, 616, 732, 684, 989, 685, 615, 685, 454, 454, 454, 818,
  636, 636, 601, 623, 521, 623, 596, 352, 623, 633, 274, 344, 592, 274, 973, 633, 607, 623, 623, 427, 521,
  394, 633, 592, 818, 592, 592, 525, 635, 454, 635, 818,
] as const;
const WIDEST = 1076;
const FONT_SIZE = 11;

/** Pixels that a text takes in 11 px Verdana; a character without a known width counts as the widest. */
function textWidth(text: string): number {
  const units = [...text].reduce((sum, character) => {
    return sum + (WIDTHS[(character.codePointAt(0) ?? 0) - 0x20] ?? WIDEST);
  }, 0);
  return (units * FONT_SIZE) / 1000;
}
