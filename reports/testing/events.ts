import type {
  CheckFinished,
  Finding,
  PlannedRequirement,
  RunEvent,
  RunFinished,
  RunStarted,
  Step,
} from '../../runner/events.ts';

/** A planned requirement of a run that never was, for tests of reports. */
export function planned(
  id: string,
  requirement: Partial<PlannedRequirement['requirement']> = {},
  rest: Partial<Omit<PlannedRequirement, 'requirement'>> = {},
): PlannedRequirement {
  return {
    requirement: {
      id,
      topic: 'name',
      operation: 'create',
      level: 'must',
      evidence: 'observed',
      statement: `The statement of ${id}.`,
      check: 'names/refused',
      ...requirement,
    },
    documents: ['guide'],
    sources: ['guide: create-key-pairs', 'observed 2026-09-25 us-east-1'],
    kind: 'example',
    selected: true,
    ...rest,
  };
}

export function started(
  requirements: readonly PlannedRequirement[],
  rest: Partial<RunStarted> = {},
): RunStarted {
  return {
    type: 'run-started',
    schemaVersion: 1,
    tool: { name: 'keypair-conformance', version: '0.1.0' },
    target: { name: 'moto', provider: 'aws-ec2', endpoint: 'http://127.0.0.1:5000/', regions: ['us-east-1'] },
    startedAt: '2026-11-22T04:00:00.000Z',
    seed: 42,
    namePrefix: 'kpc-',
    reading: 'observed',
    clients: ['wire'],
    quota: 'full',
    selection: {},
    documents: [
      { id: 'guide', title: 'EC2 User Guide', mission: true },
      { id: 'ecs', title: 'ECS API Reference', mission: true },
      { id: 'recording', title: 'Recordings', mission: false },
      { id: 'unused', title: 'Unused', mission: false },
    ],
    requirements,
    ...rest,
  };
}

export function checked(
  requirement: string,
  verdict: CheckFinished['verdict'],
  rest: Partial<CheckFinished> = {},
): CheckFinished {
  return {
    type: 'check-finished',
    requirement,
    client: 'wire',
    verdict,
    durationMs: 5,
    findings: verdict === 'fail' ? [finding(requirement)] : [],
    remarks: [],
    exchanges: verdict === 'fail' ? [exchange()] : [],
    ...rest,
  };
}

export function finding(requirement: string, rest: Partial<Finding> = {}): Finding {
  return {
    requirement,
    client: 'wire',
    code: 'wrongly-accepted',
    harm: 'effect',
    facts: {},
    cause: { key: 'accepted', title: 'accepted instead of rejected' },
    summary: 'a name of 256 characters is accepted',
    expected: 'refused with InvalidParameterValue (400)',
    observed: 'accepted with status 200',
    hints: ['the same call with 255 characters is accepted too'],
    exchanges: [1],
    reproduce: {
      curl: "curl -sS 'http://127.0.0.1:5000/' --data 'Action=CreateKeyPair'",
      aws: 'aws ec2 create-key-pair',
    },
    fingerprint: '0123456789abcdef',
    ...rest,
  };
}

export function exchange(rest: Partial<Step> = {}): Step {
  return {
    role: 'statement',
    id: 1,
    client: 'wire',
    startedAt: 1_763_784_000_000,
    durationMs: 3,
    request: {
      method: 'POST',
      url: 'http://127.0.0.1:5000/',
      headers: [['Content-Type', 'application/x-www-form-urlencoded; charset=utf-8']],
      body: `Action=CreateKeyPair&Version=2016-11-15&KeyName=${'a'.repeat(256)}&KeyType=ed25519`,
    },
    response: { status: 200, headers: [], body: { kind: 'text', text: '<CreateKeyPairResponse/>' } },
    call: {
      operation: 'create',
      region: 'us-east-1',
      parameters: { name: 'a'.repeat(256), keyType: 'ed25519' },
    },
    ...rest,
  };
}

export function finished(rest: Partial<RunFinished> = {}): RunFinished {
  return {
    type: 'run-finished',
    finishedAt: '2026-11-22T04:00:01.500Z',
    durationMs: 1500,
    interrupted: false,
    ...rest,
  };
}

/** A run in which every verdict, a difference that informs, a leftover and a wrong declaration occur. */
export function everyKindOfEvent(): readonly RunEvent[] {
  return [
    started([
      planned('name.pass'),
      planned('name.fail'),
      planned('name.inform', { evidence: 'inferred', level: 'should' }),
      planned('tags.unsupported', { topic: 'tags' }, { documents: ['recording'] }),
      planned('tags.blocked', { topic: 'tags' }),
      planned('tags.inconclusive', { topic: 'tags', level: 'may' }),
      planned('tags.defect', { topic: 'tags' }),
      planned('tags.skipped', { topic: 'tags' }, { selected: false }),
    ]),
    { type: 'capability-probed', capability: 'ppk', declared: true, observed: false },
    { type: 'check-started', requirement: 'name.pass', client: 'wire' },
    checked('name.pass', 'pass'),
    checked('name.fail', 'fail'),
    checked('name.inform', 'fail'),
    checked('tags.unsupported', 'unsupported', { reason: 'the target does not implement tags' }),
    checked('tags.blocked', 'blocked', { reason: 'needs name.fail' }),
    checked('tags.inconclusive', 'inconclusive', { reason: 'no response within 10 s' }),
    checked('tags.defect', 'defect', { reason: 'TypeError: x', defect: 'TypeError: x\n    at y' }),
    { type: 'cleanup-failed', requirement: 'name.pass', what: 'key pair kpc-1', reason: 'no response' },
    finished(),
  ];
}
