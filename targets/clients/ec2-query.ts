import type { KeyPairClient, Target } from '../target.ts';
import { ec2Outcome } from './ec2-parse.ts';
import { ec2Request } from './ec2-request.ts';
import { wireClient } from './wire-client.ts';

/** A client that speaks the EC2 query protocol. */
export function createEc2Client(target: Target): KeyPairClient {
  return wireClient(target, { request: ec2Request, read: ec2Outcome });
}
