import { fileURLToPath } from 'node:url';
import { packageFile } from '../../specs/folders.ts';
import { ec2Outcome } from '../ec2/client/parse.ts';
import type { KeyPairClient, Target } from '../target.ts';
import { createExecutableClient } from './executable.ts';

/** Python that runs boto3 by default. */
export const DEFAULT_PYTHON = 'python3';

/**
 * boto3 as a client, run by the user's own Python. Where Python or boto3 is missing, its checks are unsupported and say
 * so.
 */
export function createBoto3Client(target: Target, python: string = DEFAULT_PYTHON): KeyPairClient {
  const program = packageFile('targets/adapters/boto3/boto3_adapter.py');
  return createExecutableClient(
    {
      kind: 'boto3',
      label: 'boto3',
      command: [python, '-B', fileURLToPath(program)],
      env: { AWS_EC2_METADATA_DISABLED: 'true', PYTHONIOENCODING: 'utf-8' },
      optional: true,
      read: ec2Outcome,
    },
    target,
  );
}
