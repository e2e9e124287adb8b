import { createHash } from 'node:crypto';
import type { Contract, Json } from '../specs/contract.ts';
import type { Mismatch, ProseMismatch } from '../suites/check.ts';
import {
  type CodedMismatch,
  causeFacts,
  harmOf,
  inWords,
  stableFacts,
} from '../suites/findings/catalogue.ts';
import { wordsFor } from '../suites/findings/kind.ts';
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
  /** Texts that the check made up (names, tags, comments, parameters); they differ from seed to seed. */
  readonly values: Iterable<string>;
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

function described(
  mismatch: Mismatch,
  context: FindingContext,
): Pick<
  Finding,
  'code' | 'harm' | 'cause' | 'facts' | 'summary' | 'expected' | 'observed' | 'hints' | 'fingerprint'
> {
  const { clean } = context;
  if (mismatch.code === undefined) {
    const { summary, expected, observed, hints = [] } = mismatch;
    return {
      code: 'unclassified',
      harm: 'value',
      facts: {},
      summary: clean(summary),
      expected: clean(expected),
      observed: clean(observed),
      hints: hints.map(clean),
      fingerprint: proseFingerprint(mismatch, context),
    };
  }
  // Facts are cleaned before anything is said of them: a secret is not always known as one in a sentence.
  const cleaned = { ...mismatch, facts: cleanedFacts(mismatch.facts, clean) } as CodedMismatch;
  const {
    summary,
    expected,
    observed,
    hints = [],
    title,
  } = inWords(cleaned, wordsFor(context.contract, mismatch.exchange.call));
  return {
    code: mismatch.code,
    harm: harmOf(mismatch),
    cause: { key: clean(JSON.stringify([mismatch.code, causeFacts(mismatch)])), title: clean(title) },
    facts: cleaned.facts as unknown as Finding['facts'],
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
function fingerprintOf(mismatch: CodedMismatch, { requirement, client }: FindingContext): string {
  return hashed([requirement, client, mismatch.code, stableFacts(mismatch)]);
}

function hashed(identity: Json | object): string {
  return createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 16);
}

/** The same value with every text in it cleaned. */
function cleanedFacts(value: unknown, clean: (text: string) => string): unknown {
  if (typeof value === 'string') return clean(value);
  if (Array.isArray(value)) return value.map((one) => cleanedFacts(one, clean));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, cleanedFacts(one, clean)]));
}

function proseFingerprint(mismatch: ProseMismatch, { requirement, client, values }: FindingContext): string {
  const { summary, expected, observed, counterexample } = mismatch;
  const texts = counterexample === undefined ? [summary, expected, observed] : [summary];
  const made = [...values, ...(counterexample === undefined ? [] : [counterexample.value])];
  return hashed([requirement, client, ...texts.map((text) => withoutRunValues(text, made))]);
}

/** Kinds of text that differ from run to run though the fault is the same. Longer kinds stand before their parts. */
const RUN_VALUES: readonly (readonly [RegExp, string])[] = [
  // How many key pairs of other checks are there, and how many rivals win, is a matter of the moment.
  [/(, and | )shows \d+ key pairs that nobody asked for/g, ''],
  [/ and \d+ others, e\.g\. .*/g, ''],
  [/\b\d+ of (\d+ \w+ at the same time)/g, '<count> of $1'],
  // Which two answers are found to be alike depends on their order.
  [/ in the answer to \S+ and in the answer to \S+/g, ' in two answers'],
  [/kpc-[a-z0-9]{6,}(-[a-z0-9]+)*/g, '<name>'],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?/g, '<time>'],
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, '<request-id>'],
  [/[0-9a-f]{2}(:[0-9a-f]{2}){7,}/gi, '<hex>'],
  [/\b[a-z]{1,8}-(?=[a-f]*\d)[0-9a-f]{8,}\b/g, '<id>'],
  [/\b(?=[a-f]*\d)[0-9a-f]{16,}\b/gi, '<hex>'],
  // Error codes are long words too: only a run with a digit or a sign is taken for base64.
  [/(?=[A-Za-z]*[0-9+/])[A-Za-z0-9+/]{20,}={0,2}/g, '<base64>'],
  // Lines and columns in a body with key pairs of other checks.
  [/\b\d+:\d+: /g, '<place>: '],
  [/(?<=[a-z0-9\]]):\d{2,5}\b/gi, ':<port>'],
  [/\b\d+(\.\d+)? ?ms\b/g, '<duration>'],
];

function withoutRunValues(text: string, values: readonly string[]): string {
  let lasting = text;
  for (const value of values.toSorted((a, b) => b.length - a.length)) {
    if (value !== '') lasting = lasting.replaceAll(value, OWN);
  }
  for (const [pattern, replacement] of RUN_VALUES) lasting = lasting.replace(pattern, replacement);
  // How many calls at the same time got the same answer is a matter of the moment too.
  const lines = new Set(lasting.replace(LIST, settledList).split('\n'));
  return [...lines].join('\n');
}

const OWN = '<value>';
const FOREIGN = '<name>';

const QUOTED = `"(?:[^"\\\\]|\\\\.)*"|'[^']*'`;
const ITEM = `(?:${QUOTED})(?:=(?:${QUOTED}))?`;
const LIST = new RegExp(`(?:${ITEM})(?:, ?(?:${ITEM}))+`, 'g');

/**
 * A list of values of the run in an order that the values do not change. Where key pairs of other checks are in it, how
 * many and which is a matter of the moment.
 */
function settledList(list: string): string {
  if (!list.includes(OWN) && !list.includes(FOREIGN)) return list;
  const items = list.match(new RegExp(ITEM, 'g')) ?? [];
  const foreign = items.some((item) => item.includes(FOREIGN));
  const own = items.filter((item) => !foreign || item.includes(OWN)).toSorted();
  return [...(foreign ? [FOREIGN] : []), ...own].join(', ');
}
