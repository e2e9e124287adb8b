import type { ProseJudgement } from '../check.ts';

/** The parts of a shown public key that are judged by themselves. */
export type PublicKeyAspect = 'key' | 'comment' | 'newline';

/** What a describe has to show: type and base64 as `line`, and what follows. */
export interface ExpectedPublicKey {
  readonly line: string;
  readonly comment: string;
  readonly trailingNewline: boolean;
}

/** Judges one part of the public key that a describe shows; the comment is everything behind the second space. */
export function judgePublicKey(
  aspect: PublicKeyAspect,
  shown: string | undefined,
  expected: ExpectedPublicKey,
): ProseJudgement {
  if (shown === undefined) {
    return {
      summary: 'a describe that asks for public keys does not show the public key',
      expected: expected.line,
      observed: 'no public key',
    };
  }
  const { line, comment, end } = partsOf(shown);
  switch (aspect) {
    case 'key':
      return difference('the public key that is shown is another', expected.line, line);
    case 'comment':
      return difference('the public key that is shown has another comment', expected.comment, comment);
    case 'newline':
      return difference(
        'the public key that is shown ends in another way',
        expected.trailingNewline ? '\n' : '',
        end,
      );
  }
}

function difference(summary: string, expected: string, observed: string): ProseJudgement {
  if (expected === observed) return undefined;
  return { summary, expected: JSON.stringify(expected), observed: JSON.stringify(observed) };
}

interface Parts {
  readonly line: string;
  readonly comment: string;
  readonly end: string;
}

function partsOf(shown: string): Parts {
  const body = shown.replace(/[\r\n]+$/u, '');
  const [type = '', base64 = '', ...rest] = body.split(' ');
  return { line: `${type} ${base64}`, comment: rest.join(' '), end: shown.slice(body.length) };
}
