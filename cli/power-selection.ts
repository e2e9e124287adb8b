import { CATALOGUE_PROVIDERS, type Catalogue, catalogueOf } from '../power/mutants/index.ts';
import type { AnyMutant } from '../power/mutants/mutant.ts';
import { sampleOf } from '../power/sample.ts';
import { type IdPattern, idPattern } from '../runner/id-pattern.ts';
import { didYouMean } from '../specs/similar.ts';
import { UsageError } from '../targets/usage-error.ts';

/** Which mutants `power` was told to take, by the names of its options. */
export interface MutantSelection {
  /** Patterns of mutant ids; `*` stands for any characters. */
  readonly mutant?: readonly string[];
  readonly topic?: readonly string[];
  /** How many of those that fit, drawn by the seed. */
  readonly sample?: number;
  readonly seed: number;
}

/** The catalogue of a provider. @throws UsageError when there is none */
export function catalogueFor(provider: string): Catalogue {
  if (CATALOGUE_PROVIDERS.includes(provider)) return catalogueOf(provider);
  const known = CATALOGUE_PROVIDERS.join(', ');
  throw new UsageError(`there are no mutants of provider '${provider}'; there are some of ${known}`);
}

/** Those of a catalogue that all choices fit. @throws UsageError when a choice or all together fit none */
export function selectMutants(catalogue: readonly AnyMutant[], flags: MutantSelection): readonly AnyMutant[] {
  const topics = flags.topic?.flatMap((text) => text.split(','));
  const patterns = flags.mutant?.flatMap((text) => text.split(','));
  for (const topic of topics ?? []) {
    const known = [...new Set(catalogue.map((one) => one.topic))];
    if (!known.some((one) => one === topic)) {
      throw new UsageError(`no mutant of topic '${topic}'${didYouMean(topic, known)}`);
    }
  }
  const expressions = (patterns ?? []).map((pattern) => expressionOf(catalogue, pattern));
  const chosen = catalogue.filter(
    ({ id, topic }) =>
      (topics === undefined || topics.includes(topic)) &&
      (expressions.length === 0 || expressions.some((expression) => expression.test(id))),
  );
  if (chosen.length === 0) throw new UsageError('no mutant matches all of the given filters; leave one out');
  return flags.sample === undefined ? chosen : sampleOf(chosen, flags.sample, flags.seed);
}

function expressionOf(catalogue: readonly AnyMutant[], pattern: string): IdPattern {
  const expression = idPattern(pattern);
  if (catalogue.some(({ id }) => expression.test(id))) return expression;
  const ids = catalogue.map(({ id }) => id);
  throw new UsageError(`no mutant fits '${pattern}'${didYouMean(pattern, ids)}`);
}
