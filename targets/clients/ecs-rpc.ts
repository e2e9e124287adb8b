import type { Exchange, KeyPairClient, Target } from '../target.ts';
import { ecsOutcome } from './ecs-parse.ts';
import { ecsRequest } from './ecs-request.ts';
import { openConnections } from './http.ts';

/**
 * A client that speaks the RPC style of ECS itself, so that every byte of the request can be chosen and every byte of
 * the answer is kept. Nothing is retried and no redirect is followed: one call is one request.
 */
export function createEcsClient(target: Target): KeyPairClient {
  const connections = openConnections({
    concurrency: target.concurrency,
    connectMs: target.timeouts.connectMs,
    requestMs: target.timeouts.requestMs,
    maxBodyBytes: target.maxBodyBytes,
    ...(target.ca === undefined ? {} : { ca: target.ca }),
  });
  let exchanges = 0;
  return {
    kind: 'wire',
    async call(call, { signal }) {
      const request = ecsRequest(call, target, new Date());
      const { status, headers, body, startedAt, durationMs } = await connections.exchange(request, signal);
      exchanges += 1;
      const response = { status, headers, body };
      const exchange: Exchange = {
        id: exchanges,
        client: 'wire',
        startedAt,
        durationMs,
        request,
        response,
        call,
      };
      return ecsOutcome(exchange);
    },
    read: ecsOutcome,
    close() {
      connections.close();
      return Promise.resolve();
    },
  };
}
