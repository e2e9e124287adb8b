import { randomBytes, randomUUID } from 'node:crypto';
import type { Context } from '../context.ts';

/** The names the service gives. */
export interface IdentifiersBehaviours {
  /** A new key pair id. */
  keyPairId(ctx: Context): string;
  /** Whether a text has the form of a key pair id. */
  isKeyPairId(ctx: Context, text: string): boolean;
  /** A new request id. */
  requestId(): string;
}

/** The time of the service. */
export interface ClockBehaviours {
  /** Now. */
  now(ctx: Context): Date;
  /** A time as responses write it. */
  timestamp(ctx: Context, time: Date): string;
}

/** EC2's identifiers: `key-` and 17 hex digits, lower-case UUIDs. */
export const correctIdentifiers: IdentifiersBehaviours = {
  keyPairId: () => `key-${randomBytes(9).toString('hex').slice(0, 17)}`,
  isKeyPairId: (_ctx, text) => /^key-[0-9a-f]{17}$/.test(text),
  requestId: () => randomUUID(),
};

/** UTC with milliseconds. */
export const correctClock: ClockBehaviours = {
  now: () => new Date(),
  timestamp: (_ctx, time) => time.toISOString(),
};
