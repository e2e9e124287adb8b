import type { CheckFinished, RunEvent } from '../runner/events.ts';
import type { RunOptions } from '../runner/options.ts';
import { run } from '../runner/run.ts';
import { selectChecks } from '../runner/select.ts';
import type { Contract, JsonObject } from '../specs/contract.ts';
import type { KeyPairClient } from '../targets/target.ts';
import { withCall } from '../targets/wire/wrapped.ts';
import type { BundleExchange, BundleReading, BundleResult, PrivateKeyFacts } from './bundle.ts';
import { CallsByCheck, placeOf } from './calls-by-check.ts';
import { privateKeyFacts } from './private-key-facts.ts';
import type { Sanitizer } from './sanitize.ts';

/** Where a recording goes. */
export interface RecordingSink {
  add(line: BundleExchange | BundleResult | BundleReading): void;
  /** Told of every event, for progress. */
  on?(event: RunEvent): void;
}

/** How a recording ended. */
export interface Recorded {
  readonly leftovers: readonly string[];
  readonly interrupted: boolean;
  /** Why nothing could be asked. */
  readonly unreachable?: string;
}

type Facts = ReadonlyMap<string, PrivateKeyFacts>;

/**
 * Runs the checks and writes down every exchange with what came of it. The first attempt waits for nothing, which
 * halves the requests; whatever does not pass is tried again with `consistencyMs` for changes to show, so that a
 * service whose describes lag is not taken to contradict anything.
 */
export async function record(
  options: RunOptions,
  sanitizer: Sanitizer,
  sink: RecordingSink,
): Promise<Recorded> {
  const facts = new Map<string, PrivateKeyFacts>();
  const calls = new CallsByCheck(options.target.concurrency === 1);
  const [first, ...others] = options.clients;
  const observed = (client: KeyPairClient): KeyPairClient => observing(client, facts, calls);
  const clients = [observed(first), ...others.map(observed)] as const;
  const leftovers: string[] = [];
  let unreachable: string | undefined;
  const attempt = async (number: number, passed: RunOptions): Promise<readonly string[]> => {
    const open = new Set<string>();
    for await (const event of run(passed)) {
      sink.on?.(event);
      if (event.type === 'cleanup-failed') leftovers.push(sanitizer.text(`${event.what}: ${event.reason}`));
      if (event.type === 'run-finished') unreachable = event.unreachable;
      if (event.type === 'reading-followed') {
        const { type: _, ...reading } = event;
        sink.add({ type: 'reading', ...reading, attempt: number });
      }
      if (event.type !== 'check-finished') continue;
      const result = resultOf(event, number, options.contract, sanitizer);
      const whole = { ...event, exchanges: [...event.exchanges, ...calls.unlogged(event, options)] };
      for (const exchange of exchangesOf(whole, number, facts, sanitizer)) sink.add(exchange);
      sink.add(result);
      if (UNDECIDED.has(result.verdict) && !isDenied(event, options.contract)) open.add(event.requirement);
    }
    return [...open];
  };
  const base = { ...options, clients, checks: options.checks.map((check) => calls.heard(check)) };
  const open = await attempt(1, { ...base, consistencyMs: 0 });
  if (open.length > 0 && !options.signal.aborted && unreachable === undefined) {
    const selected = selectChecks(options.checks, { only: open }, options.contract);
    const within = new Set(options.selected);
    await attempt(2, { ...base, selected: selected.filter((id) => within.has(id)) });
  }
  return {
    leftovers,
    interrupted: options.signal.aborted,
    ...(unreachable !== undefined && { unreachable }),
  };
}

const UNDECIDED: ReadonlySet<string> = new Set(['fail', 'blocked', 'inconclusive']);

