import type { Tag } from '../../reference/store.ts';

/**
 * A key pair as ECS keeps it. The public key stays an SSH blob: ECS takes kinds of key that are not read any further,
 * and its fingerprint is over the blob.
 */
export interface EcsKeyPair {
  readonly id: string;
  readonly name: string;
  readonly origin: 'created' | 'imported';
  /** SSH name of the kind of key, e.g. `ssh-rsa`. */
  readonly algorithm: string;
  readonly blob: Buffer;
  readonly fingerprint: string;
  readonly createdAt: Date;
  readonly tags: readonly Tag[];
  /** Empty where there is none. */
  readonly resourceGroup: string;
}
