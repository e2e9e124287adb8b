import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { expect, it } from 'vitest';
import { exactly, html } from './markup.ts';

it('lets no value become markup, neither in an element nor in an attribute', () => {
  const value = `<script>alert(1)</script>" onload='x' &amp;`;
  expect(html`<p title="${value}">${value}</p>`.text).toBe(`<p title="${ESCAPED}">${ESCAPED}</p>`);
});

const ESCAPED = '&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=&#39;x&#39; &amp;amp;';

it('keeps markup, puts lists together and leaves out nothing', () => {
  expect(
    html`<ul>${[1, 2].map((n) => html`<li>${n}</li>`)}${undefined}${false}${['a', ['&']]}</ul>`.text,
  ).toBe('<ul><li>1</li><li>2</li>a&amp;</ul>');
});

it('shows characters that steer a terminal or turn the direction of writing as escapes', () => {
  expect(html`${'a\x1b[31m\u202eexe\u200b\0\nb'}`.text).toBe('a\\x1b[31m\\u202eexe\\u200b\\x00\nb');
});

it('makes for any value an element whose text is that value, escapes aside', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (value) => {
      let seen = '';
      const parser = new SaxesParser();
      parser.on('text', (text) => {
        seen += text;
      });
      parser.write(html`<p title="${value}">${value}</p>`.text).close();
      expect(seen).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202a-\u202e]/);
      if (/^[ -~]*$/.test(value)) expect(seen).toBe(value);
    }),
  );
}, 120_000);

it('keeps every character of a value that only a script reads', () => {
  expect(html`<b data-copy="${exactly('a\u202e"<\'\r\n')}"></b>`.text).toBe(
    '<b data-copy="a\u202e&quot;&lt;&#39;&#13;\n"></b>',
  );
});
