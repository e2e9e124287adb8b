import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { Context } from '../../../../targets/ec2/reference/context.ts';
import type { KeyType } from '../../../../targets/reference/keys/public-key.ts';
import type { Mutant } from '../../mutant.ts';

/** Whether the request wants PPK. */
export const asksPpk = (ctx: Context): boolean => ctx.parameters.get('KeyFormat') === 'ppk';

/** A text of the private key that went through one more step. */
export function inAnswer(
  form: 'rsaPem' | 'rsaPpk' | 'ed25519Pem' | 'ed25519Ppk',
  step: (text: string) => string,
): Mutant['fault'] {
  return ({ keyMaterial }) => ({
    keyMaterial: {
      [form]: (ctx: Context, key: KeyObject, name: string) => step(keyMaterial[form](ctx, key, name)),
    },
  });
}

/** RSA keys that went through one more step; the handed-out and the stored key agree. */
export function rsaKeys(step: (ctx: Context, key: KeyObject) => KeyObject): Mutant['fault'] {
  return ({ keyMaterial }) => ({
    keyMaterial: {
      generate: async (ctx, type) => {
        const key = await keyMaterial.generate(ctx, type);
        return type === 'rsa' ? step(ctx, key) : key;
      },
    },
  });
}

/** Creates of keys of this type hand out so many keys in turn. */
export function canned(type: KeyType, size: number): Mutant['fault'] {
  return ({ keyMaterial }) => {
    const table: Promise<KeyObject>[] = [];
    let turn = 0;
    return {
      keyMaterial: {
        generate: (ctx, wanted) => {
          if (wanted !== type) return keyMaterial.generate(ctx, wanted);
          const place = turn++ % size;
          const key = table[place] ?? keyMaterial.generate(ctx, type);
          table[place] = key;
          return key;
        },
      },
    };
  };
}

let other: KeyObject | undefined;

/** An RSA key that no server hands out, the same one for all mutants, because it takes a tenth of a second. */
export function anotherRsaKey(): KeyObject {
  other ??= generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  return other;
}

/** An RSA key of 1,024 bits. */
export const shortKey = (): KeyObject => generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;

/** The OpenSSH container with the second check number changed. */
export function withOtherCheckBytes(text: string): string {
  const [, head = '', body = '', tail = ''] =
    /^(-----BEGIN[^\n]*\n)([\s\S]*?)(-----END[\s\S]*)$/.exec(text) ?? [];
  const bytes = Buffer.from(body, 'base64');
  // The private section follows its length, which follows the public blob: "openssh-key-v1\0", three strings, count.
  let offset = 15;
  for (let part = 0; part < 3; part += 1) offset += 4 + bytes.readUInt32BE(offset);
  offset += 4;
  offset += 4 + bytes.readUInt32BE(offset) + 4;
  bytes.writeUInt8(bytes.readUInt8(offset + 7) ^ 1, offset + 7);
  return `${head}${(bytes.toString('base64').match(/.{1,70}/g) ?? []).join('\n')}\n${tail}`;
}
