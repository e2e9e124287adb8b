import { leaf } from '../../reference/ec2/outcome.ts';
import type { KeyPair } from '../../reference/store.ts';
import type { Mutant } from '../mutant.ts';

/** A public key shown in another way. */
export function publicKey(show: (pair: KeyPair, right: string) => string): Mutant['fault'] {
  return ({ keyMaterial }) => ({
    keyMaterial: { describedPublicKey: (ctx, pair) => show(pair, keyMaterial.describedPublicKey(ctx, pair)) },
  });
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
