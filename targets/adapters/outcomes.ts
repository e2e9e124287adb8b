import {
  type ClientKind,
  type Exchange,
  type KeyPairCall,
  type Outcome,
  TransportError,
  UnsupportedByAdapter,
  UnsupportedByClient,
} from '../target.ts';
import type { AnswerMessage, RawExchange, SentParameters } from './protocol.ts';

/** Scheme of the addresses that stand for an adapter where there is no request of HTTP. */
export const ADAPTER_SCHEME = 'adapter:';

/** Whether an endpoint or a URL is none that requests go to: an adapter speaks to the target. */
export function isThroughAdapter(address: string): boolean {
  return address.startsWith(ADAPTER_SCHEME);
}

/** Whose answer it is, and when it came. */
export interface Answered {
  readonly client: ClientKind;
  readonly label: string;
  readonly exchangeId: number;
  readonly call: KeyPairCall;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly durationMs: number;
}

/** Why a call was not sent: clients that come with this package are believed, what speaks for a target is not. */
export function notSent(client: ClientKind, reason: string): UnsupportedByClient {
  return client === 'adapter' ? new UnsupportedByAdapter(reason) : new UnsupportedByClient(reason);
}

/**
 * An answer of an adapter as an outcome.
 * @throws UnsupportedByClient and TransportError where the adapter says so
 */
export function outcomeOf(answer: AnswerMessage, answered: Answered): Outcome {
  if (answer.type === 'unsupported') throw notSent(answered.client, answer.reason);
  if (answer.type === 'unreachable') throw new TransportError(answer.message, answer.phase, answer.code);
  if (answer.type === 'waited')
    throw new TransportError(
      `the adapter ${answered.label} responded to a call as to a wait`,
      'body',
      'ADAPTER_PROTOCOL',
    );
  const exchange = exchangeOf(answer, answered);
  switch (answer.type) {
    case 'result': {
      const { type: _, id: _id, keyPairs = [], status = 200, ...said } = answer;
      const deletes = answered.call.operation === 'delete';
      return { kind: 'accepted', status, keyPairs, ...(deletes && { deleted: {} }), ...said, exchange };
    }
    case 'error': {
      const { type: _, id: _id, ...said } = answer;
      return { kind: 'refused', ...said, exchange };
    }
    case 'unreadable':
      return { kind: 'unreadable', status: answer.status, reason: answer.reason, exchange };
  }
}

/** Values as they are sent: an adapter gets the bytes of key material, whatever they are. */
export function sentParameters({ parameters }: KeyPairCall): SentParameters {
  const { material, ...others } = parameters;
  if (material === undefined) return others;
  const bytes = typeof material === 'string' ? Buffer.from(material, 'utf8') : Buffer.from(material);
  return { ...others, material: bytes.toString('base64') };
}

/** The exchange that the adapter tells of; without one, its messages stand for request and answer. */
function exchangeOf(answer: AnswerMessage, answered: Answered): Exchange {
  const { client, label, exchangeId, call, startedAt, durationMs } = answered;
  if (answer.type !== 'waited' && answer.exchange !== undefined)
    return rawExchange(answer.exchange, { client, exchangeId, call });
  const { id: _, ...message } = answer;
  const status = 'status' in answer ? (answer.status ?? 200) : 200;
  return {
    id: exchangeId,
    client,
    startedAt,
    durationMs,
    request: {
      method: 'CALL',
      url: `${ADAPTER_SCHEME}${encodeURIComponent(label)}/${call.operation}`,
      headers: [],
      body: JSON.stringify({ region: call.region, parameters: sentParameters(call) }),
    },
    response: { status, headers: [], body: Buffer.from(JSON.stringify(message)) },
    call,
  };
}

/** A raw exchange of a message as an exchange of the client. */
export function rawExchange(
  { response, ...raw }: RawExchange,
  { exchangeId, ...whose }: Pick<Answered, 'client' | 'exchangeId' | 'call'>,
): Exchange {
  const { bodyBase64, ...rest } = response;
  return { id: exchangeId, ...whose, ...raw, response: { ...rest, body: Buffer.from(bodyBase64, 'base64') } };
}
