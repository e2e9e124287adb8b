import type { ClientKind, Exchange } from '../../targets/target.ts';
import type { Counterexample } from '../vocabulary.ts';
import { ANSWERS, type AnswerFindings } from './answers.ts';
import { CLIENTS, type ClientFindings } from './clients.ts';
import { HISTORIES, type HistoryFindings } from './histories.ts';
import { KEYS, type KeyFindings } from './keys.ts';
import type { About, Catalogue, FindingKind, Harm, Prose, StableFacts, Words } from './kind.ts';
import { SHAPES, type ShapeFindings } from './shapes.ts';
import { STATE, type StateFindings } from './state.ts';
import { VALUES, type ValueFindings } from './values.ts';

/** Every code of a finding with the type of its facts. */
export interface FindingFacts
  extends AnswerFindings,
    ClientFindings,
    HistoryFindings,
    KeyFindings,
    ShapeFindings,
    StateFindings,
    ValueFindings {}
export type FindingCode = keyof FindingFacts;

/** Every kind of difference that a check can find. */
export const FINDINGS: Catalogue<FindingFacts> = {
  ...ANSWERS,
  ...CLIENTS,
  ...HISTORIES,
  ...KEYS,
  ...SHAPES,
  ...STATE,
  ...VALUES,
};

/** A difference between what the contract promises and what the target did: its kind, its facts and the exchange that shows it. */
export interface MismatchOf<Code extends FindingCode> {
  readonly code: Code;
  readonly facts: FindingFacts[Code];
  /** The deciding exchange: whatever the finding quotes as observed is in its response. */
  readonly exchange: Exchange;
  /** What led to it, in order, where not all that the check sent before did. */
  readonly led?: readonly Exchange[];
  /** What the judge could find out about the cause, beyond the facts. */
  readonly hints?: readonly string[];
  /** What it is compared with, where that is the word of another client: which, and the exchange that it rests on. */
  readonly compared?: { readonly client: ClientKind; readonly exchange: Exchange };
  readonly counterexample?: Counterexample;
}

export type Mismatch = { [Code in FindingCode]: MismatchOf<Code> }[FindingCode];

/** Codes whose facts are of a type, e.g. all that compare two texts. */
export type CodesWith<Facts> = {
  [Code in FindingCode]: FindingFacts[Code] extends Facts
    ? Facts extends FindingFacts[Code]
      ? Code
      : never
    : never;
}[FindingCode];

/** What identifies a difference within its requirement and client. */
export function stableFacts({ code, facts }: Mismatch): StableFacts {
  return kindOf(code).stable(facts);
}

/** What failures with one cause have in common: their code or what stands for it, and facts. */
export function causeOf({ code, facts }: Mismatch, about?: About): readonly [string, StableFacts] {
  const { cause, stable, family } = kindOf(code);
  return [family?.(facts, about) ?? code, cause === undefined ? stable(facts) : cause(facts, about)];
}

export function harmOf({ code, facts }: Mismatch): Harm {
  const { harm } = kindOf(code);
  return typeof harm === 'function' ? harm(facts) : harm;
}

/** A difference in words, and the heading of the group of failures with its cause. */
export function inWords({ code, facts }: Mismatch, words: Words): Prose & { readonly title: string } {
  const { render, title } = kindOf(code);
  const prose = render(facts, words);
  return { ...prose, title: title?.(facts, words) ?? prose.summary };
}

/** The kind of a code for facts that belong to it, which a mismatch warrants. */
function kindOf(code: FindingCode): FindingKind<unknown> {
  return FINDINGS[code] as FindingKind<unknown>;
}
