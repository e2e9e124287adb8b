import { describe, expect, it } from 'vitest';
import { judgePublicKey } from './public-key.ts';

const expected = { line: 'ssh-ed25519 QUJD', comment: 'my key', trailingNewline: true };

describe('judgePublicKey', () => {
  it('is content with key, comment and newline as expected, also when the comment has a space', () => {
    for (const aspect of ['key', 'comment', 'newline'] as const) {
      expect(judgePublicKey(aspect, 'ssh-ed25519 QUJD my key\n', expected)).toBeUndefined();
    }
  });

  it('judges each part by itself', () => {
    expect(judgePublicKey('key', 'ssh-ed25519 QUJD', expected)).toBeUndefined();
    expect(judgePublicKey('comment', 'ssh-ed25519 QUJE my key', expected)).toBeUndefined();
    expect(judgePublicKey('newline', 'ssh-rsa QUJE\n', expected)).toBeUndefined();
  });

  it('tells what is shown instead', () => {
    expect(judgePublicKey('key', 'ssh-ed25519 QUJE my key\n', expected)?.observed).toBe('"ssh-ed25519 QUJE"');
    expect(judgePublicKey('comment', 'ssh-ed25519 QUJD\n', expected)?.observed).toBe('""');
    expect(judgePublicKey('newline', 'ssh-ed25519 QUJD my key\r\n', expected)?.observed).toBe('"\\r\\n"');
    expect(judgePublicKey('newline', undefined, expected)?.observed).toBe('no public key');
  });
});
