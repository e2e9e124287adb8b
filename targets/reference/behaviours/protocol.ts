import { type Refusal, refusal } from '../outcome.ts';
import { type HttpRequest, Parameters, readParameters } from '../request.ts';

/** What every provider decides about a request, whatever the action. */
export interface ProtocolOf<Context, Outcome> {
  /** Reads the parameters from query and form body, or refuses what cannot be read. */
  parameters(request: HttpRequest): Parameters | Refusal;
  /** Refuses HTTP methods other than GET and POST. */
  method(ctx: Context): Refusal | undefined;
  /** Refuses a caller that asks too often. */
  throttle(ctx: Context): Refusal | undefined;
  /** Refuses a request without action. */
  missingAction(ctx: Context): Refusal | undefined;
  /** Refuses a missing or unknown version. */
  version(ctx: Context): Refusal | undefined;
  /** Refuses an action that does not exist. */
  unknownAction(ctx: Context): Refusal;
  /** Reads a boolean parameter; absent is false. */
  boolean(ctx: Context, name: string): boolean;
  /** Refuses a boolean parameter that is neither true nor false. */
  invalidBoolean(ctx: Context, name: string): Refusal | undefined;
  /** Waits before the request is looked at. */
  delay(ctx: Context): Promise<void>;
  /** What a fault of the server itself becomes. */
  fault(ctx: Context, reason: unknown): Outcome;
}

/** What all gateways do alike, with the refusals of one. */
export function plainProtocol<
  Context extends { readonly request: HttpRequest; readonly parameters: Parameters },
>(says: {
  readonly undecodable: Refusal;
  readonly method: (method: string) => Refusal;
  readonly invalidBoolean: (name: string, value: string) => Refusal;
}): Pick<
  ProtocolOf<Context, never>,
  'parameters' | 'method' | 'throttle' | 'boolean' | 'invalidBoolean' | 'delay'
> {
  return {
    parameters(request) {
      const read = readParameters(request);
      if (read instanceof Parameters) return read;
      // Inferred: the documents give no limit for the body of a request.
      if (read === 'too large')
        return refusal('RequestEntityTooLarge', 'The request body is too large.', 413);
      return says.undecodable;
    },

    method: ({ request: { method } }) =>
      method === 'GET' || method === 'POST' ? undefined : says.method(method),

    throttle: () => undefined,

    boolean: (ctx, name) => ctx.parameters.get(name)?.toLowerCase() === 'true',

    invalidBoolean(ctx, name) {
      const value = ctx.parameters.get(name);
      return value === undefined || /^(true|false)$/i.test(value)
        ? undefined
        : says.invalidBoolean(name, value);
    },

    delay: () => Promise.resolve(),
  };
}
