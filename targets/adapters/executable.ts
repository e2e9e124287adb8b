import {
  type ClientKind,
  type KeyPairClient,
  type Outcome,
  type Target,
  TransportError,
  UnsupportedByClient,
  type Waited,
} from '../target.ts';
import { notSent, outcomeOf, rawExchange, sentParameters } from './outcomes.ts';
import { type AdapterProcess, type AdapterProgram, startAdapter } from './process.ts';
import { PROTOCOL_VERSION } from './protocol.ts';
import { Slots } from './slots.ts';

/** An adapter that is a program, as a client. */
export interface ExecutableAdapter {
  readonly kind: ClientKind;
  /** What messages call it. */
  readonly label: string;
  readonly command: AdapterProgram['command'];
  readonly env?: Readonly<Record<string, string>>;
  /** Set where a program that is missing makes its checks unsupported rather than the target unreachable. */
  readonly optional?: true;
  /** How it reads an exchange again, where its exchanges are raw. */
  readonly read?: NonNullable<KeyPairClient['read']>;
  /** Milliseconds until its hello. @default 20000 */
  readonly helloMs?: number;
}

const HELLO_MS = 20_000;
/** Milliseconds that a waiter may take longer than it was told, before the adapter counts as hung. */
const WAITER_SLACK_MS = 5_000;

/**
 * A client that speaks the adapter protocol with a program. The program is started by the first call, and lives until
 * `close`. It gets as many operations at a time as it says it takes.
 */
export function createExecutableClient(adapter: ExecutableAdapter, target: Target): KeyPairClient {
  let running: Promise<Running> | undefined;
  let exchanges = 0;
  const nextId = (): number => {
    exchanges += 1;
    return exchanges;
  };
  const { kind, label, read } = adapter;
  const started = (): Promise<Running> => {
    running ??= startFor(adapter, target);
    return running;
  };

  return {
    kind,
    async call(call, { signal }): Promise<Outcome> {
      if (call.wire !== undefined)
        throw new UnsupportedByClient(`the adapter ${label} writes its requests itself`);
      if (call.query !== undefined) throw new UnsupportedByClient(`the adapter ${label} prints nothing`);
      const { talk, slots } = await started();
      if (!talk.hello.capabilities.includes(call.operation))
        throw notSent(kind, `the adapter ${label} has no ${call.operation}`);
      const { operation, region } = call;
      return within(slots, signal, async () => {
        const startedAt = Date.now();
        const from = performance.now();
        const parameters = sentParameters(call);
        const answer = await talk.ask({ type: 'operation', operation, region, parameters }, { signal });
        const durationMs = performance.now() - from;
        return outcomeOf(answer, { client: kind, label, exchangeId: nextId(), call, startedAt, durationMs });
      });
    },
    ...(read !== undefined && { read }),
    async waitUntilExists({ name, region }, { signal, maxSeconds, looked }): Promise<Waited> {
      const { talk, slots } = await started();
      if (!talk.hello.capabilities.includes('wait'))
        throw new UnsupportedByClient(`the adapter ${label} has no waiter`);
      return within(slots, signal, async () => {
        const limitMs = maxSeconds * 1_000 + WAITER_SLACK_MS;
        const answer = await talk.ask(
          { type: 'wait', region, name, maxSeconds },
          { signal, limitMs, ...(looked && { looked }) },
        );
        if (answer.type === 'unsupported') throw new UnsupportedByClient(answer.reason);
        if (answer.type === 'unreachable')
          throw new TransportError(answer.message, answer.phase, answer.code);
        if (answer.type !== 'waited')
          throw new TransportError(
            `the adapter ${label} responded to a wait as to a call`,
            'body',
            'ADAPTER_PROTOCOL',
          );
        const call = { operation: 'describe', region, parameters: { names: [name] } } as const;
        const seen = (answer.exchanges ?? []).map((raw) =>
          rawExchange(raw, { client: kind, exchangeId: nextId(), call }),
        );
        return {
          seen: answer.seen,
          ...(answer.reason !== undefined && { reason: answer.reason }),
          exchanges: seen,
        };
      });
    },
    async close() {
      const talk = await running?.then(
        (one) => one.talk,
        // It never came to run.
        () => undefined,
      );
      await talk?.close();
    },
  };
}

interface Running {
  readonly talk: AdapterProcess;
  readonly slots: Slots;
}

async function startFor(adapter: ExecutableAdapter, target: Target): Promise<Running> {
  const { endpoint, provider, regions, credentials, ca, timeouts, maxBodyBytes } = target;
  const { connectMs, requestMs } = timeouts;
  const program: AdapterProgram = {
    label: adapter.label,
    command: adapter.command,
    ...(adapter.env && { env: adapter.env }),
    ...(adapter.optional && { optional: true }),
    helloMs: adapter.helloMs ?? HELLO_MS,
    answerMs: requestMs,
    // A raw answer is in it as base64, and what was read of it once more.
    maxLineBytes: 4 * maxBodyBytes,
  };
  const talk = await startAdapter(program, {
    type: 'hello',
    protocol: PROTOCOL_VERSION,
    target: { endpoint, provider, regions, credentials, ...(ca !== undefined && { ca }) },
    timeouts: { connectMs, requestMs },
  });
  return { talk, slots: new Slots(talk.hello.concurrency ?? 1) };
}

async function within<T>(slots: Slots, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  try {
    await slots.take(signal);
  } catch {
    throw new TransportError('the exchange was cancelled', 'headers', 'ABORTED');
  }
  try {
    return await work();
  } finally {
    slots.give();
  }
}
