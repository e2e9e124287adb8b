import { randomInt, randomUUID } from 'node:crypto';
import type { Context } from '../context.ts';

/** The names the service gives. */
export interface IdentifiersBehaviours {
  /** A new key pair id. */
  keyPairId(ctx: Context): string;
  /** A new request id. */
  requestId(): string;
}

/** The time of the service. */
export interface ClockBehaviours {
  /** Now. */
  now(ctx: Context): Date;
  /** A time as answers write it. */
  timestamp(ctx: Context, time: Date): string;
}

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz';

/** `ssh-` with digits and lower-case letters, and upper-case UUIDs. Inferred: the length of the first. */
export const correctIdentifiers: IdentifiersBehaviours = {
  keyPairId: () =>
    `ssh-${Array.from({ length: 18 }, () => DIGITS.charAt(randomInt(DIGITS.length))).join('')}`,
  requestId: () => randomUUID().toUpperCase(),
};

/** UTC with minutes, as the sample of DescribeKeyPairs; an older one has seconds. */
export const correctClock: ClockBehaviours = {
  now: () => new Date(),
  timestamp: (_ctx, time) => `${time.toISOString().slice(0, 16)}Z`,
};
