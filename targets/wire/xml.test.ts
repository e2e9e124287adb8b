import { expect, test } from 'vitest';
import { childOf, childrenOf, readXml, type XmlElement } from './xml.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'utf8');

function rootOf(body: Uint8Array): XmlElement {
  const reading = readXml(body);
  if (!reading.ok) throw new Error(reading.reason);
  return reading.root;
}

test('elements, namespaces, attributes, text and lines are read', () => {
  const root = rootOf(
    bytes(
      '<?xml version="1.0" encoding="utf-8"?>\n<a xmlns="urn:x" xmlns:p="urn:p" p:n="v">\n<p:b/>\n<b>t&amp;<![CDATA[<&]]></b></a>',
    ),
  );
  expect([root.local, root.namespace, root.line]).toEqual(['a', 'urn:x', 2]);
  expect(root.attributes.at(-1)).toEqual({ local: 'n', prefix: 'p', namespace: 'urn:p', value: 'v' });
  expect(root.children.map(({ local, prefix, namespace }) => [local, prefix, namespace])).toEqual([
    ['b', 'p', 'urn:p'],
    ['b', '', 'urn:x'],
  ]);
  expect(childOf(root, 'b')?.prefix).toBe('p');
  expect(childrenOf(root, 'b')[1]?.text).toBe('t&<&');
});

test('text is not trimmed and character references are read', () => {
  expect(rootOf(bytes('<a> x&#10;&#x41; </a>')).text).toBe(' x\nA ');
});

test('a byte order mark is tolerated', () => {
  expect(rootOf(bytes('\uFEFF<a/>')).local).toBe('a');
});

test('names of built-in properties are plain names', () => {
  const root = rootOf(bytes('<a constructor="1" __proto__="2"><__proto__>3</__proto__></a>'));
  expect(root.attributes.map(({ local, value }) => [local, value])).toContainEqual(['__proto__', '2']);
  expect(childOf(root, '__proto__')?.text).toBe('3');
});

test.each<[string, string | Uint8Array]>([
  ['an empty body', ''],
  ['only white space', ' \n'],
  ['plain text', 'not found'],
  ['JSON', '{"Code":"x"}'],
  ['HTML with an unclosed element', '<html><body><br></body></html>'],
  ['HTML with a document type', '<!DOCTYPE html><html></html>'],
  ['a declaration alone', '<?xml version="1.0"?>'],
  ['a comment alone', '<!-- a -->'],
  ['an unclosed element', '<a><b></a>'],
  ['a missing end', '<a><b></b>'],
  ['crossed elements', '<a><b></a></b>'],
  ['two roots', '<a/><b/>'],
  ['text after the root', '<a/>garbage'],
  ['text before the root', 'garbage<a/>'],
  ['white space before the declaration', '\n<?xml version="1.0"?><a/>'],
  ['a bare ampersand', '<a>x & y</a>'],
  ['an undefined entity', '<a>&nbsp;</a>'],
  ['a bare less-than sign', '<a>1 < 2</a>'],
  ['an attribute without quotes', '<a b=c/>'],
  ['an attribute without value', '<a b/>'],
  ['a repeated attribute', '<a b="1" b="2"/>'],
  ['an attribute repeated by namespace', '<a xmlns:p="u" xmlns:q="u" p:b="1" q:b="2"/>'],
  ['an undeclared prefix', '<p:a/>'],
  ['a control character', '<a>\u0001</a>'],
  ['a reference to a forbidden character', '<a>&#0;</a>'],
  ['a reference to a surrogate', '<a>&#xD800;</a>'],
  ['an end of CDATA in text', '<a>]]></a>'],
  ['an unclosed CDATA', '<a><![CDATA[x</a>'],
  ['two dashes in a comment', '<a><!-- a -- b --></a>'],
  ['another declared encoding', '<?xml version="1.0" encoding="ISO-8859-1"?><a/>'],
  ['an unknown version', '<?xml version="2.0"?><a/>'],
  ['an entity bomb', '<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;">]><a>&c;</a>'],
  ['an external entity', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'],
  ['invalid UTF-8', Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0x3c, 0x2f, 0x61, 0x3e])],
  ['UTF-8 that is cut', Buffer.concat([bytes('<a>'), Buffer.from([0xc3]), bytes('</a>')])],
  ['overlong UTF-8', Buffer.concat([bytes('<a>'), Buffer.from([0xc0, 0x80]), bytes('</a>')])],
  ['UTF-16', Buffer.from('\uFEFF<a/>', 'utf16le')],
  ['gzip', Buffer.from([0x1f, 0x8b, 8, 0])],
  ['an unclosed tag', '<a'],
])('%s is not readable', (_, body) => {
  const reading = readXml(typeof body === 'string' ? bytes(body) : body);
  expect(reading).toMatchObject({ ok: false, reason: expect.stringMatching(/^the body is /) });
});

