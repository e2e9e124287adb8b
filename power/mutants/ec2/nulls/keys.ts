import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { sha256OfSshBlob } from '../../../../targets/reference/keys/fingerprints.ts';
import { openSshPrivateKey } from '../../../../targets/reference/keys/openssh.ts';
import { publicKeyOf } from '../../../../targets/reference/keys/public-key.ts';
import { type Answer, successDocument } from './documents.ts';

/** How many key pairs the table has. */
const ROWS = 3;

/** Whole answers with valid keys, made beforehand and given in turn, whatever is asked. */
export function cannedKeys(): (parameters: ReadonlyMap<string, string>) => Answer {
  let table: readonly KeyObject[] | undefined;
  let turn = 0;
  return (parameters) => {
    table ??= Array.from({ length: ROWS }, () => generateKeyPairSync('ed25519').privateKey);
    const row = turn++ % ROWS;
    const key = table[row];
    if (key === undefined) throw new Error('the table of keys is empty');
    const action = parameters.get('Action') ?? '';
    return successDocument(action, elementsOf(action, `key-${row}`, key));
  };
}

function elementsOf(action: string, name: string, key: KeyObject): string {
  const fingerprint = sha256OfSshBlob(publicKeyOf(key));
  const id = `key-${Buffer.from(fingerprint).toString('hex').slice(0, 17)}`;
  const common = `<keyName>${name}</keyName><keyPairId>${id}</keyPairId><keyFingerprint>${fingerprint}</keyFingerprint>`;
  switch (action) {
    case 'CreateKeyPair':
      return `${common}<keyMaterial>${openSshPrivateKey(key, '')}</keyMaterial>`;
    case 'DescribeKeyPairs':
      return `<keySet><item>${common}<keyType>ed25519</keyType><createTime>2026-01-01T00:00:00.000Z</createTime><tagSet/></item></keySet>`;
    case 'DeleteKeyPair':
      return `<return>true</return><keyPairId>${id}</keyPairId>`;
    default:
      return common;
  }
}
