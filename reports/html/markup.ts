import { escapeLines } from '../../specs/escape.ts';

/** Markup that is safe to put into a page. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in a template; `undefined` and `false` are nothing. */
export type Part = Markup | string | number | undefined | false | readonly Part[];

/**
 * Markup from a template: every value that is not markup itself is text and stays text, in elements as well as in quoted
 * attributes. Characters that steer a terminal or turn the direction of writing become visible escapes.
 */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  let text = strings[0] ?? '';
  parts.forEach((part, index) => {
    text += textOf(part) + (strings[index + 1] ?? '');
  });
  return new Markup(text);
}

/**
 * A value for a quoted attribute that a script hands on exactly as it is (to the clipboard): it is never drawn, so it
 * keeps all characters.
 */
export function exactly(value: string): Markup {
  return new Markup(value.replace(MARKUP, reference).replaceAll('\r', '&#13;').replaceAll('\0', '\ufffd'));
}

function textOf(part: Part): string {
  if (part === undefined || part === false) return '';
  if (part instanceof Markup) return part.text;
  if (typeof part === 'number') return String(part);
  if (typeof part === 'string') return PLAIN.test(part) ? part : escapeText(part);
  // Joining would copy every part once for each level it is nested in; added, they are put together once, at the end.
  let text = '';
  for (const inner of part) text += textOf(inner);
  return text;
}

const PLAIN = /^[\w .,:;/()=+-]*$/;
const MARKUP = /[&<>"']/g;
const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Most text is plain; looking for the few characters to escape in it would take most of the time of a page. */
const STEERLESS = /^[\n -~]*$/;

function escapeText(text: string): string {
  const steerless = STEERLESS.test(text) ? text : escapeLines(text).join('\n');
  return steerless.replace(MARKUP, reference);
}

function reference(character: string): string {
  return REFERENCES[character] ?? character;
}
