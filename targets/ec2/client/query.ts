import type { KeyPairClient, Target } from '../../target.ts';
import { wireClient } from '../../wire/wire-client.ts';
import { ec2Outcome } from './parse.ts';
import { ec2Request } from './request.ts';

const PROTOCOL = {
  name: 'EC2 query protocol',
  fits: (body: string): boolean => /^\s*<(?!!doctype|html)[?\w]/i.test(body),
};

/** A client that speaks the EC2 query protocol. */
export function createEc2Client(target: Target): KeyPairClient {
  return wireClient(target, { request: ec2Request, read: ec2Outcome, protocol: PROTOCOL });
}
