/** Saved texts in YAML, by whether a strict reader takes them. */
export const YAML_TEXTS: readonly (readonly [name: string, text: string])[] = [
  [
    'bad-alias-inside',
    `a: &a
  b: [1, *a]
`,
  ],
  ['bad-alias', 'a: *nobody\n'],
  ['bad-bracket', 'a: [1, 2\n'],
  [
    'bad-key-twice',
    `a: 1
a: 2
`,
  ],
  ['bad-quote', 'a: "open\n'],
  [
    'bad-tab',
    `a:
\t- b
`,
  ],
  ['bad-tag', 'a: !unknown 1\n'],
  [
    'bad-two-documents',
    `--- a
--- b
`,
  ],
  [
    'bad-version',
    `%YAML 9.9
---
a: 1
`,
  ],
  [
    'good-baseline',
    `entries:
  - requirement: name.create.empty
    class: known
    because: "because: of # this"
    expires: 2026-12-31
    fingerprint: [0123456789abcdef]
`,
  ],
  ['good-empty', ''],
  [
    'good-requirement',
    `- id: a
  sources:
    - { document: x }
    - &o { observation: "y: z" }
  text: |
    two
    lines
  again: *o
`,
  ],
];
