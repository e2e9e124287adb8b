import { refusal } from '../../../../targets/ec2/reference/outcome.ts';
import { type Mutant, mutantsOf } from '../../mutant.ts';
import { accept } from '../conditions.ts';
import { keepResidue } from '../faults/residue.ts';
import { lets, letsBytes, someKey } from './faults.ts';
import { startsAs } from './texts.ts';

/** Faults in which texts are refused. */
export const IMPORT_REFUSED: readonly Mutant[] = mutantsOf('import', {
  'any-text-accepted': {
    summary: 'import takes any text for a key',
    mustBeKilledBy: 'import.import.text',
    fault: lets(() => true),
  },
  'type-name-and-base64-accepted': {
    summary: 'import takes the type name ssh-rsa with any base64 behind it',
    mustBeKilledBy: 'import.import.any-text',
    fault: lets((text) => /^ssh-rsa [A-Za-z0-9+/]+=*(?: .*)?\s*$/.test(text)),
  },
  'any-bytes-accepted': {
    summary: 'import takes any bytes beyond ASCII for a key',
    mustBeKilledBy: 'import.import.any-bytes',
    fault: letsBytes((bytes) => bytes.some((byte) => byte > 0x7f)),
  },
  'text-other-code': {
    summary: 'import refuses material that is no key as InvalidKeyPair.Format',
    mustBeKilledBy: 'import.import.text',
    fault: () => ({
      material: {
        malformed: () => refusal('InvalidKeyPair.Format', 'Key is not in valid OpenSSH public key format'),
      },
    }),
  },
  'text-stored': {
    summary: 'import refuses material that is no key rightly and keeps a key pair of that name',
    mustBeKilledBy: 'import.import.text',
    fault: ({ material }) => ({
      material: {
        malformed: (ctx) => {
          keepResidue(ctx);
          return material.malformed(ctx);
        },
      },
    }),
  },
  'empty-accepted': {
    summary: 'import takes empty material',
    mustBeKilledBy: 'import.import.empty',
    fault: ({ material }) => ({
      material: {
        missing: (ctx) =>
          ctx.parameters.get('PublicKeyMaterial') === '' ? undefined : material.missing(ctx),
        read: (ctx) => (ctx.parameters.get('PublicKeyMaterial') === '' ? someKey('rsa') : material.read(ctx)),
      },
    }),
  },
  'absent-is-malformed': {
    summary: 'import without material is refused as malformed',
    mustBeKilledBy: 'import.import.absent',
    fault: () => ({ material: { missing: accept } }),
  },
  'ecdsa-accepted': {
    summary: 'import takes ECDSA keys',
    mustBeKilledBy: 'import.import.ecdsa',
    fault: lets((text) => text.startsWith('ecdsa-sha2-')),
  },
  'dsa-accepted': {
    summary: 'import takes DSA keys',
    mustBeKilledBy: 'import.import.dsa',
    fault: lets(startsAs('ssh-dss')),
  },
  'dsa-documented-code': {
    summary: 'import refuses DSA keys with the documented code alone',
    mustBeKilledBy: 'import.import.dsa-code',
    fault: ({ material }) => ({
      material: {
        read: (ctx) => {
          const sent = Buffer.from(ctx.parameters.get('PublicKeyMaterial') ?? '', 'base64').toString(
            'latin1',
          );
          return sent.startsWith('ssh-dss') ? refusal('InvalidKeyPair.Format', 'DSA') : material.read(ctx);
        },
      },
    }),
  },
});
