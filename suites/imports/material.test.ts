import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../specs/contract.ts';
import { type CheckContext, Unsupported } from '../check.ts';
import { readPublicKey } from '../keys/read-public.ts';
import { Random } from '../random.ts';
import { BROKEN_LINES } from './altered-lines.ts';
import { type Material, materialFrom } from './material.ts';

function make(value: JsonObject, capabilities: CheckContext['target']['capabilities'] = {}): Material {
  const ctx = {
    requirement: { id: 'import.test' },
    target: { capabilities },
    random: new Random(3, 'material'),
  };
  return materialFrom(ctx as unknown as CheckContext, value);
}

function encodingOf(value: JsonObject): string {
  const { sent } = make(value);
  const read = readPublicKey(String(sent));
  return read.ok ? `${read.keyType} ${read.bits} ${read.encoding}` : read.reason;
}

describe('materialFrom', () => {
  it.each([
    [{ form: 'line', keyType: 'rsa', bits: 1023 }, 'rsa 1023 openssh'],
    [{ form: 'line', keyType: 'ed25519', comment: true, newline: true }, 'ed25519 256 openssh'],
    [{ form: 'rfc4716', keyType: 'rsa', comment: true }, 'rsa 2048 rfc4716'],
    [{ form: 'rfc4716', keyType: 'ed25519' }, 'ed25519 256 rfc4716'],
    [{ form: 'spki-text', keyType: 'rsa' }, 'rsa 2048 spki-der-base64'],
    [{ form: 'pkcs1-text', keyType: 'rsa' }, 'rsa 2048 pkcs1-der-base64'],
    [{ form: 'spki-pem', keyType: 'ed25519' }, 'ed25519 256 spki-pem'],
    [{ form: 'pkcs1-pem', keyType: 'rsa' }, 'rsa 2048 pkcs1-pem'],
  ])('writes %j as %s', (value, expected) => {
    expect(encodingOf(value)).toBe(expected);
  });

  it('keeps the key that it wrote', () => {
    const { sent, key } = make({ form: 'line', keyType: 'ed25519' });
    const read = readPublicKey(String(sent));
    expect(read.ok && key?.keyType === 'ed25519' && read.material).toMatchObject({
      point: key?.keyType === 'ed25519' ? key.point : undefined,
    });
  });

  it.each(['spki-der', 'pkcs1-der'])('writes %s with bytes beyond ASCII', (form) => {
    const { sent } = make({ form, keyType: 'rsa' });
    expect(sent).toBeInstanceOf(Uint8Array);
    expect([...(sent as Uint8Array)].some((byte) => byte > 127)).toBe(true);
  });

  it.each(['ecdsa-line', 'dsa-line', 'private-pem', 'text', 'empty', 'options-line'])(
    'writes %s so that it is no RSA or Ed25519 public key',
    (form) => {
      expect(readPublicKey(String(make({ form }).sent)).ok).toBe(false);
    },
  );

  it.each(Object.keys(BROKEN_LINES))('writes %s so that it is broken for both key types', (form) => {
    for (const keyType of ['rsa', 'ed25519']) {
      const { sent, key } = make({ form, keyType });
      expect(readPublicKey(String(sent)).ok).toBe(false);
      expect(key?.keyType).toBe(keyType);
      // What stands before a line may be a comment, which is part of what breaks it.
      expect(String(sent)).toMatch(/^(#.*)?ssh-/su);
    }
  });

  it.each([
    [3072, 0],
    [2048, 1],
    [4096, 2],
  ])('writes a line of %i bits whose base64 has %i padding characters', (bits, padding) => {
    const { sent } = make({ form: 'line', keyType: 'rsa', bits, padding });
    expect(/[^=](=*)$/u.exec(Buffer.from(String(sent)).toString('base64'))?.[1]).toHaveLength(padding);
  });

  it('writes a line with a newline whose base64 has no padding', () => {
    const { sent } = make({ form: 'line', keyType: 'ed25519', newline: true, padding: 0 });
    expect(Buffer.from(String(sent)).toString('base64')).toMatch(/[^=]$/u);
    expect(sent).toMatch(/\n$/u);
  });

  it.each(['+', '/'])('puts a %s into the base64 of a block, before the key', (character) => {
    for (let turn = 0; turn < 5; turn += 1) {
      const { sent } = make({ form: 'rfc4716', keyType: 'rsa', character });
      const base64 = Buffer.from(String(sent)).toString('base64');
      expect(base64.indexOf(character)).toBeGreaterThan(0);
      expect(base64.indexOf(character)).toBeLessThan(150);
    }
  });

  it('leaves the parameter out only when told to', () => {
    expect(make({ form: 'absent' }).sent).toBeUndefined();
    expect(make({ form: 'empty' }).sent).toBe('');
  });

  it('has no Ed25519 key for a target that declares to lack them', () => {
    expect(() => make({ form: 'line', keyType: 'ed25519' }, { ed25519: false })).toThrow(Unsupported);
    expect(make({ form: 'line', keyType: 'rsa' }, { ed25519: false }).sent).toBeDefined();
  });

  it('refuses a form it does not know and a form that the key cannot have', () => {
    expect(() => make({ form: 'pgp' })).toThrow(/no known form 'pgp'/u);
    expect(() => make({ form: 'line', keyType: 'rsa', padding: 2 })).toThrow(/another padding/u);
    expect(() => make({ form: 'pkcs1-pem', keyType: 'ed25519' })).toThrow(/only RSA keys/u);
  });
});
