import { expect, test } from 'vitest';
import { inSuccess, replace } from './testing/alter.ts';
import type { Alter } from './testing/canned-service.ts';
import { noticesOf } from './testing/notice.ts';

test.each<readonly [string, Alter, readonly string[]]>([
  [
    'a short id',
    inSuccess((body) => body.replaceAll('key-0123456789abcdef0', 'key-01234567'), 'import'),
    ['response-shape.import.id-format'],
  ],
  [
    'a fingerprint without colons',
    inSuccess(replace(/(?<=<keyFingerprint>).*(?=<\/keyFingerprint>)/, 'abcdef'), 'create'),
    ['response-shape.create.fingerprint-format'],
  ],
  [
    'a fingerprint with a SHA256 prefix',
    inSuccess(replace(/<keyFingerprint>/, '$&SHA256:'), 'import'),
    ['response-shape.import.fingerprint-format'],
  ],
  [
    'a time without milliseconds',
    inSuccess((body) => body.replaceAll('.678Z', 'Z'), 'describe'),
    ['response-shape.describe.create-time-format'],
  ],
  [
    'a time with an offset',
    inSuccess((body) => body.replaceAll('.678Z', '.678+00:00'), 'describe'),
    ['response-shape.describe.create-time-format'],
  ],
  [
    'a key type in capitals',
    inSuccess((body) => body.replaceAll('<keyType>ed', '<keyType>ED'), 'describe'),
    ['response-shape.describe.key-type-format'],
  ],
  [
    'an acknowledgement in capitals',
    inSuccess(replace('true', 'True'), 'delete'),
    ['response-shape.delete.return'],
  ],
  [
    'an acknowledgement of false',
    inSuccess(replace('true', 'false'), 'delete'),
    ['response-shape.delete.return'],
  ],
  [
    'no id of what was deleted',
    inSuccess(replace(/<keyPairId>.*<\/keyPairId>/, ''), 'delete'),
    ['response-shape.delete.id'],
  ],
  [
    'an id where nothing was deleted',
    inSuccess(
      (body) =>
        body.includes('keyPairId')
          ? body
          : body.replace('</return>', '$&<keyPairId>key-0123456789abcdef0</keyPairId>'),
      'delete',
    ),
    ['response-shape.delete.no-id'],
  ],
  [
    'an empty tag set of an import',
    inSuccess(
      (body) => (body.includes('tagSet') ? body : body.replace('</ImportKeyPairResponse>', '<tagSet/>$&')),
      'import',
    ),
    ['response-shape.import.no-tag-set'],
  ],
  [
    'no tag set of a pair without tags',
    inSuccess((body) => body.replaceAll('<tagSet/>', ''), 'describe'),
    ['response-shape.describe.tag-set'],
  ],
  [
    'tags that are never shown',
    inSuccess(replace(/<tagSet>.*<\/tagSet>/, ''), 'create'),
    ['response-shape.create.tag-items'],
  ],
  [
    'tags in capitals',
    inSuccess((body) => body.replaceAll('key>', 'Key>').replaceAll('value>', 'Value>'), 'import'),
    ['response-shape.import.tag-items'],
  ],
  [
    'tags as members',
    inSuccess(replace(/<tagSet><item>(.*?)<\/item>/, '<tagSet><member>$1</member>'), 'create'),
    ['response-shape.create.tag-items'],
  ],
  [
    'no key set when nothing is found',
    inSuccess(replace('<keySet/>', ''), 'describe'),
    ['response-shape.describe.empty'],
  ],
  [
    'key pairs as members',
    inSuccess(
      (body) =>
        body
          .replace(/<keySet><item>/, '<keySet><member>')
          .replace(/<\/item><\/keySet>/, '</member></keySet>')
          .replace('</item><item><keyName>', '</member><member><keyName>'),
      'describe',
    ),
    ['response-shape.describe.items'],
  ],
  [
    'a public key unasked for',
    inSuccess(
      (body) =>
        body.includes('publicKey')
          ? body
          : body.replace('<createTime>', '<publicKey>ssh-ed25519 AAAA x\n</publicKey>$&'),
      'describe',
    ),
    ['response-shape.describe.no-public-key'],
  ],
  [
    'no public key when asked for',
    inSuccess((body) => body.replaceAll(/<publicKey>[^<]*<\/publicKey>/g, ''), 'describe'),
    ['response-shape.describe.public-key'],
  ],
  [
    'a private key in an import',
    inSuccess(replace('<keyPairId>', '<keyMaterial>x</keyMaterial>$&'), 'import'),
    ['response-shape.import.no-private-key'],
  ],
  [
    'a private key in a describe',
    inSuccess(replace('<keyPairId>', '<keyMaterial>x</keyMaterial>$&'), 'describe'),
    ['response-shape.describe.no-private-key'],
  ],
  [
    'an empty private key',
    inSuccess(replace('secret', ''), 'create'),
    ['response-shape.create.material-filled'],
  ],
  [
    'ampersands escaped twice',
    inSuccess((body) => body.replaceAll('&lt;', '&amp;lt;'), 'create'),
    ['response-shape.create.escaping'],
  ],
  [
    'ampersands not escaped',
    inSuccess((body) => body.replaceAll('&amp;', '&'), 'import'),
    ['response-shape.import.escaping'],
  ],
])('%s is noticed by the requirement on it and by no other', async (_what, change, expected) => {
  const { failed } = await noticesOf({ alter: change });
  expect([...failed.keys()].toSorted()).toEqual(expected.toSorted());
});
