import { sha256OfSshBlob } from '../../../../targets/reference/keys/fingerprints.ts';
import { publicKeyOf, spkiDer, sshBlob } from '../../../../targets/reference/keys/public-key.ts';
import { openSshLine } from '../../../../targets/reference/keys/public-text.ts';
import { type Mutant, mutantsOf } from '../../mutant.ts';
import { only } from '../conditions.ts';
import { base64Of, ed25519, hexOf } from './faults.ts';

/** Faults in the fingerprints of Ed25519 keys. */
export const FINGERPRINT_ED25519: readonly Mutant[] = mutantsOf('fingerprint', {
  'imported-ed25519-md5': {
    summary: 'the fingerprint of an imported Ed25519 key is the MD5 of its DER',
    mustBeKilledBy: 'fingerprint.import.ed25519',
    source: 'https://github.com/localstack/localstack/issues/9337',
    fault: ed25519('imported', (key) => hexOf('md5', spkiDer(key))),
  },
  'imported-ed25519-prefix': {
    summary: 'the fingerprint of an imported Ed25519 key starts with `SHA256:`',
    mustBeKilledBy: 'fingerprint.import.ed25519',
    source: 'https://github.com/mulgadc/spinifex/pull/571',
    fault: ed25519('imported', (key) => `SHA256:${sha256OfSshBlob(key)}`),
  },
  'imported-ed25519-unpadded': {
    summary: 'the fingerprint of an imported Ed25519 key has no padding',
    mustBeKilledBy: 'fingerprint.import.recorded-ed25519',
    source: 'https://github.com/mulgadc/spinifex/pull/571',
    fault: ed25519('imported', (key) => sha256OfSshBlob(key).replace('=', '')),
  },
  'imported-ed25519-der': {
    summary: 'the fingerprint of an imported Ed25519 key is over its DER',
    mustBeKilledBy: 'fingerprint.import.recorded-ed25519',
    source: 'https://github.com/floci-io/floci/pull/3307',
    fault: ed25519('imported', (key) => base64Of(spkiDer(key))),
  },
  'imported-ed25519-url-alphabet': {
    summary: 'the fingerprint of an imported Ed25519 key uses the alphabet for addresses',
    mustBeKilledBy: 'fingerprint.import.recorded-ed25519',
    fault: ed25519('imported', (key) => sha256OfSshBlob(key).replaceAll('+', '-').replaceAll('/', '_')),
  },
  'created-ed25519-prefix': {
    summary: 'the fingerprint of a created Ed25519 key starts with `SHA256:`',
    mustBeKilledBy: 'fingerprint.create.ed25519-pem',
    source: 'https://github.com/kubernetes/kops/pull/13304',
    fault: ed25519('created', (key) => `SHA256:${sha256OfSshBlob(key)}`),
  },
  'created-ed25519-unpadded': {
    summary: 'the fingerprint of a created Ed25519 key has no padding',
    mustBeKilledBy: 'fingerprint.create.ed25519-pem',
    fault: ed25519('created', (key) => sha256OfSshBlob(key).replace('=', '')),
  },
  'created-ed25519-hex': {
    summary: 'the fingerprint of a created Ed25519 key is hex with colons',
    mustBeKilledBy: 'fingerprint.create.ed25519-pem',
    fault: ed25519('created', (key) => hexOf('sha256', sshBlob(key))),
  },
  'created-ed25519-ppk-line': {
    summary: 'the fingerprint of an Ed25519 key created as PPK is over its OpenSSH line',
    mustBeKilledBy: 'fingerprint.create.ed25519-ppk',
    fault: ({ fingerprints, types }) => ({
      fingerprints: {
        createdEd25519: only(
          (ctx) => types.keyFormat(ctx) === 'ppk',
          (_ctx, key) => base64Of(openSshLine(publicKeyOf(key))),
          fingerprints.createdEd25519,
        ),
      },
    }),
  },
});
