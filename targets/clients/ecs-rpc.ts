import type { KeyPairClient, Target } from '../target.ts';
import { ecsOutcome } from './ecs-parse.ts';
import { ecsRequest } from './ecs-request.ts';
import { wireClient } from './wire-client.ts';

/** A client that speaks the RPC style of ECS. */
export function createEcsClient(target: Target): KeyPairClient {
  return wireClient(target, { request: ecsRequest, read: ecsOutcome });
}
