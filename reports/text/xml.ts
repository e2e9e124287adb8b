import { breakCommands } from '../../specs/escape.ts';

/** Everything XML 1.0 cannot carry, not even as a reference: most C0 characters, lone surrogates, U+FFFE and U+FFFF. */
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
/** What steers the order of a text or cannot be seen; XML may carry it, and whoever reads the file is misled by it. */
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}\u2028\u2029\u2800]/gu;
const MARKUP = /[&<>"'\t\n\r\u007f-\u009f]/g;
const NAMED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/**
 * Text for an XML 1.0 attribute or element, for any input. Forbidden characters become a visible `\uXXXX`; blanks are
 * written as references, so that attribute normalisation does not change them.
 */
export function xmlText(text: string): string {
  return breakCommands(text)
    .replace(INVISIBLE, (character) => `\\u${codeOf(character).toString(16).padStart(4, '0')}`)
    .replace(FORBIDDEN, (character) => `\\u${codeOf(character).toString(16).padStart(4, '0')}`)
    .replace(MARKUP, (character) => NAMED[character] ?? `&#${codeOf(character)};`);
}

/** ` name="value"` for each attribute, in the given order. */
export function xmlAttributes(attributes: Readonly<Record<string, string | number>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${xmlText(String(value))}"`)
    .join('');
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}
