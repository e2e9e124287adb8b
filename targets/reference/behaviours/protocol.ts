import type { Refusal } from '../outcome.ts';
import type { HttpRequest, Parameters } from '../request.ts';

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
