import { deflateSync } from 'node:zlib';
import { xmlText } from '../text/xml.ts';

/** A picture made of boxes and of texts in strokes, so that SVG and PNG look the same and need no font. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly ground: string;
  readonly parts: readonly Part[];
}

export type Part =
  | {
      readonly kind: 'box';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly color: string;
    }
  | {
      readonly kind: 'text';
      readonly x: number;
      readonly y: number;
      readonly size: number;
      readonly text: string;
      readonly color: string;
    };

/**
 * Glyphs as strokes on a grid of 4 by 6, the baseline at 6; points are digit pairs, strokes are separated by blanks. Small
 * letters are drawn as capitals; what has no glyph is left blank.
 */
const GLYPHS: Readonly<Record<string, string>> = {
  A: '0602204246 0444',
  B: '00063645443303 0030414233',
  C: '4130100105163645',
  D: '00062644422000',
  E: '40000646 0333',
  F: '400006 0333',
  G: '41301001051636454323',
  H: '0006 4046 0343',
  I: '1030 2026 1636',
  J: '4045361605',
  K: '0006 4003 1346',
  L: '000646',
  M: '0600234046',
  N: '06004640',
  O: '103041453616050110',
  P: '06003041423303',
  Q: '103041453616050110 2446',
  R: '06003041423303 2346',
  S: '413010010213334445361605',
  T: '0040 2026',
  U: '000516364540',
  V: '002640',
  W: '0016233640',
  X: '0046 4006',
  Y: '002340 2326',
  Z: '00400646',
  '0': '103041453616050110 1432',
  '1': '112026 1636',
  '2': '0110304142060646',
  '3': '004022334445361605',
  '4': '36300444',
  '5': '400002334445361605',
  '6': '413010010516364544331304',
  '7': '004016',
  '8': '103041423313020110 133344453616050413',
  '9': '4333130201103041453616',
  '.': '2626',
  '%': '4006 0001 4546',
  '-': '1333',
  '/': '4006',
  ':': '2222 2525',
  '+': '1333 2224',
  '–': '0343',
  ',': '2617',
  '(': '30212536',
  ')': '10212516',
  "'": '2021',
};

type Point = readonly [number, number];
const ADVANCE = 5.4;

/** The strokes of a text, in pixels; the size is the height of a capital. */
function strokesOf(text: string, x: number, y: number, size: number): readonly (readonly Point[])[] {
  const unit = size / 6;
  return [...text.toUpperCase()].flatMap((character, index) =>
    (GLYPHS[character] ?? '').split(' ').flatMap((stroke) => {
      const points = (stroke.match(/../g) ?? []).map(
        (pair): Point => [x + (Number(pair[0]) + index * ADVANCE) * unit, y + (Number(pair[1]) - 6) * unit],
      );
      return points.length === 0 ? [] : [points.length === 1 ? [...points, ...points] : points];
    }),
  );
}

/** Pixels that a text takes. */
export function widthOf(text: string, size: number): number {
  return ([...text].length * ADVANCE - 1.4) * (size / 6);
}

const thickness = (size: number): number => Math.max(1.6, size / 8);

/** The picture as SVG. */
export function svgOf({ width, height, ground, parts }: Picture, title: string): string {
  const drawn = parts.map((part) => {
    if (part.kind === 'box')
      return `<rect x="${part.x}" y="${part.y}" width="${part.width}" height="${part.height}" fill="${part.color}"/>`;
    const path = strokesOf(part.text, part.x, part.y, part.size)
      .map((points) => `M${points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}`)
      .join('');
    return `<path d="${path}" fill="none" stroke="${part.color}" stroke-width="${thickness(part.size).toFixed(1)}" stroke-linecap="round" stroke-linejoin="round"/>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${xmlText(title)}"><title>${xmlText(title)}</title><rect width="${width}" height="${height}" fill="${ground}"/>${drawn.join('')}</svg>\n`;
}

/** The picture as PNG, 8 bits a channel, edges smoothed. */
export function pngOf({ width, height, ground, parts }: Picture): Buffer {
  const pixels = Buffer.alloc(width * height * 3);
  const [red, green, blue] = channels(ground);
  for (let at = 0; at < pixels.length; at += 3) pixels.set([red, green, blue], at);
  for (const part of parts) {
    const color = channels(part.color);
    if (part.kind === 'box') fill(pixels, width, height, part, color);
    else
      for (const points of strokesOf(part.text, part.x, part.y, part.size))
        for (let index = 1; index < points.length; index += 1)
          segment(
            pixels,
            width,
            height,
            points[index - 1] ?? [0, 0],
            points[index] ?? [0, 0],
            thickness(part.size) / 2,
            color,
          );
  }
  return encode(pixels, width, height);
}

type Channels = readonly [number, number, number];

function channels(color: string): Channels {
  const value = Number.parseInt(color.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

function fill(
  pixels: Buffer,
  width: number,
  height: number,
  box: Part & { kind: 'box' },
  color: Channels,
): void {
  const right = Math.min(width, Math.round(box.x + box.width));
  const bottom = Math.min(height, Math.round(box.y + box.height));
  for (let y = Math.max(0, Math.round(box.y)); y < bottom; y += 1)
    for (let x = Math.max(0, Math.round(box.x)); x < right; x += 1) pixels.set(color, (y * width + x) * 3);
}

/** A stroke with round ends: each pixel takes the color by how far it is from the line. */
function segment(
  pixels: Buffer,
  width: number,
  height: number,
  [x1, y1]: Point,
  [x2, y2]: Point,
  radius: number,
  color: Channels,
): void {
  const reach = radius + 1;
  const [dx, dy] = [x2 - x1, y2 - y1];
  const length = dx * dx + dy * dy;
  const clamp = (value: number, most: number): number => Math.max(0, Math.min(most, value));
  for (
    let y = clamp(Math.floor(Math.min(y1, y2) - reach), height);
    y < clamp(Math.ceil(Math.max(y1, y2) + reach), height);
    y += 1
  ) {
    for (
      let x = clamp(Math.floor(Math.min(x1, x2) - reach), width);
      x < clamp(Math.ceil(Math.max(x1, x2) + reach), width);
      x += 1
    ) {
      const [px, py] = [x + 0.5 - x1, y + 0.5 - y1];
      const along = length === 0 ? 0 : clamp((px * dx + py * dy) / length, 1);
      const share = clamp(radius + 0.5 - Math.hypot(px - along * dx, py - along * dy), 1);
      if (share <= 0) continue;
      const at = (y * width + x) * 3;
      for (let channel = 0; channel < 3; channel += 1) {
        const before = pixels[at + channel] ?? 0;
        pixels[at + channel] = Math.round(before + ((color[channel] ?? 0) - before) * share);
      }
    }
  }
}

function encode(pixels: Buffer, width: number, height: number): Buffer {
  const rows = Buffer.alloc((width * 3 + 1) * height);
  for (let y = 0; y < height; y += 1)
    pixels.copy(rows, y * (width * 3 + 1) + 1, y * width * 3, (y + 1) * width * 3);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

const CRC_TABLE = Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value >>> 0;
});

function crc32(data: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of data) crc = (CRC_TABLE[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
