import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { rootCertificates } from 'node:tls';
import type { EC2Client } from '@aws-sdk/client-ec2';
import { connectionMs } from '../../client.ts';
import { limited } from '../../limit.ts';
import type { Exchange, KeyPairCall, KeyPairClient, Outcome, Target, Waited } from '../../target.ts';
import { addressOf } from '../../wire/endpoint.ts';
import { captureExchanges, exchangeOf } from './sdk-capture.ts';
import { type SdkCommand, sdkCommand } from './sdk-commands.ts';
import { type SdkAnswer, sdkAccepted, sdkRefused } from './sdk-outcome.ts';
import { type Ec2Sdk, loadEc2Sdk } from './sdk-package.ts';
import { withoutAnswer } from './sdk-transport.ts';

/** Seconds between two looks of a waiter, least and most; the SDK's own 5 and 120 are made for slow resources. */
const LOOK_SECONDS = { minDelay: 0.2, maxDelay: 1 };

/**
 * The official SDK as a client: it writes, signs and parses, and the outcome holds what it made of the answer. One
 * attempt a call, nothing is retried. The package is loaded by the first call.
 *
 * Every call has an SDK client of its own, which costs a fraction of a millisecond: after a value that it cannot write,
 * the serializer of a client writes what is left of it into the next request. Every call has a connection of its own
 * too: an idle one that a server closes at the wrong moment looks like a target that gives no answer.
 */
export function createSdkClient(
  target: Target,
  load: () => Ec2Sdk = loadEc2Sdk,
  asUsers = false,
): KeyPairClient {
  // Naming an authority replaces the built-in ones, but it is meant as an addition.
  const trust = target.ca === undefined ? {} : { ca: [...rootCertificates, target.ca] };
  const pool = { maxSockets: target.concurrency, keepAlive: asUsers };
  const httpAgent = new HttpAgent(pool);
  const httpsAgent = new HttpsAgent({ ...pool, ...trust });
  const { requestMs } = target.timeouts;
  let sdk: Ec2Sdk | undefined;
  let exchanges = 0;
  const loaded = (): Ec2Sdk => {
    sdk ??= load();
    return sdk;
  };

  const open = (region: string): EC2Client =>
    new (loaded().EC2Client)({
      region,
      endpoint: endpointFor(target, region),
      credentials: target.credentials,
      maxAttempts: 1,
      // What is set here is not looked up in the environment and the files of the user.
      retryMode: 'standard',
      defaultsMode: 'standard',
      useDualstackEndpoint: false,
      useFipsEndpoint: false,
      requestHandler: { connectionTimeout: connectionMs(target), httpAgent, httpsAgent },
    });

  const look = async (call: KeyPairCall, signal: AbortSignal): Promise<Outcome> => {
    const command = sdkCommand(loaded(), call);
    const client = open(call.region);
    if (asUsers) dressAsDefault(client);
    const limit = { signal: limited(requestMs), milliseconds: requestMs };
    const abortSignal = AbortSignal.any([signal, limit.signal]);
    const capture = captureExchanges(client, { maxBodyBytes: target.maxBodyBytes, signal: abortSignal });
    const ended = await settle(send(client, command, abortSignal));
    const exchange = exchangeOf(capture, exchanges + 1, call);
    if (exchange === undefined) {
      throw withoutAnswer({ error: 'error' in ended ? ended.error : undefined, capture, signal, limit });
    }
    exchanges += 1;
    return 'error' in ended ? sdkRefused(ended.error, exchange) : sdkAccepted(ended.answer, exchange);
  };

  return {
    kind: 'sdk',
    call: (call, { signal }) => look(call, signal),
    async waitUntilExists({ name, region }, { signal, maxSeconds, looked }): Promise<Waited> {
      const call: KeyPairCall = { operation: 'describe', region, parameters: { names: [name] } };
      const client = open(region);
      const seen: Exchange[] = [];
      const capture = captureExchanges(client, { maxBodyBytes: target.maxBodyBytes, signal });
      client.middlewareStack.add(
        (next) => async (args) => {
          const result = await next(args);
          exchanges += 1;
          const exchange = exchangeOf(capture, exchanges, call);
          if (exchange !== undefined) seen.push(exchange);
          looked?.();
          return result;
        },
        // Around the capture of the answer, and inside of what parses it.
        { step: 'deserialize', name: 'captureLook' },
      );
      const waiter = { client, maxWaitTime: maxSeconds, abortSignal: signal, ...LOOK_SECONDS };
      try {
        await loaded().waitUntilKeyPairExists(waiter, { KeyNames: [name] });
        return { seen: true, exchanges: seen };
      } catch (error) {
        const limit = { signal: new AbortController().signal, milliseconds: requestMs };
        if (signal.aborted) throw withoutAnswer({ error, capture, signal, limit });
        return { seen: false, reason: (error as Error).message, exchanges: seen };
      }
    },
    close() {
      httpAgent.destroy();
      httpsAgent.destroy();
      return Promise.resolve();
    },
  };
}

/** Writes the number of attempts that a client with default settings has, although there is only one. */
function dressAsDefault({ middlewareStack }: EC2Client): void {
  const dress =
    <Args extends object, Result>(next: (args: Args) => Promise<Result>) =>
    (args: Args): Promise<Result> => {
      const { request } = args as { readonly request?: { readonly headers: Record<string, string> } };
      if (request !== undefined) request.headers['amz-sdk-request'] = 'attempt=1; max=3';
      return next(args);
    };
  // Behind what counts the attempts, before the signature.
  const place = {
    relation: 'before',
    toMiddleware: 'httpSigningMiddleware',
    name: 'defaultAttempts',
  } as const;
  middlewareStack.addRelativeTo(dress, place);
}

/** The SDK as its users have it: nothing in its requests tells it from a client with default settings. */
export function createOrdinaryClient(target: Target): KeyPairClient {
  return createSdkClient(target, loadEc2Sdk, true);
}

function endpointFor(target: Target, region: string): string {
  const { origin, path } = addressOf(target.endpoint, region);
  return `${origin}${path}`;
}

/** One `send` for each operation: the types of command and answer belong together. */
async function send(client: EC2Client, sent: SdkCommand, abortSignal: AbortSignal): Promise<SdkAnswer> {
  switch (sent.operation) {
    case 'create':
      return { operation: 'create', output: await client.send(sent.command, { abortSignal }) };
    case 'import':
      return { operation: 'import', output: await client.send(sent.command, { abortSignal }) };
    case 'describe':
      return { operation: 'describe', output: await client.send(sent.command, { abortSignal }) };
    case 'delete':
      return { operation: 'delete', output: await client.send(sent.command, { abortSignal }) };
  }
}

async function settle(
  sending: Promise<SdkAnswer>,
): Promise<{ readonly answer: SdkAnswer } | { readonly error: unknown }> {
  try {
    return { answer: await sending };
  } catch (error) {
    return { error };
  }
}
