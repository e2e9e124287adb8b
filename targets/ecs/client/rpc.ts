import type { KeyPairClient, Target } from '../../target.ts';
import { wireClient } from '../../wire/wire-client.ts';
import { ecsOutcome } from './parse.ts';
import { ecsRequest } from './request.ts';

const PROTOCOL = { name: 'ECS RPC protocol', fits: (body: string): boolean => /^\s*\{/.test(body) };

/** A client that speaks the RPC style of ECS. */
export function createEcsClient(target: Target): KeyPairClient {
  return wireClient(target, { request: ecsRequest, read: ecsOutcome, protocol: PROTOCOL });
}
