import type { Target } from '../target.ts';

/** A target for tests of clients; times are short so that a hanging test is a failing test. */
export function testTarget(changes: Partial<Target> = {}): Target {
  return {
    name: 'test',
    provider: 'aws-ec2',
    endpoint: 'http://127.0.0.1:9/',
    regions: ['us-east-1', 'us-west-2', 'eu-west-1'],
    credentials: {
      accessKeyId: 'AKIDEXAMPLE',
      secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
    },
    concurrency: 4,
    timeouts: { connectMs: 1_000, requestMs: 2_000, checkMs: 10_000 },
    maxBodyBytes: 1_048_576,
    capabilities: {},
    ...changes,
  };
}
