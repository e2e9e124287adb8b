import { createHash } from 'node:crypto';
import type { Contract, JsonObject } from '../specs/contract.ts';
import { causeOf, harmOf, inWords, type Mismatch, stableFacts } from '../suites/findings/catalogue.ts';
import { wordsFor } from '../suites/findings/kind.ts';
import { parameterAbout } from '../suites/findings/parameter.ts';
import type { ClientKind } from '../targets/target.ts';
import type { Finding } from './events.ts';

/** What a finding takes from the check that it belongs to. */
export interface FindingContext {
  readonly requirement: string;
  readonly client: ClientKind;
  readonly contract: Contract;
  /** Removes secrets and cuts what is too long for a report. */
  readonly clean: (text: string) => string;
  /** Numbers of the exchanges that show it, within the check. */
  readonly exchanges: readonly number[];
  readonly compared?: NonNullable<Finding['compared']>;
  readonly reproduce: Finding['reproduce'];
}

/** Makes a finding of a difference. */
export function findingOf(mismatch: Mismatch, context: FindingContext): Finding {
  const { requirement, client, exchanges, compared, reproduce, clean } = context;
  const { counterexample } = mismatch;
  return {
    requirement,
    client,
    ...described(mismatch, context),
    exchanges,
    ...(compared !== undefined && { compared }),
    ...(counterexample !== undefined && {
      counterexample: { ...counterexample, value: clean(counterexample.value) },
    }),
    reproduce,
  };
}

type Described = Pick<
  Finding,
  'code' | 'harm' | 'cause' | 'facts' | 'summary' | 'expected' | 'observed' | 'hints' | 'fingerprint'
>;

/** Code and facts with the words for them. Facts are cleaned first: a secret is not always known as one in a sentence. */
function described(mismatch: Mismatch, context: FindingContext): Described {
  const { clean, contract } = context;
  const cleaned = { ...mismatch, facts: cleanedFacts(mismatch.facts, clean) } as Mismatch;
  const topic = contract.requirements.find(({ id }) => id === context.requirement)?.topic;
  const about = parameterAbout(contract, topic, mismatch.exchange.call);
  const words = wordsFor(contract, mismatch.exchange.call, about);
  const { summary, expected, observed, hints = [], title } = inWords(cleaned, words);
  return {
    code: mismatch.code,
    harm: harmOf(mismatch),
    cause: { key: hashed(causeOf(mismatch, about)), title: clean(title) },
    facts: cleaned.facts as unknown as JsonObject,
    summary: clean(summary),
    expected: clean(expected),
    observed: clean(observed),
    hints: [...hints, ...(mismatch.hints ?? [])].map(clean),
    fingerprint: fingerprintOf(mismatch, context),
  };
}

/**
 * The identity of a failure over runs: 16 hex digits of SHA-256 over requirement, client, code and the stable facts.
 * Prose has no part in it.
 */
function fingerprintOf(mismatch: Mismatch, { requirement, client }: FindingContext): string {
  return hashed([requirement, client, mismatch.code, stableFacts(mismatch)]);
}

function hashed(identity: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 16);
}

/** The same value with every text in it cleaned. */
function cleanedFacts(value: unknown, clean: (text: string) => string): unknown {
  if (typeof value === 'string') return clean(value);
  if (Array.isArray(value)) return value.map((one) => cleanedFacts(one, clean));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, cleanedFacts(one, clean)]));
}
