/** Saved baselines and policies, by kind and by whether they load. */
export const GATE_FILES: readonly (readonly [name: string, text: string])[] = [
  [
    'baseline-bad-key',
    `entries:
  - requirment: name.create.empty
    class: known
    because: one
    fingerprint: [0123456789abcdef]
`,
  ],
  [
    'baseline-bad-list',
    `- 1
- 2
`,
  ],
  [
    'baseline-bad-proto',
    `entries:
  - __proto__: {class: known}
    requirement: "***************************************b"
`,
  ],
  [
    'baseline-bad-self',
    `entries: &a
  - *a
`,
  ],
  [
    'baseline-bad-twice',
    `entries:
  - requirement: name.create.empty
    class: known
    because: one
    fingerprint: [0123456789abcdef]
  - requirement: name.create.empty
    class: flaky
    because: two
    fingerprint: [0123456789abcdef]
`,
  ],
  [
    'baseline-good-none',
    `# nothing is expected
entries:
`,
  ],
  [
    'baseline-good-two',
    `# two entries
entries:
  - requirement: name.create.*
    class: known
    because: "because: of # this"
    issue: https://tracker.test/1
    expires: 2026-12-31
    fingerprint: [0123456789abcdef]
  - requirement: tags.import.echoed
    client: sdk
    class: flaky
    because: now and then
    fingerprint: [fedcba9876543210, 00112233445566ff]
`,
  ],
  ['policy-bad-empty', 'rules: []\n'],
  [
    'policy-bad-huge',
    `rules:
  - {name: x, maxFailures: 1e99}
`,
  ],
  [
    'policy-bad-no-limit',
    `rules:
  - name: no limit
`,
  ],
  [
    'policy-bad-number',
    `rules:
  - {name: x, maxFailures: -1}
  - {name: y, maxFailures: 1e400}
`,
  ],
  [
    'policy-bad-part',
    `rules:
  - {name: x, maxLeftovers: 0.5}
`,
  ],
  ['policy-bad-set', 'rules: !!set {a, b}\n'],
  [
    'policy-good',
    `baseline: known.yaml
rules:
  - name: nothing that was observed may differ
    where: {level: [must], evidence: [observed]}
    maxFailures: 0
  - name: enough is answered
    minCoveragePercent: 90.5
    maxDefects: 0
`,
  ],
];
