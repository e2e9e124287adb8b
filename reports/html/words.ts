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
  pass: { sign: '✓', tone: 'pass', word: 'met', meaning: 'The target answered as required.' },
  fail: { sign: '✕', tone: 'fail', word: 'failed', meaning: 'The target answered otherwise than required.' },
  unsupported: {
    sign: '–',
    tone: 'none',
    word: 'not supported',
    meaning: 'The target says, or its owner declares, that it does not do this.',
  },
  blocked: {
    sign: '◦',
    tone: 'open',
    word: 'blocked',
    meaning: 'A requirement that this one needs was not met, so it could not be judged.',
  },
  inconclusive: {
    sign: '?',
    tone: 'open',
    word: 'inconclusive',
    meaning: 'No complete answer came: a broken connection, a time-out, throttling, or an interrupted run.',
  },
  defect: {
    sign: '!',
    tone: 'fail',
    word: 'suite defect',
    meaning: 'The suite itself failed; this says nothing of the target.',
  },
  skipped: { sign: '·', tone: 'none', word: 'not selected', meaning: 'The run was told to leave it out.' },
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
