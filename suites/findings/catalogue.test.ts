import { describe, expect, it } from 'vitest';
import type { Contract } from '../../specs/contract.ts';
import type { Exchange } from '../../targets/target.ts';
import { type Answered, answerCode } from './answers.ts';
import {
  causeOf,
  FINDINGS,
  type FindingCode,
  harmOf,
  inWords,
  type Mismatch,
  stableFacts,
} from './catalogue.ts';
import { type HARMS, wordsFor } from './kind.ts';

const exchange = { call: { operation: 'describe', region: 'here', parameters: {} } } as unknown as Exchange;
const contract = { operations: { describe: { name: 'ShowPairs' } } } as unknown as Contract;

function wrongName(observed: string): Mismatch {
  return { code: 'wrong-name', facts: { expected: 'sent', observed }, exchange };
}

function answered(rest: Partial<Answered>): Answered {
  const expected = [{ kind: 'rejected', code: 'A', status: 400 }] as const;
  return { detail: '', expected, observed: { kind: 'accepted', status: 200 }, ...rest };
}

function errorOf(code: string, status: number, message = ''): Answered['observed'] {
  return { kind: 'rejected', code, status, message };
}

describe('the catalogue of findings', () => {
  it('identifies a difference by no fact that differs from run to run', () => {
    expect(stableFacts(wrongName('one'))).toEqual(stableFacts(wrongName('another')));
    expect(causeOf(wrongName('one'))).toEqual(causeOf(wrongName('another')));
  });

  it('moves no identity and no grouping when every renderer is reworded', () => {
    const before = [stableFacts(wrongName('x')), causeOf(wrongName('x')), harmOf(wrongName('x'))];
    const kinds = FINDINGS as { [Code in FindingCode]: { render: unknown; title?: unknown } };
    const originals = Object.entries(kinds).map(([code, kind]) => [code, kind.render, kind.title] as const);
    try {
      for (const kind of Object.values(kinds)) {
        kind.render = () => ({ summary: 'reworded', expected: 'reworded', observed: 'reworded' });
        kind.title = () => 'reworded';
      }
      expect(inWords(wrongName('x'), wordsFor(contract, exchange.call)).summary).toBe('reworded');
      expect([stableFacts(wrongName('x')), causeOf(wrongName('x')), harmOf(wrongName('x'))]).toEqual(before);
    } finally {
      for (const [code, render, title] of originals) {
        const kind = kinds[code as FindingCode];
        kind.render = render;
        if (title === undefined) delete kind.title;
        else kind.title = title;
      }
    }
  });

  it('names operations as the contract does, with what they ask by', () => {
    expect(inWords(wrongName('x'), wordsFor(contract, exchange.call))).toMatchObject({
      summary: 'ShowPairs of all key pairs returns the wrong name',
      expected: '"sent"',
      observed: '"x"',
    });
  });

  it.each<[Partial<Answered>, string, (typeof HARMS)[number]]>([
    [{}, 'wrongly-accepted', 'effect'],
    [{ observed: errorOf('B', 400) }, 'wrong-error', 'code'],
    [{ observed: errorOf('A', 409) }, 'wrong-error-status', 'code'],
    [{ observed: errorOf('A', 500) }, 'server-error', 'crash'],
    [{ observed: { kind: 'unreadable', status: 200, reason: 'no XML' } }, 'unreadable-answer', 'crash'],
    [{ expected: [{ kind: 'accepted' }], observed: errorOf('B', 400) }, 'wrongly-rejected', 'effect'],
  ])('tells the answer %j as %s', (rest, code, harm) => {
    const facts = answered(rest);
    expect(answerCode(facts)).toBe(code);
    expect(harmOf({ code: answerCode(facts), facts, exchange })).toBe(harm);
  });

  it('takes only what looks like an error code into an identity', () => {
    const facts = (code: string): object =>
      stableFacts({ code: 'wrong-error', facts: answered({ observed: errorOf(code, 400) }), exchange });
    expect(facts('No Such "kpc-1"')).toEqual(facts('No Such "kpc-2"'));
    expect(facts('Invalid.A')).not.toEqual(facts('Invalid.B'));
  });
});
