import { generateKeyPairSync } from 'node:crypto';
import { leaf } from '../../../../targets/ec2/reference/outcome.ts';
import { type Mutant, mutantsOf } from '../../mutant.ts';
import { describing, importing, only } from '../conditions.ts';
import { asksPpk, inAnswer, withOtherCheckBytes } from './faults.ts';
import { rsaContainer } from './rsa-container.ts';

/** Faults in the form of the private key. */
export const KEY_MATERIAL_FORMS: readonly Mutant[] = mutantsOf('key-material', {
  'ppk-is-pem': {
    summary: 'PPK is ignored for RSA keys: they come as PEM',
    mustBeKilledBy: 'key-material.create.rsa-ppk.container',
    fault: ({ keyMaterial }) => ({ keyMaterial: { rsaPpk: (ctx, key) => keyMaterial.rsaPem(ctx, key) } }),
  },
  'ppk-is-openssh': {
    summary: 'PPK is ignored for Ed25519 keys: they come in the OpenSSH container',
    mustBeKilledBy: 'key-material.create.ed25519-ppk.container',
    fault: ({ keyMaterial }) => ({
      keyMaterial: { ed25519Ppk: (ctx, key, name) => keyMaterial.ed25519Pem(ctx, key, name) },
    }),
  },
  'ppk-version-3': {
    summary: 'PPK files call themselves version 3',
    mustBeKilledBy: 'key-material.create.rsa-ppk.container',
    fault: inAnswer('rsaPpk', (text) => text.replace('User-Key-File-2', 'User-Key-File-3')),
  },
  'ppk-wrong-mac': {
    summary: 'the Private-MAC of an RSA key in PPK does not fit',
    mustBeKilledBy: 'key-material.create.rsa-ppk.container',
    fault: inAnswer('rsaPpk', (text) =>
      text.replace(
        /(Private-MAC: )(.)/,
        (_all, head: string, digit: string) => head + (digit === '0' ? '1' : '0'),
      ),
    ),
  },
  'ppk-no-mac-ed25519': {
    summary: 'an Ed25519 key in PPK has no Private-MAC',
    mustBeKilledBy: 'key-material.create.ed25519-ppk.container',
    fault: inAnswer('ed25519Ppk', (text) => text.replace(/Private-MAC:.*\r?\n?/, '')),
  },
  'ppk-comment-constant-rsa': {
    summary: 'the comment of an RSA key in PPK is the same for all names',
    mustBeKilledBy: 'key-material.create.rsa-ppk.comment',
    fault: ({ keyMaterial }) => ({
      keyMaterial: {
        ppkComment: (ctx, name) =>
          ctx.parameters.get('KeyType') === 'ed25519'
            ? keyMaterial.ppkComment(ctx, name)
            : 'imported-openssh-key',
      },
    }),
  },
  'ppk-comment-empty-ed25519': {
    summary: 'the comment of an Ed25519 key in PPK is empty',
    mustBeKilledBy: 'key-material.create.ed25519-ppk.comment',
    fault: ({ keyMaterial }) => ({
      keyMaterial: {
        ppkComment: (ctx, name) =>
          ctx.parameters.get('KeyType') === 'ed25519' ? '' : keyMaterial.ppkComment(ctx, name),
      },
    }),
  },
  'ed25519-pkcs8': {
    summary: 'Ed25519 keys come as PKCS#8',
    mustBeKilledBy: 'key-material.create.ed25519-pem.container',
    fault: () => ({
      keyMaterial: { ed25519Pem: (_ctx, key) => key.export({ format: 'pem', type: 'pkcs8' }).toString() },
    }),
  },
  'ed25519-is-rsa': {
    summary: 'the key type is ignored: Ed25519 keys are RSA keys',
    mustBeKilledBy: 'key-material.create.ed25519-pem.container',
    source: 'https://github.com/getmoto/moto/pull/6904',
    fault: ({ keyMaterial, fingerprints }) => ({
      keyMaterial: {
        generate: (ctx) => keyMaterial.generate(ctx, 'rsa'),
        ed25519Pem: (ctx, key) => keyMaterial.rsaPem(ctx, key),
        ed25519Ppk: (ctx, key, name) => keyMaterial.rsaPpk(ctx, key, name),
      },
      fingerprints: { createdEd25519: (ctx, key) => fingerprints.createdRsa(ctx, key) },
    }),
  },
  'ed25519-pem-holds-rsa': {
    summary: 'the OpenSSH container of an Ed25519 pair holds an RSA key',
    mustBeKilledBy: 'key-material.create.ed25519-pem.size',
    source: 'https://github.com/getmoto/moto/pull/6904',
    fault: ({ keyMaterial }) => ({
      keyMaterial: {
        generate: (ctx, type) => keyMaterial.generate(ctx, asksPpk(ctx) ? type : 'rsa'),
        ed25519Pem: (_ctx, key) => rsaContainer(key),
      },
    }),
  },
  'ed25519-ppk-holds-rsa': {
    summary: 'the PPK file of an Ed25519 pair holds an RSA key',
    mustBeKilledBy: 'key-material.create.ed25519-ppk.size',
    source: 'https://github.com/getmoto/moto/pull/6904',
    fault: ({ keyMaterial }) => ({
      keyMaterial: { generate: (ctx, type) => keyMaterial.generate(ctx, asksPpk(ctx) ? 'rsa' : type) },
    }),
  },
  'ed25519-check-bytes': {
    summary: 'the two check numbers inside an Ed25519 key differ',
    mustBeKilledBy: 'key-material.create.ed25519-pem.container',
    fault: inAnswer('ed25519Pem', withOtherCheckBytes),
  },
  'import-shows-private': {
    summary: 'import answers with a private key',
    mustBeKilledBy: 'key-material.import.never-shown',
    fault: ({ xml }) => ({
      xml: {
        fields: only(
          importing,
          (_ctx, fields) => [
            ...fields,
            leaf(
              'keyMaterial',
              generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
            ),
          ],
          xml.fields,
        ),
      },
    }),
  },
  'describe-shows-private': {
    summary: 'a describe shows the private key of created pairs',
    mustBeKilledBy: 'key-material.describe.never-shown',
    fault: ({ keyMaterial, responses }) => {
      const kept = new Map<string, string>();
      return {
        keyMaterial: {
          render: (ctx, key, type, name) => {
            const text = keyMaterial.render(ctx, key, type, name);
            kept.set(name, text);
            return text;
          },
        },
        responses: {
          describedItem: only(
            describing,
            (ctx, pair) => [
              ...responses.describedItem(ctx, pair),
              leaf('keyMaterial', kept.get(pair.name) ?? ''),
            ],
            responses.describedItem,
          ),
        },
      };
    },
  },
});
