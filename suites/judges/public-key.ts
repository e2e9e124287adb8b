import type { Mismatch } from '../check.ts';
import type { ShownPair } from '../lookups.ts';
import { judgeEqual } from './values.ts';

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
  { publicKey: shown, exchange }: Pick<ShownPair, 'publicKey' | 'exchange'>,
  expected: ExpectedPublicKey,
): Mismatch | undefined {
  if (shown === undefined) return judgeEqual('wrong-public-key', expected.line, { value: shown, exchange });
  const { line, comment, end } = partsOf(shown);
  switch (aspect) {
    case 'key':
      return judgeEqual('wrong-public-key', expected.line, { value: line, exchange });
    case 'comment':
      return judgeEqual('wrong-comment', expected.comment, { value: comment, exchange });
    case 'newline':
      return judgeEqual('wrong-line-end', expected.trailingNewline ? '\n' : '', { value: end, exchange });
  }
}

interface Parts {
  readonly line: string;
  readonly comment: string;
  readonly end: string;
}

function partsOf(shown: string): Parts {
  const body = shown.replace(/[\r\n]+$/u, '');
  const [type = '', base64 = '', ...rest] = body.split(' ');
  return { line: `${type} ${base64}`.trimEnd(), comment: rest.join(' '), end: shown.slice(body.length) };
}