test.each([
  ['the declared encoding is ISO-8859-1', '<?xml version="1.0" encoding="ISO-8859-1"?><a/>'],
  ['a document type declaration is not allowed', '<!DOCTYPE a><a/>'],
])('the reason says: %s', (reason, body) => {
  expect(readXml(bytes(body))).toMatchObject({ ok: false, reason: expect.stringContaining(reason) });
});

const SMALL = { depth: 3, nodes: 5, text: 4 };

test.each([
  ['levels', '<a><a><a/></a></a>', '<a><a><a><a/></a></a></a>', 'levels of elements'],
  ['nodes', '<a b="1"><b/><b/><b/></a>', '<a b="1" c="1"><b/><b/><b/></a>', 'elements and attributes'],
  ['text', '<a>1234<b/></a>', '<a>123<b/>45</a>', 'characters of text'],
])('the limit of %s is kept', (_, within, above, reason) => {
  expect(readXml(bytes(within), SMALL).ok).toBe(true);
  expect(readXml(bytes(above), SMALL)).toMatchObject({ ok: false, reason: expect.stringContaining(reason) });
});

test('an element has at most a thousand attributes, however many elements a document may have', () => {
  const element = (count: number): string =>
    `<a ${Array.from({ length: count }, (_, at) => `a${at}="b"`).join(' ')}/>`;
  expect(readXml(bytes(`<r>${element(1_000).repeat(3)}</r>`)).ok).toBe(true);
  expect(readXml(bytes(element(1_001)))).toMatchObject({
    ok: false,
    reason: expect.stringContaining('more than 1000 attributes of one element'),
  });
});

test('very deep nesting is refused quickly', () => {
  const before = performance.now();
  expect(readXml(bytes('<a>'.repeat(500_000))).ok).toBe(false);
  expect(performance.now() - before).toBeLessThan(2_000);
});

test('nothing of a faulty document, nor of a good one, is left for the next', () => {
  const good = '<a xmlns="urn:x"><b>t</b></a>';
  const first = readXml(bytes(good));
  for (const other of [
    '<a xmlns:p="urn:p"><b>t',
    '<?xml version="1.1"?><c xmlns="urn:y">x</c>',
    '<!DOCTYPE a>',
    '',
  ])
    for (const body of [other, good]) {
      const reading = readXml(bytes(body));
      if (body === good) expect(reading).toEqual(first);
    }
  expect(readXml(bytes('<p:a/>')).ok).toBe(false);
});

test('limits hold for the document that they were given for', () => {
  const limits = { depth: 2, nodes: 3, text: 4 };
  expect(readXml(bytes('<a><b>12345</b></a>'), limits).ok).toBe(false);
  expect(readXml(bytes('<a><b>12345</b></a>')).ok).toBe(true);
  for (let round = 0; round < 3; round += 1)
    expect(readXml(bytes('<a><b>1234</b><c/></a>'), limits).ok).toBe(true);
});
