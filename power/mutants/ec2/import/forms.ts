import { parseRfc4716 } from '../../../../targets/reference/keys/public-text.ts';
import { type Mutant, mutantsOf } from '../../mutant.ts';
import { accept } from '../conditions.ts';
import { failsOnHugeLength, ignoresTypeName, lets, letsBytes } from './faults.ts';
import {
  blobOf,
  hasForeignCharacter,
  holdsKeyAndMore,
  hugeLength,
  isPem,
  isPkcs1,
  startsAs,
} from './texts.ts';

/** Faults in which forms of a public key are refused. */
export const IMPORT_FORMS: readonly Mutant[] = mutantsOf('import', {
  'rsa-pem-accepted': {
    summary: 'import takes RSA keys as PEM',
    mustBeKilledBy: 'import.import.rsa-pem',
    fault: lets(isPem('rsa')),
  },
  'rsa-pkcs1-pem-accepted': {
    summary: 'import takes RSA keys as PEM of PKCS#1',
    mustBeKilledBy: 'import.import.rsa-pkcs1-pem',
    fault: lets((text) => text.startsWith('-----BEGIN RSA PUBLIC KEY-----')),
  },
  'ed25519-pem-accepted': {
    summary: 'import takes Ed25519 keys as PEM',
    mustBeKilledBy: 'import.import.ed25519-pem',
    fault: lets(isPem('ed25519'), 'ed25519'),
  },
  'der-text-any': {
    summary: 'import takes the base64 text of any DER',
    mustBeKilledBy: 'import.import.rsa-pkcs1-text',
    fault: lets((text) => /^MI/.test(text)),
  },
  'ed25519-der-text-accepted': {
    summary: 'import takes the base64 text of the DER of an Ed25519 key',
    mustBeKilledBy: 'import.import.ed25519-spki-text',
    fault: lets((text) => /^MCowBQYDK2Vw/.test(text), 'ed25519'),
  },
  'binary-der-accepted': {
    summary: 'import takes RSA keys as binary DER',
    mustBeKilledBy: 'import.import.rsa-der',
    fault: letsBytes((bytes) => bytes[0] === 0x30),
  },
  'binary-pkcs1-accepted': {
    summary: 'import takes RSA keys as binary PKCS#1',
    mustBeKilledBy: 'import.import.rsa-pkcs1-der',
    fault: letsBytes(isPkcs1),
  },
  'binary-is-malformed': {
    summary: 'import refuses binary material as malformed',
    mustBeKilledBy: 'import.import.ed25519-der',
    fault: () => ({ material: { nonAscii: accept } }),
  },
  'options-accepted': {
    summary: 'import takes options before an RSA key, as in authorized_keys',
    mustBeKilledBy: 'import.import.rsa-options',
    source: 'https://github.com/mulgadc/spinifex/pull/567',
    fault: lets((text) => /^\S.*\sssh-rsa /.test(text)),
  },
  'options-accepted-ed25519': {
    summary: 'import takes options before an Ed25519 key, as in authorized_keys',
    mustBeKilledBy: 'import.import.ed25519-options',
    source: 'https://github.com/mulgadc/spinifex/pull/567',
    fault: lets((text) => /^\S.*\sssh-ed25519 /.test(text), 'ed25519'),
  },
  'ed25519-rfc4716-accepted': {
    summary: 'import takes Ed25519 keys as RFC 4716 blocks',
    mustBeKilledBy: 'import.import.ed25519-rfc4716',
    fault: () => ({ material: { rfc4716: (_ctx, text) => parseRfc4716(text, ['rsa', 'ed25519']) } }),
  },
  'escaped-newline-accepted': {
    summary: 'import takes two lines with an escaped newline between them',
    mustBeKilledBy: 'import.import.escaped-newline',
    fault: lets((text) => text.includes('\\n')),
  },
  'cut-blob-accepted': {
    summary: 'import takes an RSA key whose blob is cut off',
    mustBeKilledBy: 'import.import.rsa-cut',
    fault: lets((text) => startsAs('ssh-rsa')(text) && blobOf(text).length > 60 && !hugeLength(blobOf(text))),
  },
  'extended-blob-accepted': {
    summary: 'import takes what follows an RSA key in its blob',
    mustBeKilledBy: 'import.import.rsa-extended',
    source: 'https://github.com/mulgadc/spinifex/pull/567',
    fault: lets((text) => startsAs('ssh-rsa')(text) && holdsKeyAndMore(blobOf(text))),
  },
  'extended-blob-accepted-ed25519': {
    summary: 'import takes what follows an Ed25519 key in its blob',
    mustBeKilledBy: 'import.import.ed25519-extended',
    source: 'https://github.com/mulgadc/spinifex/pull/567',
    fault: lets((text) => startsAs('ssh-ed25519')(text) && holdsKeyAndMore(blobOf(text)), 'ed25519'),
  },
  'huge-length-500': {
    summary: 'a blob of an RSA key that announces far more bytes than it has is an internal error',
    mustBeKilledBy: 'import.import.rsa-huge-length',
    source: 'https://github.com/floci-io/floci/pull/3307',
    fault: failsOnHugeLength('ssh-rsa '),
  },
  'huge-length-500-ed25519': {
    summary: 'a blob of an Ed25519 key that announces far more bytes than it has is an internal error',
    mustBeKilledBy: 'import.import.ed25519-huge-length',
    source: 'https://github.com/floci-io/floci/pull/3307',
    fault: failsOnHugeLength('ssh-ed25519 '),
  },
  'type-name-not-compared': {
    summary: 'import does not compare the type before the blob of an RSA key with the one inside',
    mustBeKilledBy: 'import.import.rsa-other-type-name',
    fault: ignoresTypeName((name, { type }) => name === 'ssh-ed25519' && type === 'rsa'),
  },
  'type-name-not-compared-ed25519': {
    summary: 'import does not compare the type before the blob of an Ed25519 key with the one inside',
    mustBeKilledBy: 'import.import.ed25519-other-type-name',
    fault: ignoresTypeName((name, { type }) => name === 'ssh-rsa' && type === 'ed25519'),
  },
  'unknown-type-name-accepted': {
    summary: 'import takes a line whose type does not exist when its blob holds a key',
    mustBeKilledBy: 'import.import.unknown-type-name',
    fault: ignoresTypeName((name) => !['ssh-rsa', 'ssh-ed25519'].includes(name)),
  },
  'type-name-alone': {
    summary: 'import takes a type name without a key',
    mustBeKilledBy: 'import.import.type-name-alone',
    fault: lets((text) => /^ssh-\S+\s*$/.test(text)),
  },
  'private-key-accepted': {
    summary: 'import takes a private key',
    mustBeKilledBy: 'import.import.private-key',
    fault: lets((text) => text.includes('PRIVATE KEY')),
  },
  'ed25519-any-length': {
    summary: 'import takes an Ed25519 key of too few bytes',
    mustBeKilledBy: 'import.import.ed25519-short',
    fault: lets(
      (text) => startsAs('ssh-ed25519')(text) && /^[A-Za-z0-9+/=]+$/.test(text.trim().split(/\s+/)[1] ?? ''),
      'ed25519',
    ),
  },
  'foreign-characters-accepted': {
    summary: 'import passes over characters of an RSA line that are no base64',
    mustBeKilledBy: 'import.import.rsa-not-base64',
    fault: lets(hasForeignCharacter('ssh-rsa')),
  },
  'foreign-characters-accepted-ed25519': {
    summary: 'import passes over characters of an Ed25519 line that are no base64',
    mustBeKilledBy: 'import.import.ed25519-not-base64',
    fault: lets(hasForeignCharacter('ssh-ed25519'), 'ed25519'),
  },
  'cut-blob-accepted-ed25519': {
    summary: 'import takes an Ed25519 key whose blob is cut off',
    mustBeKilledBy: 'import.import.ed25519-cut',
    fault: lets(
      (text) => startsAs('ssh-ed25519')(text) && blobOf(text).length < 51 && !hugeLength(blobOf(text)),
      'ed25519',
    ),
  },
});
