import type { Verdict } from '../../runner/verdict.ts';
import type { ConclusionKind } from '../conclusion.ts';
import { html, type Markup } from './markup.ts';

/** How a verdict is shown: a sign, so that it is told without colour, and a word for people. */
export interface VerdictWords {
  readonly sign: string;
  readonly tone: 'pass' | 'fail' | 'open' | 'none';
  readonly word: string;
  readonly meaning: string;
}

export const VERDICT_WORDS: Readonly<Record<Verdict, VerdictWords>> = {
  pass: { sign: '✓', tone: 'pass', word: 'pass', meaning: 'The target responded as required.' },
  fail: { sign: '✕', tone: 'fail', word: 'fail', meaning: 'The target did not respond as required.' },
  unsupported: {
    sign: '–',
    tone: 'none',
    word: 'unsupported',
    meaning: 'The target reports, or its owner declares, that it does not implement this.',
  },
  blocked: {
    sign: '◦',
    tone: 'open',
    word: 'blocked',
    meaning: 'A requirement that this one needs failed, so it could not be tested.',
  },
  inconclusive: {
    sign: '?',
    tone: 'open',
    word: 'inconclusive',
    meaning: 'No complete response: a broken connection, a timeout, throttling, or an interrupted run.',
  },
  defect: {
    sign: '!',
    tone: 'fail',
    word: 'defect',
    meaning: 'The check crashed. This is a bug in the suite, not in the target.',
  },
  skipped: {
    sign: '·',
    tone: 'none',
    word: 'skipped',
    meaning: 'Not selected, or not possible with the clients of this run.',
  },
};

/** The sign of a verdict; its word is there for screen readers. */
export function signOf(verdict: Verdict): Markup {
  const { sign, tone, word } = VERDICT_WORDS[verdict];
  return html`<span class="sign ${tone}" aria-hidden="true">${sign}</span><span class="unseen">${word}: </span>`;
}

/** The word for a run, as a stamp. */
export function stampOf(kind: ConclusionKind): Markup {
  const [word, tone] = STAMPS[kind];
  return html`<strong class="stamp ${tone}">${word}</strong>`;
}

const STAMPS: Readonly<Record<ConclusionKind, readonly [word: string, tone: VerdictWords['tone']]>> = {
  conformant: ['Conformant', 'pass'],
  'non-conformant': ['Not conformant', 'fail'],
  incomplete: ['Incomplete', 'open'],
  'suite-defect': ['Suite defect', 'fail'],
  'cleanup-incomplete': ['Clean-up incomplete', 'fail'],
  interrupted: ['Interrupted', 'open'],
  unreachable: ['Unreachable', 'open'],
};