/** The same client; of every private key that passes it keeps what may be told, and of every check its calls. */
function observing(
  client: KeyPairClient,
  facts: Map<string, PrivateKeyFacts>,
  calls: CallsByCheck,
): KeyPairClient {
  return withCall(client, async (call, options) => {
    const outcome = await client.call(call, options);
    calls.add(outcome.exchange);
    if (outcome.kind !== 'accepted' || call.operation !== 'create') return outcome;
    const text = outcome.keyPairs[0]?.privateKey;
    if (text !== undefined) facts.set(placeOf(outcome.exchange), privateKeyFacts(text));
    return outcome;
  });
}

function exchangesOf(
  { requirement, client, exchanges }: CheckFinished,
  attempt: number,
  facts: Facts,
  sanitizer: Sanitizer,
): readonly BundleExchange[] {
  return exchanges.map((step, index) => {
    const { request, response, call } = step;
    const { body } = response;
    const privateKey = call.operation === 'create' ? facts.get(placeOf(step)) : undefined;
    const requestId = requestIdOf(response.headers, body.kind === 'text' ? body.text : '');
    return {
      type: 'exchange',
      requirement,
      client,
      attempt,
      number: index + 1,
      step: step.role,
      operation: call.operation,
      region: sanitizer.text(call.region),
      parameters: sanitizer.value(call.parameters as JsonObject),
      ...(call.wire !== undefined && { altered: true as const }),
      time: new Date(step.startedAt).toISOString(),
      // Clients that wrap an SDK do not say how long it took.
      durationMs: Number.isFinite(step.durationMs) ? Math.max(0, Math.round(step.durationMs)) : 0,
      request: {
        method: request.method,
        url: sanitizer.parameters(request.url),
        headers: sanitizer.requestHeaders(request.headers),
        body: sanitizer.parameters(request.body),
      },
      response: {
        status: response.status,
        headers: sanitizer.responseHeaders(response.headers),
        body: body.kind === 'text' ? sanitizer.text(body.text) : body.base64,
        ...(body.kind === 'base64' && { base64: true as const }),
      },
      ...(requestId !== undefined && { requestId }),
      ...(privateKey !== undefined && { privateKey }),
    };
  });
}

/** The id by which the owner of the service finds a request: in a header, else in the body. */
function requestIdOf(headers: readonly (readonly [string, string])[], body: string): string | undefined {
  const header = headers.find(([name]) => /^x-(?:amzn-requestid|acs-request-id)$/i.test(name))?.[1];
  const inBody = /request-?id(?:>|"\s*:\s*")([0-9a-f-]{8,64})/i.exec(body)?.[1];
  return header ?? inBody;
}

function resultOf(
  event: CheckFinished,
  attempt: number,
  contract: Contract,
  sanitizer: Sanitizer,
): BundleResult {
  const { requirement, client, verdict, reason, findings } = event;
  const denied = verdict === 'pass' || verdict === 'fail' ? isDenied(event, contract) : false;
  const told = denied ? DENIED : reason;
  return sanitizer.value({
    type: 'result',
    requirement,
    client,
    attempt,
    verdict: denied ? 'inconclusive' : verdict,
    ...(told !== undefined && { reason: told }),
    findings: denied
      ? []
      : findings.map(({ code, facts, summary, expected, observed, exchanges }) => ({
          code,
          facts,
          summary,
          expected,
          observed,
          exchanges: exchanges.filter((number) => number > 0),
        })),
  });
}

const DENIED = 'the permissions of the credentials do not allow a call of this check';

/** Whether a call of a check was one that the permissions do not allow, which says nothing of the service. */
function isDenied(
  { requirement, exchanges }: CheckFinished,
  { rules, requirements, refusals }: Contract,
): boolean {
  const codes = rules.account?.deniedCodes ?? [];
  const expected = JSON.stringify(requirements.find(({ id }) => id === requirement)?.expects ?? {});
  const meant = Object.values(refusals).filter(({ id }) => expected.includes(`"${id}"`));
  if (meant.some(({ code }) => codes.includes(code))) return false;
  return exchanges.some(
    ({ response: { status, body } }) =>
      status === 403 && body.kind === 'text' && codes.some((code) => body.text.includes(code)),
  );
}
