import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../targets/target.ts';
import type { Judgement } from '../check.ts';
import { judgePublicKey, type PublicKeyAspect } from './public-key.ts';

const expected = { line: 'ssh-ed25519 QUJD', comment: 'my key', trailingNewline: true };

const exchange = { call: { operation: 'describe', region: 'here', parameters: {} } } as unknown as Exchange;

function judge(aspect: PublicKeyAspect, publicKey: string | undefined): Judgement {
  return judgePublicKey(aspect, { ...(publicKey !== undefined && { publicKey }), exchange }, expected);
}

describe('judgePublicKey', () => {
  it('is content with key, comment and newline as expected, also when the comment has a space', () => {
    for (const aspect of ['key', 'comment', 'newline'] as const) {
      expect(judge(aspect, 'ssh-ed25519 QUJD my key\n')).toBeUndefined();
    }
  });

  it('judges each part by itself', () => {
    expect(judge('key', 'ssh-ed25519 QUJD')).toBeUndefined();
    expect(judge('comment', 'ssh-ed25519 QUJE my key')).toBeUndefined();
    expect(judge('newline', 'ssh-rsa QUJE\n')).toBeUndefined();
  });

  it('tells what is shown instead', () => {
    expect(judge('key', 'ssh-ed25519 QUJE my key\n')).toMatchObject({
      code: 'wrong-public-key',
      facts: { observed: 'ssh-ed25519 QUJE' },
    });
    expect(judge('comment', 'ssh-ed25519 QUJD\n')).toMatchObject({
      code: 'wrong-comment',
      facts: { observed: '' },
    });
    expect(judge('newline', 'ssh-ed25519 QUJD my key\r\n')).toMatchObject({
      code: 'wrong-line-end',
      facts: { observed: '\r\n' },
    });
    expect(judge('newline', undefined)).toMatchObject({ facts: { observed: undefined } });
  });
});
