import type { OperationRole } from '../../../specs/contract.ts';
import {
  type CallParameters,
  type Exchange,
  type KeyPairCall,
  type KeyPairClient,
  type Outcome,
  type Target,
  UnsupportedByClient,
} from '../../target.ts';
import { addressOf } from '../../wire/endpoint.ts';
import type { JsonObject } from '../../wire/json.ts';
import { jsonNode } from './answer.ts';
import { ecsMeaning } from './parse.ts';
import { emptyCapture, type RequestWatch, responseOf, watchRequests } from './sdk-capture.ts';
import { loadOpenApiSdk, type OpenApiAnswer, type OpenApiClient, type OpenApiSdk } from './sdk-package.ts';
import { type Ended, type SdkError, within, withoutAnswer } from './sdk-transport.ts';
import { ECS_ACTIONS, ECS_API_VERSION, ecsParameters } from './serialise.ts';

/** Values that each operation has a parameter for. */
const MEMBERS: Readonly<Record<OperationRole, ReadonlySet<string>>> = {
  create: new Set(['name', 'tags', 'resourceGroup']),
  import: new Set(['name', 'material', 'tags', 'resourceGroup']),
  describe: new Set([
    'name',
    'names',
    'fingerprint',
    'tags',
    'resourceGroup',
    'pageNumber',
    'pageSize',
    'includePublicKey',
  ]),
  delete: new Set(['name', 'names']),
};

/** How much longer than the call itself the SDK may wait for an answer, in milliseconds. */
const GRACE_MS = 1_000;

/**
 * The official SDK as a client, by the generic call that its typed packages are made of: it writes, signs and parses,
 * and the outcome holds what it made of the answer. One attempt a call, nothing is retried. The package is loaded by
 * the first call. A call that is aborted is left to the SDK, which
 * ends it when its time is over.
 */
export function createEcsSdkClient(target: Target, load: () => OpenApiSdk = loadOpenApiSdk): KeyPairClient {
  const { requestMs } = target.timeouts;
  const runtime = {
    // The limit kept below comes first, so that a late answer ends in one way only. What the SDK calls the time to
    // connect also runs while an answer is awaited.
    connectTimeout: requestMs + GRACE_MS,
    readTimeout: requestMs + GRACE_MS,
    ...(target.ca === undefined ? {} : { ca: target.ca }),
  };
  let sdk: OpenApiSdk | undefined;
  let watch: RequestWatch | undefined;
  let exchanges = 0;
  return {
    kind: 'sdk',
    async call(call, { signal }) {
      const query = queryOf(call);
      sdk ??= load();
      watch ??= watchRequests(target.maxBodyBytes);
      const { $OpenApiUtil: util } = sdk;
      const client = openClient(sdk, target, call.region);
      const { path } = addressOf(target.endpoint, call.region);
      const params = new util.Params({
        action: ECS_ACTIONS[call.operation],
        version: ECS_API_VERSION,
        protocol: 'HTTPS',
        pathname: path,
        method: 'POST',
        authType: 'AK',
        style: 'RPC',
        reqBodyType: 'formData',
        bodyType: 'json',
      });
      const request = new util.OpenApiRequest({ query });
      const capture = emptyCapture();
      const work = (): Promise<Ended> => settle(client.callApi(params, request, runtime));
      const ended = await within(requestMs, watch.during(capture, work), capture, signal);
      const response = responseOf(capture);
      const fault = 'error' in ended ? ended.error : undefined;
      if (response === undefined || capture.sent === undefined || !capture.answered?.response.complete)
        throw withoutAnswer(fault, capture);
      exchanges += 1;
      const durationMs = performance.now() - capture.started;
      const exchange: Exchange = {
        id: exchanges,
        client: 'sdk',
        ...capture.sent,
        durationMs,
        response,
        call,
      };
      return 'error' in ended ? refusedBy(ended.error, exchange) : acceptedBy(ended.answer, exchange);
    },
    close() {
      watch?.close();
      return Promise.resolve();
    },
  };
}

/** @throws UnsupportedByClient for wire alterations, and for values that would silently be dropped */
function queryOf({ operation, region, parameters, wire }: KeyPairCall): Record<string, string> {
  if (wire !== undefined) throw new UnsupportedByClient('the SDK writes its requests itself');
  const given = Object.keys(parameters) as (keyof CallParameters)[];
  const dropped = given.filter((key) => parameters[key] !== undefined && !MEMBERS[operation].has(key));
  if (dropped.length > 0)
    throw new UnsupportedByClient(`the SDK has no ${dropped.join(' and no ')} for ${operation}`);
  const own = ecsParameters(operation, region, parameters).filter(
    ([name]) => name !== 'Action' && name !== 'Version',
  );
  return Object.fromEntries(own);
}

function openClient(sdk: OpenApiSdk, target: Target, region: string): OpenApiClient {
  const { origin, host } = addressOf(target.endpoint, region);
  const { accessKeyId, secretAccessKey, sessionToken } = target.credentials;
  const config = new sdk.$OpenApiUtil.Config({
    accessKeyId,
    accessKeySecret: secretAccessKey,
    ...(sessionToken === undefined
      ? { type: 'access_key' as const }
      : { type: 'sts' as const, securityToken: sessionToken }),
    regionId: region,
    endpoint: host,
    protocol: origin.startsWith('https:') ? 'https' : 'http',
  });
  return new sdk.default(config);
}

async function settle(sending: Promise<OpenApiAnswer>): Promise<Ended> {
  try {
    return { answer: await sending };
  } catch (error) {
    return { error: error as SdkError };
  }
}

function acceptedBy({ body }: OpenApiAnswer, exchange: Exchange): Outcome {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return unreadable('the SDK read no object from the response', exchange);
  return ecsMeaning(exchange, { node: jsonNode(body as JsonObject) });
}

/** What the SDK threw at an answer: the service's refusal, or something that it could not read. */
function refusedBy(error: SdkError, exchange: Exchange): Outcome {
  const { statusCode, code, data } = error;
  // The SDK writes the word `undefined` where the answer has no code.
  if (statusCode === undefined || code === undefined || code === 'undefined' || data === undefined)
    return unreadable(
      `the SDK reports: ${error.message?.split('\n', 1)[0] ?? 'an error without a message'}`,
      exchange,
    );
  const node = jsonNode(data);
  const requestId = node.text('RequestId');
  return {
    kind: 'refused',
    status: statusCode,
    code,
    message: node.text('Message') ?? '',
    ...(requestId === undefined ? {} : { requestId }),
    exchange,
  };
}

function unreadable(reason: string, exchange: Exchange): Outcome {
  return { kind: 'unreadable', status: exchange.response.status, reason, exchange };
}
