import type { KeyObject } from 'node:crypto';
import type { RecordedAnswer } from '../../specs/contract.ts';
import type { ClassifiedCall } from './classes.ts';
import { type CreatedKey, createKey, importedFingerprint, type KeyFormat } from './keys.ts';
import type { ReadCall } from './read.ts';
import type { SuccessValues } from './render.ts';
import { blobOf, type SshType } from './ssh.ts';
import type { PairStore, RecordedPair } from './store.ts';

/** The key that a create makes, where it is answered with one. */
export async function createKeyFor(
  { operation, parameters }: ReadCall,
  answer: RecordedAnswer | undefined,
): Promise<CreatedKey | undefined> {
  if (operation !== 'create' || answer === undefined || 'code' in answer.response) return undefined;
  const type = (parameters.get('KeyType') ?? 'rsa') as SshType;
  const format = (parameters.get('KeyFormat') ?? 'pem') as KeyFormat;
  return createKey(type, format, parameters.get('KeyName') ?? '');
}

/** Does what a call was seen to do, and finds the values that its answer shows. */
export function perform(
  { operation, parameters }: ReadCall,
  { tags: sent, material, found }: ClassifiedCall,
  store: PairStore,
  created: CreatedKey | undefined,
): SuccessValues {
  const name = parameters.get('KeyName') ?? '';
  // Two tags came back in the other order (ST-P 1).
  const tags = sent.toReversed();
  switch (operation) {
    case 'create': {
      if (created === undefined) throw new Error('a create needs a key');
      const { publicKey, fingerprint } = created;
      return {
        pair: store.add({ name, tags, fingerprint, ...described(publicKey) }),
        material: created.material,
      };
    }
    case 'import': {
      if (material?.key === undefined)
        throw new Error(`material of the class '${material?.class}' has no key`);
      const fingerprint = importedFingerprint(material.key);
      return { pair: store.add({ name, tags, fingerprint, ...described(material.key) }) };
    }
    case 'describe':
      return { list: found };
    case 'delete': {
      // The id wins over the name (ST-P 77-79, ST-S 19-20).
      const id = parameters.get('KeyPairId');
      const pair = id === undefined ? store.named(name) : store.withId(id);
      if (pair === undefined) return {};
      store.remove(pair);
      return { pair };
    }
  }
}

function described(key: KeyObject): Pick<RecordedPair, 'type' | 'publicKey'> {
  const type = String(key.asymmetricKeyType);
  return { type, publicKey: `ssh-${type} ${blobOf(key).toString('base64')}` };
}
