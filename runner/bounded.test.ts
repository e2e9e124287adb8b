import { describe, expect, it } from 'vitest';
import { redactText } from '../targets/redact.ts';
import { bounded, boundedValue } from './execute.ts';

const same = (text: string): string => text;

describe('bounded', () => {
  it('leaves a text of ordinary length alone', () => {
    expect(bounded('a'.repeat(4_000), same)).toBe('a'.repeat(4_000));
  });

  it('cuts a longer one and says how long it was', () => {
    expect(bounded('a'.repeat(1_000_000), same)).toBe(`${'a'.repeat(4_000)}... (1000000 characters)`);
  });

  it('cleans before it cuts, so that half a key is known as one', () => {
    const key = `-----BEGIN RSA PRIVATE KEY-----\n${'QUJD'.repeat(500)}\n-----END RSA PRIVATE KEY-----`;
    expect(bounded(`${'x '.repeat(1_900)}${key}${'y'.repeat(9_000)}`, redactText)).not.toContain('QUJD');
  });

  it('shows the cleaning no more than it needs', () => {
    let seen = 0;
    bounded('a'.repeat(10_000_000), (text) => {
      seen = text.length;
      return text;
    });
    expect(seen).toBeLessThan(100_000);
  });
});

describe('boundedValue', () => {
  it('keeps fifty tags of the greatest length', () => {
    const tags = JSON.stringify(
      Array.from({ length: 50 }, () => ({ key: 'k'.repeat(128), value: 'v'.repeat(256) })),
    );
    expect(boundedValue(tags, same)).toBe(tags);
  });
});
