import { leaf } from '../../../../targets/ec2/reference/outcome.ts';
import type { KeyPair } from '../../../../targets/reference/store.ts';
import type { Mutant } from '../../mutant.ts';

/** A public key shown in another way. */
export function publicKey(show: (pair: KeyPair, right: string) => string): Mutant['fault'] {
  return ({ keyMaterial }) => ({
    keyMaterial: { describedPublicKey: (ctx, pair) => show(pair, keyMaterial.describedPublicKey(ctx, pair)) },
  });
}

/** A public key of an imported key pair shown in a way that depends on the text that was sent. */
export function publicKeyBySent(
  show: (sent: string, pair: KeyPair, right: string) => string,
): Mutant['fault'] {
  return ({ store, keyMaterial }) => {
    const texts = new Map<string, string>();
    return {
      store: {
        insert: (ctx, pair) => {
          const material = ctx.parameters.get('PublicKeyMaterial');
          if (material !== undefined) texts.set(pair.id, Buffer.from(material, 'base64').toString('latin1'));
          return store.insert(ctx, pair);
        },
      },
      keyMaterial: {
        describedPublicKey: (ctx, pair) => {
          const right = keyMaterial.describedPublicKey(ctx, pair);
          const sent = texts.get(pair.id);
          return sent === undefined ? right : show(sent, pair, right);
        },
      },
    };
  };
}

/** Key types shown in another way. */
export function keyType(show: (pair: KeyPair) => string): Mutant['fault'] {
  return ({ responses }) => ({
    responses: {
      describedItem: (ctx, pair) =>
        responses
          .describedItem(ctx, pair)
          .map((node) => (node.name === 'keyType' ? leaf('keyType', show(pair)) : node)),
    },
  });
}
