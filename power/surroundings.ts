import { createHash } from 'node:crypto';
import type { Surroundings } from './baseline.ts';
import { matchesAsKnown } from './known-signatures.ts';
import { POWER } from './mutants/index.ts';
import type { MutantProvider } from './mutants/mutant.ts';

/** A clock that somebody sets. */
export interface SetClock {
  now: Date;
}

/** 64 hex digits that nobody sees to be counted, by what is counted and how far; the same for all servers. */
const DIGITS = { pair: [] as string[], request: [] as string[] };

function digitsOf(what: keyof typeof DIGITS, count: number): string {
  const known = DIGITS[what][count];
  if (known !== undefined) return known;
  const digits = createHash('sha256').update(`${what} ${count}`).digest('hex');
  DIGITS[what][count] = digits;
  return digits;
}

/**
 * Surroundings in which the same requests get the same bytes: identifiers that are counted instead of drawn, though
 * nobody sees that, and a clock that is set from outside.
 */
export function repeatable(
  provider: MutantProvider,
  clock: SetClock,
): Pick<Required<Surroundings>, 'identifiers' | 'clock' | 'authorization'> {
  const form = POWER[provider].ids;
  const counted = { pair: 0, request: 0 };
  const next = (what: keyof typeof counted): string => {
    counted[what] += 1;
    return digitsOf(what, counted[what]);
  };
  return {
    identifiers: {
      keyPairId: () => form.pair(next('pair')),
      requestId: () => form.request(uuidOf(next('request'))),
    },
    clock: { now: () => clock.now },
    authorization: { matches: matchesAsKnown },
  };
}

/** A UUID of version 4 with these digits. */
function uuidOf(digits: string): string {
  return digits.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-a$4-$5');
}
