import { md5OfSpki, pkcs8Der, sha1OfPkcs8 } from '../../../../targets/reference/keys/fingerprints.ts';
import { publicKeyOf, spkiDer, sshBlob } from '../../../../targets/reference/keys/public-key.ts';
import { type Mutant, mutantsOf } from '../../mutant.ts';
import { only } from '../conditions.ts';
import { createdRsa, hexOf, importedRsa, pemOf, pkcs1Of, publicOf, zeros } from './faults.ts';

/** Faults in the fingerprints of RSA keys. */
export const FINGERPRINT_RSA: readonly Mutant[] = mutantsOf('fingerprint', {
  'created-rsa-public-half': {
    summary: 'the fingerprint of a created RSA key is the SHA-1 of its public half',
    mustBeKilledBy: 'fingerprint.create.rsa-pem',
    source: 'https://github.com/getmoto/moto/pull/8235',
    fault: createdRsa((key) => hexOf('sha1', publicOf(key))),
  },
  'created-rsa-like-imported': {
    summary: 'a created RSA key is hashed as an imported one is',
    mustBeKilledBy: 'fingerprint.create.two-paths',
    source: 'https://github.com/localstack/localstack/issues/9337',
    fault: createdRsa((key) => md5OfSpki(publicKeyOf(key))),
  },
  'created-rsa-pkcs1': {
    summary: 'the fingerprint of a created RSA key is the SHA-1 of its PKCS#1 form',
    mustBeKilledBy: 'fingerprint.create.rsa-pem',
    source: 'https://github.com/mulgadc/spinifex/pull/570',
    fault: createdRsa((key) => hexOf('sha1', pkcs1Of(key))),
  },
  'created-rsa-pem-text': {
    summary: 'the fingerprint of a created RSA key is the SHA-1 of its PEM text',
    mustBeKilledBy: 'fingerprint.create.rsa-pem',
    source: 'https://github.com/localstack/localstack/pull/11567',
    fault: createdRsa((key) => hexOf('sha1', pemOf(key))),
  },
  'created-rsa-sha256': {
    summary: 'the fingerprint of a created RSA key is a SHA-256',
    mustBeKilledBy: 'fingerprint.create.rsa-pem',
    fault: createdRsa((key) => hexOf('sha256', pkcs8Der(key))),
  },
  'created-rsa-upper-case': {
    summary: 'the fingerprint of a created RSA key is in upper-case hex',
    mustBeKilledBy: 'fingerprint.create.rsa-pem',
    fault: createdRsa((key) => sha1OfPkcs8(key).toUpperCase()),
  },
  'created-rsa-bare-hex': {
    summary: 'the fingerprint of a created RSA key has no colons',
    mustBeKilledBy: 'fingerprint.create.rsa-pem',
    source: 'https://github.com/mulgadc/spinifex/pull/567',
    fault: createdRsa((key) => sha1OfPkcs8(key).replaceAll(':', '')),
  },
  'created-rsa-ppk-only': {
    summary: 'the fingerprint of a created RSA key is another when PPK is asked for',
    mustBeKilledBy: 'fingerprint.create.rsa-ppk',
    fault: ({ fingerprints, types }) => ({
      fingerprints: {
        createdRsa: only(
          (ctx) => types.keyFormat(ctx) === 'ppk',
          (_ctx, key) => hexOf('sha1', pkcs1Of(key)),
          fingerprints.createdRsa,
        ),
      },
    }),
  },
  'created-constant': {
    summary: 'all created RSA keys have the fingerprint of the documentation',
    mustBeKilledBy: 'fingerprint.create.rsa-pem',
    fault: createdRsa(() => '1f:51:ae:28:bf:89:e9:d8:1f:25:5d:37:2d:7d:b8:ca:9f:f5:f1:6f'),
  },
  'imported-rsa-sha1': {
    summary:
      'the fingerprint of an imported RSA key is a SHA-1 of 20 bytes, as in the documentation’s example',
    mustBeKilledBy: 'fingerprint.import.rsa',
    fault: importedRsa((key) => hexOf('sha1', spkiDer(key))),
  },
  'imported-rsa-hex-unpadded': {
    summary: 'the fingerprint of an imported RSA key has one digit for a byte that is less than 16',
    mustBeKilledBy: 'fingerprint.import.published-rsa',
    fault: importedRsa((key) => md5OfSpki(key).replaceAll(/\b0/g, '')),
  },
  'imported-rsa-large-cut': {
    summary: 'the fingerprint of an imported RSA key is over the first 1,024 bytes of its DER',
    mustBeKilledBy: 'import.import.recorded-large',
    fault: importedRsa((key) => hexOf('md5', spkiDer(key).subarray(0, 1024))),
  },
  'imported-rsa-der-text': {
    summary: 'the fingerprint of an RSA key that is imported as the text of its DER is over that text',
    mustBeKilledBy: 'import.import.recorded-forms',
    fault: ({ fingerprints }) => ({
      fingerprints: {
        importedRsa: (ctx, key) => {
          const sent = Buffer.from(ctx.parameters.get('PublicKeyMaterial') ?? '', 'base64');
          return sent[0] === 'M'.charCodeAt(0) ? hexOf('md5', sent) : fingerprints.importedRsa(ctx, key);
        },
      },
    }),
  },
  'imported-rsa-blob': {
    summary: 'the fingerprint of an imported RSA key is the MD5 of the SSH blob',
    mustBeKilledBy: 'fingerprint.import.rsa',
    source: 'https://github.com/mulgadc/spinifex/pull/570',
    fault: importedRsa((key) => hexOf('md5', sshBlob(key))),
  },
  'imported-rsa-line': {
    summary: 'the fingerprint of an imported RSA key is the MD5 of the line that was sent',
    mustBeKilledBy: 'fingerprint.import.encoding',
    source: 'https://github.com/localstack/localstack/pull/11572',
    fault: () => ({
      fingerprints: {
        importedRsa: (ctx) =>
          hexOf('md5', Buffer.from(ctx.parameters.get('PublicKeyMaterial') ?? '', 'base64')),
      },
    }),
  },
  'imported-zeros': {
    summary: 'the fingerprint of an imported RSA key is all zeros',
    mustBeKilledBy: 'fingerprint.import.rsa',
    source: 'https://github.com/floci-io/floci/pull/3307',
    fault: importedRsa(() => zeros(16)),
  },
  'imported-rsa-unsigned': {
    summary: 'the fingerprint of an imported RSA key is over a modulus that lost its sign byte',
    mustBeKilledBy: 'fingerprint.import.recorded-rsa',
    fault: importedRsa((key) => {
      const der = spkiDer(key).toString('hex').replace('0282010100', '02820100');
      return hexOf('md5', Buffer.from(der, 'hex'));
    }),
  },
  'imported-rsa-small': {
    summary: 'imported RSA keys of other sizes than 2,048 bits are hashed over the SSH blob',
    mustBeKilledBy: 'fingerprint.import.recorded-rsa',
    fault: importedRsa((key) =>
      key.type === 'rsa' && key.modulus.length !== 256 ? hexOf('md5', sshBlob(key)) : md5OfSpki(key),
    ),
  },
  'imported-rsa-odd-size': {
    summary: 'imported RSA keys of odd sizes are hashed over the SSH blob',
    mustBeKilledBy: 'import.import.recorded-small',
    fault: importedRsa((key) =>
      key.type === 'rsa' && ![128, 256, 384, 512].includes(key.modulus.length)
        ? hexOf('md5', sshBlob(key))
        : md5OfSpki(key),
    ),
  },
});
