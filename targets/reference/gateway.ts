import type { ServerResponse } from 'node:http';
import type { HttpOf } from './behaviours/http.ts';
import type { ProtocolOf } from './behaviours/protocol.ts';
import {
  firstRefusal,
  type OperationOf,
  type OutcomeWith,
  type PreparedWith,
  type Refusal,
} from './outcome.ts';

/** What of a request the gateway needs. */
interface Gated<Context, Fields> {
  readonly action: string;
  readonly unreadable: Refusal | undefined;
  readonly behaviours: {
    readonly authorization: {
      missing(ctx: Context): Refusal | undefined;
      authenticate(ctx: Context): Refusal | undefined;
      authorize(ctx: Context): Refusal | undefined;
    };
    readonly protocol: ProtocolOf<Context, OutcomeWith<Fields>>;
    readonly http: HttpOf<Context, OutcomeWith<Fields>>;
  };
}

/**
 * Decides a request: who asks and what for, and only then what `carryOut` makes of the operation. Inferred for ECS:
 * the order within the gateway; that it comes before the product is documented.
 */
export async function decideBy<Context extends Gated<Context, Fields>, Fields>(
  ctx: Context,
  operations: ReadonlyMap<string, OperationOf<Context, Fields>>,
  carryOut: (operation: OperationOf<Context, Fields>) => Promise<OutcomeWith<Fields>>,
): Promise<OutcomeWith<Fields>> {
  const { authorization, protocol } = ctx.behaviours;
  await protocol.delay(ctx);
  const refused = firstRefusal(
    () => ctx.unreadable,
    () => protocol.method(ctx),
    () => authorization.missing(ctx),
    () => authorization.authenticate(ctx),
    () => protocol.throttle(ctx),
    () => protocol.missingAction(ctx),
    () => protocol.version(ctx),
  );
  if (refused !== undefined) return refused;
  const operation = operations.get(ctx.action);
  if (operation === undefined) return protocol.unknownAction(ctx);
  return authorization.authorize(ctx) ?? carryOut(operation);
}

/** Carries out what was prepared. */
export async function performed<Fields>(
  prepared: Refusal | PreparedWith<Fields>,
): Promise<OutcomeWith<Fields>> {
  return prepared.kind === 'refusal' ? prepared : prepared.perform();
}

/** Decides a request and writes the answer; a fault of the server itself is answered as well. */
export async function answer<Context extends Gated<Context, Fields>, Fields>(
  ctx: Context,
  decide: (ctx: Context) => Promise<OutcomeWith<Fields>>,
  response: ServerResponse,
): Promise<void> {
  const { http, protocol } = ctx.behaviours;
  const outcome = await decide(ctx).catch((reason: unknown) => protocol.fault(ctx, reason));
  const body = http.body(ctx, outcome);
  const headers = http.headers(ctx, outcome, body);
  http.send(ctx, { status: http.status(ctx, outcome), headers, body }, response);
}
