import type { Exchange, KeyPairClient, Target } from '../target.ts';
import { ec2Outcome } from './ec2-parse.ts';
import { ec2Request } from './ec2-request.ts';
import { openConnections } from './http.ts';

/**
 * A client that speaks the EC2 query protocol itself, so that every byte of the request can be chosen and every byte
 * of the answer is kept. Nothing is retried and no redirect is followed: one call is one request.
 */
export function createEc2Client(target: Target): KeyPairClient {
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
      const request = await ec2Request(call, target, new Date());
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
      return ec2Outcome(exchange);
    },
    read: ec2Outcome,
    close() {
      connections.close();
      return Promise.resolve();
    },
  };
}
