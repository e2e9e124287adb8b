import type { FindingCode, FindingFacts } from '../catalogue.ts';
import type { OfHistory } from '../histories.ts';

const accepted = { kind: 'accepted', status: 200 } as const;
const rejected = { kind: 'rejected', code: 'Other', status: 400, message: 'no' } as const;
const unreadable = { kind: 'unreadable', status: 500, reason: 'the body is not readable XML' } as const;
const refusal = { kind: 'rejected', code: 'Expected', status: 400 } as const;
const history: OfHistory = {
  way: 'by id',
  pair: 'a created rsa key pair',
  steps: ['create "a delete" (rsa) in here', 'describe by name in here', 'delete by name "a" in here'],
  expected: 'x',
  observed: 'y',
};
const unequal = [
  { expected: 'x', observed: 'y' },
  { expected: 'x', observed: undefined },
] as const;
const repeated = [
  { value: 'x', detail: 'for one name in two regions' },
  { value: undefined, detail: 'for one name in two regions' },
] as const;
const changes = [{ field: 'tags', expected: 'x', observed: undefined }] as const;
const shape = {
  path: 'pairs[].id',
  place: 'pairs[0].id',
  answer: 'create/tagged',
  expected: 'x',
  observed: 'y',
} as const;

/** Facts of every kind of difference, each with what else its words depend on. Tests render all of them. */
export const SAMPLES: { readonly [Code in FindingCode]: readonly FindingFacts[Code][] } = {
  'server-error': [{ detail: '', expected: [{ kind: 'accepted' }], observed: unreadable }],
  'unreadable-answer': [
    { detail: '', expected: [{ kind: 'accepted' }], observed: { ...unreadable, status: 200 } },
  ],
  'compressed-answer': [
    { detail: '', expected: [refusal], observed: { ...unreadable, status: 200, compressed: 'gzip' } },
  ],
  'wrongly-accepted': [
    { detail: 'with no name', expected: [refusal, { kind: 'any-rejection' }], observed: accepted },
    { detail: 'with no name', expected: [refusal], observed: rejected, taken: 200 },
  ],
  'wrongly-rejected': [{ detail: '', expected: [{ kind: 'accepted' }], observed: rejected }],
  'wrong-error': [{ detail: '', expected: [refusal], observed: rejected }],
  'wrong-error-status': [{ detail: '', expected: [refusal], observed: { ...rejected, status: 409 } }],
  'client-misreads': unequal.map((one) => ({ part: 'request ID', ...one })),
  'client-misreads-outcome': [{ expected: accepted, observed: rejected }],
  'clients-disagree': unequal.map((one) => ({ part: 'key type', ...one })),
  'told-apart': [{ question: 'a name that is free', expected: 'x', observed: 'y' }],
  'client-sends-invalid': [{ without: 'a name', status: 200 }],
  'client-key-file': [{ expected: 'x', reason: 'no key' }],
  'waiter-gives-up': [{ seconds: 10, reason: 'timeout' }],
  'waiter-too-early': [{ status: 200 }],
  'history-race': (['makes', 'looks', 'lists', 'errors'] as const).map((contradiction) => ({
    contradiction,
    staleMs: contradiction === 'looks' ? 5 : 0,
    lanes: [
      { client: 1, call: 'create', answer: 'accepted', startMs: 0, endMs: 4, offending: false },
      { client: 2, call: 'describe by name', answer: 'not there', startMs: 1, offending: true },
    ],
  })),
  'targets-differ': (['first', undefined] as const).map((stated) => ({
    operation: 'create',
    aspect: stated === undefined ? 'answer' : 'tags',
    first: 'x',
    second: 'y',
    steps: history.steps,
    ...(stated !== undefined && { stated, way: 'by id' }),
  })),
  'history-answer': [{ ...history, operation: 'import', situation: 'name-reused', answer: 'accepted' }],
  'history-list': (['missing', 'shown', 'repeated'] as const).map((shown) => ({ ...history, shown })),
  'history-state': (['missing', 'shown', 'repeated'] as const).map((shown) => ({
    ...history,
    shown,
    after: 'a rejected import',
  })),
  'history-change': [
    { ...history, field: 'fingerprint', after: 'the dry run of a delete', sending: 'a POST' },
  ],
  'history-value': [
    { ...history, operation: 'describe', field: 'tags' },
    { ...history, operation: 'delete', field: 'deleted id', situation: 'deleted-name' },
  ],
  'history-way': [
    { ...history, operation: 'describe', field: 'tags' },
    { ...history, operation: 'import', field: 'create time' },
  ],
  'wrong-fingerprint': ['unknown', 'sha1-spki'].map((diagnosis) => ({
    expected: 'x',
    by: 'the rule',
    observed: 'y',
    diagnosis,
    story: 'SHA-1 over the DER SubjectPublicKeyInfo',
  })),
  'unreadable-private-key': [{ expected: 'x', reason: 'no PEM' }],
  'foreign-private-key': [{ reason: 'another key' }],
  'private-key-shown': [{ trace: 'BEGIN RSA' }],
  'wrong-key': [
    { detail: 'as PEM', expected: 'x', observed: 'y' },
    { detail: '', expected: 'x', observed: 'y', reason: 'cut off' },
  ],
  'unproven-key': [
    { detail: 'as PEM', publicKey: 'x', fingerprint: 'y', observed: 'z' },
    { detail: '', publicKey: 'x', fingerprint: undefined, observed: undefined },
  ],
  'wrong-shape': (
    [
      'readable',
      'declaration',
      'root',
      'namespace',
      'required',
      'once',
      'undeclared',
      'list',
      'count',
      'value',
    ] as const
  ).map((aspect) => ({ ...shape, aspect, others: ['also: x'] })),
  'missing-member': [{ answer: 'create/plain', path: 'keyName' }],
  'unexpected-member': [{ answer: 'import/plain', path: 'tagSet', observed: '[]' }],
  'empty-list': [{ answer: 'describe/pairs', path: 'keySet' }],
  'repeated-member': [
    { member: 'requestId', observed: 'x', answers: ['create/plain', 'create/plain-again'] },
  ],
  'wrong-message': [
    { expected: 'that matches x', observed: 'y' },
    { answer: 'delete/missing', expected: 'that matches x', observed: 'y' },
  ],
  'altered-text': [{ expected: '&', observed: '&amp;' }],
  'left-behind': [{ after: 'a delete in another region', names: ['a', 'b', 'c', 'd', 'e', 'f'] }],
  'key-pair-lost': [{ after: 'the delete', name: 'a' }],
  'key-pair-changed': [{ after: 'the rejected import', changes }],
  'key-pair-not-shown': [{ name: 'a' }],
  'wrong-selection': [
    {
      detail: '',
      expected: ['a'],
      observed: [],
      strangers: 1,
      ways: ['missing', 'unwanted', 'strangers', 'repeated'],
    },
    { detail: '', expected: [], observed: [], strangers: 2, ways: ['strangers'] },
  ],
  'no-answer': [{ reason: 'timeout' }],
  'wrong-winners': [0, 2].map((winners) => ({ winners, calls: 8 })),
  'shows-other-region': [{ region: 'here', other: 'there', fields: ['id'], expected: 'x', observed: 'y' }],
  'list-changed': [
    { added: ['a'], lost: [] },
    { added: [], lost: ['a'] },
  ],
  'only-in-company': [[], ['a'], ['a', 'b']].map((checks) => ({
    difference: 'x',
    expected: 'x',
    observed: 'y',
    checks,
  })),
  'listed-otherwise': [0, 1, 2].map((times) => ({ name: 'a', times, expected: times === 1 ? 0 : 1 })),
  ...forEach(
    [
      'wrong-name',
      'wrong-id',
      'wrong-key-type',
      'wrong-key-size',
      'wrong-key-format',
      'wrong-defaults',
      'changed-fingerprint',
      'wrong-public-key',
      'wrong-comment',
      'wrong-line-end',
      'wrong-line-ends',
      'changed-create-time',
      'wrong-acknowledgment',
      'wrong-total',
      'wrong-count',
      'wrong-status',
      'wrong-content-type',
      'wrong-content-encoding',
    ],
    unequal,
  ),
  ...forEach(['repeated-id', 'repeated-fingerprint', 'repeated-key'], repeated),
  'missing-value': [{ field: 'key type' }],
  'unexpected-value': [{ field: 'public key', observed: 'x' }],
  'wrong-format': unequal.map(({ observed }) => ({ field: 'ID', pattern: '^x$', observed })),
  'wrong-create-time': unequal.map(({ observed }) => ({
    from: 'x',
    to: 'y',
    clock: 'z',
    observed,
    hours: 2,
  })),
  'wrong-tags': [
    { expected: 'x', observed: undefined },
    { expected: 'x', observed: 'y', lost: 'a', added: 'b', detail: 'of a key pair' },
  ],
};

function forEach<Code extends string, F>(codes: readonly Code[], facts: F): { readonly [C in Code]: F } {
  return Object.fromEntries(codes.map((code) => [code, facts])) as { readonly [C in Code]: F };
}
