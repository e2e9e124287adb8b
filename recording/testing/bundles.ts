import type { Bundle, BundleExchange, BundleHeader, BundleLine, BundleResult } from '../bundle.ts';

/** A header of a recording of EC2. */
export const HEADER: BundleHeader = {
  type: 'bundle',
  format: 1,
  provider: 'aws-ec2',
  service: 'real',
  endpoint: 'https://ec2.{region}.amazonaws.com/',
  regions: ['us-east-1', 'eu-west-1', 'ap-southeast-2'],
  startedAt: '2026-11-30T10:00:00.000Z',
  tool: { name: 'keypair-conformance', version: '0.0.0' },
  contract: '0'.repeat(64),
  sdks: {},
  seed: 1,
  namePrefix: 'kpc-a1b2c3d4e5-',
  clients: ['wire'],
};

const NOT_FOUND = 'InvalidKeyPair.NotFound';

/** An exchange of a describe that finds nothing, with changes. */
export function exchangeOf(requirement: string, changes: Partial<BundleExchange> = {}): BundleExchange {
  return {
    type: 'exchange',
    requirement,
    client: 'wire',
    attempt: 1,
    number: 1,
    step: 'statement',
    operation: 'describe',
    region: 'us-east-1',
    parameters: { names: ['kpc-a1b2c3d4e5-none'] },
    time: '2026-11-30T10:00:01.000Z',
    durationMs: 12,
    request: {
      method: 'POST',
      url: 'https://ec2.us-east-1.amazonaws.com/',
      headers: [['content-type', 'application/x-www-form-urlencoded; charset=utf-8']],
      body: 'Action=DescribeKeyPairs&Version=2016-11-15&KeyName.1=kpc-a1b2c3d4e5-none',
    },
    response: {
      status: 400,
      headers: [['content-type', 'text/xml;charset=UTF-8']],
      body: refusalBody(NOT_FOUND, "The key pair 'kpc-a1b2c3d4e5-none' does not exist"),
    },
    requestId: '6f1b1a1e-0000-4000-8000-000000000000',
    ...changes,
  };
}

/** The body of a refusal of EC2. */
export function refusalBody(code: string, message: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Response><Errors><Error><Code>${code}</Code><Message>${message}</Message></Error></Errors><RequestID>6f1b1a1e-0000-4000-8000-000000000000</RequestID></Response>`;
}

/** A result, with changes. */
export function resultOf(requirement: string, changes: Partial<BundleResult> = {}): BundleResult {
  return {
    type: 'result',
    requirement,
    client: 'wire',
    attempt: 1,
    verdict: 'pass',
    findings: [],
    ...changes,
  };
}

/** A result that failed because of its first exchange. */
export function failed(requirement: string, changes: Partial<BundleResult> = {}): BundleResult {
  const finding = {
    code: 'wrong-refusal',
    facts: {},
    summary: 'rejected with the wrong error',
    expected: 'another',
    observed: 'this',
    exchanges: [1],
  };
  return resultOf(requirement, { verdict: 'fail', findings: [finding], ...changes });
}

/** A bundle of these lines, as it is in memory. */
export function bundleOf(lines: readonly BundleLine[], header: Partial<BundleHeader> = {}): Bundle {
  const exchanges = lines.filter((line) => line.type === 'exchange');
  const results = lines.filter((line) => line.type === 'result');
  const readings = lines.filter((line) => line.type === 'reading');
  return {
    header: { ...HEADER, ...header },
    exchanges,
    results,
    readings,
    manifest: {
      type: 'manifest',
      finishedAt: '2026-11-30T10:10:00.000Z',
      exchanges: exchanges.length,
      results: results.length,
      readings: readings.length,
      leftovers: 0,
      sha256: '0'.repeat(64),
    },
  };
}
