import { openSshLine } from '../../../../targets/reference/keys/public-text.ts';
import { type Mutant, mutantsOf } from '../../mutant.ts';
import { publicKeyBySent } from './faults.ts';

/** Faults in the public keys of imported key pairs, each for one of the forms in which material comes. */
export const DESCRIBE_IMPORTED_KEYS: readonly Mutant[] = mutantsOf('describe', {
  'public-key-last-word-replaced': {
    summary: 'a describe puts the name in the place of the last word of a line that has no comment',
    mustBeKilledBy: 'describe.describe.public-key-imported-ed25519-openssh',
    fault: publicKeyBySent((sent, { name }, right) =>
      sent.split(' ').length === 2 ? `${sent.split(' ')[0]} ${name}\n` : right,
    ),
  },
  'public-key-comment-decoded': {
    summary: 'a describe shows Ed25519 keys with the comment of their line decoded as a part of the key',
    mustBeKilledBy: 'describe.describe.public-key-imported-ed25519-openssh-comment',
    fault: publicKeyBySent((sent, { name }, right) => {
      const [, rest] = /^ssh-ed25519 (\S+ .+)$/s.exec(sent) ?? [];
      if (rest === undefined) return right;
      const read = Buffer.from(rest.replaceAll(/[^A-Za-z0-9+/]/g, ''), 'base64');
      return `ssh-ed25519 ${read.toString('base64')} ${name}\n`;
    }),
  },
  'public-key-line-end-encoded': {
    summary: 'a describe shows the base64 of a whole Ed25519 line where it was sent with a newline',
    mustBeKilledBy: 'describe.describe.public-key-imported-ed25519-openssh-newline',
    fault: publicKeyBySent((sent, { name }, right) =>
      /^ssh-ed25519 .*\n$/.test(sent)
        ? `ssh-ed25519 ${Buffer.from(sent).toString('base64')} ${name}\n`
        : right,
    ),
  },
  'public-key-wrapped': {
    summary: 'a describe shows the base64 of RSA keys in lines of 76 characters',
    mustBeKilledBy: 'describe.describe.public-key-imported-rsa-openssh-newline',
    fault: publicKeyBySent((_sent, _pair, right) => right.replaceAll(/\S{76}/g, '$&\n')),
  },
  'public-key-block-shown': {
    summary: 'a describe shows a key that came as an RFC 4716 block as that block',
    mustBeKilledBy: 'describe.describe.public-key-imported-rsa-rfc4716',
    fault: publicKeyBySent((sent, _pair, right) => (sent.startsWith('---- BEGIN') ? sent : right)),
  },
  'public-key-der-shown': {
    summary: 'a describe shows a key that came as the text of its DER as that text',
    mustBeKilledBy: 'describe.describe.public-key-imported-rsa-der-base64',
    fault: publicKeyBySent((sent, _pair, right) => (sent.startsWith('MII') ? sent : right)),
  },
  'public-key-no-comment-where-none': {
    summary: 'a describe puts the name in the place of a comment, and nowhere where there was none',
    mustBeKilledBy: 'describe.describe.public-key-comment-imported-without',
    fault: publicKeyBySent((sent, { publicKey }, right) =>
      sent.split(' ').length === 2 ? `${openSshLine(publicKey)}\n` : right,
    ),
  },
  'public-key-comment-of-block': {
    summary: 'a describe keeps the Comment header of an RFC 4716 block as the comment',
    mustBeKilledBy: 'describe.describe.public-key-comment-imported-rfc4716',
    fault: publicKeyBySent((sent, { publicKey }, right) => {
      const [, comment] = /^Comment: "?(.*?)"?$/m.exec(sent) ?? [];
      return comment === undefined ? right : `${openSshLine(publicKey, comment)}\n`;
    }),
  },
  'public-key-newline-twice': {
    summary: 'a describe adds a newline to the one with which the material ended',
    mustBeKilledBy: 'describe.describe.public-key-newline-imported-with',
    fault: publicKeyBySent((sent, _pair, right) => (sent.endsWith('\n') ? `${right}\n` : right)),
  },
});
