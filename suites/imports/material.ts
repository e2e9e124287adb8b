import type { JsonObject } from '../../specs/contract.ts';
import type { PublicMaterial } from '../keys/material.ts';
import {
  certificateLine,
  constructedRsa,
  dsaLine,
  ecdsaP256Line,
  ed25519FromSeed,
  securityKeyLine,
} from '../keys/synthetic.ts';
import {
  derPkcs1,
  derSpki,
  opensshLine,
  pemPkcs1,
  pemSpki,
  type RsaPublic,
  rfc4716,
} from '../keys/write-public.ts';
import { type Declared, needCapability } from '../scenes/capabilities.ts';
import type { ValueContext } from '../values.ts';
import { BROKEN_LINES, withCharacter, withLength } from './altered-lines.ts';

/** What material is made from: values, and what the owner of the target declares. */
export type MaterialContext = ValueContext & Declared;

/** Something to send as public key material. */
export interface Material {
  /** What to send; undefined means: do not send the parameter. */
  readonly sent: string | Uint8Array | undefined;
  /** The key inside, where there is one that could be imported in another form. */
  readonly key?: PublicMaterial;
  /** In words, for messages. */
  readonly what: string;
}

/**
 * Makes material from a specs value, with a fresh key every time.
 *
 * `form` says how it is written (see `FORMS` and `BROKEN_LINES`), `keyType` and `bits` which key is inside (RSA of 2,048
 * bits by default). A line (`form: line`) takes `comment` (a text, or true for a random one) and `newline: true`, or one
 * of `length` (characters in all) and `character` (one that its base64 must have), which are brought about by the comment,
 * or `padding` (padding characters that its base64 has without a comment). An RFC 4716 block takes `comment` or `character`,
 * which there stands before the key.
 */
export function materialFrom(ctx: MaterialContext, value: JsonObject): Material {
  const form = String(value.form);
  const key = freshKey(ctx, value);
  const name = key.keyType === 'rsa' ? `an RSA key of ${Number(value.bits ?? 2048)} bits` : 'an Ed25519 key';
  const broken = BROKEN_LINES[form];
  if (broken !== undefined) return { sent: broken.write(key, ctx.random), key, what: broken.what };
  const write = FORMS[form];
  if (write === undefined) throw new Error(`${ctx.requirement.id}: given names no known form '${form}'`);
  const { sent, what, keyless } = write(ctx, key, value);
  return keyless === true ? { sent, what } : { sent, key, what: `${name} ${what}` };
}

interface Written {
  readonly sent: Material['sent'];
  readonly what: string;
  /** Set when the fresh key is not inside. */
  readonly keyless?: true;
}

type Form = (ctx: MaterialContext, key: PublicMaterial, value: JsonObject) => Written;

const FORMS: Readonly<Record<string, Form>> = {
  line: (ctx, key, value) => {
    const { comment, newline, length, padding, character } = value;
    if (length !== undefined) {
      return {
        sent: withLength(opensshLine(key), Number(length), ctx.random),
        what: `as an OpenSSH line of ${Number(length)} characters`,
      };
    }
    if (padding !== undefined) {
      return {
        sent: withPadding(ctx, opensshLine(key) + (newline === true ? '\n' : ''), Number(padding)),
        what: `as an OpenSSH line without a comment, whose base64 ends with ${Number(padding)} padding character(s)`,
      };
    }
    if (character !== undefined) {
      return {
        sent: withCharacter(opensshLine(key), String(character), ctx.random),
        what: `as an OpenSSH line whose base64 has a ${String(character)}`,
      };
    }
    const sent = opensshLine(key, commentFrom(ctx, comment)) + (newline === true ? '\n' : '');
    return {
      sent,
      what: `as an OpenSSH line ${comment === undefined ? 'without' : 'with'} a comment${newline === true ? ' and with a newline' : ''}`,
    };
  },
  rfc4716: (ctx, key, value) => {
    const character = value.character;
    if (character === undefined) {
      return {
        sent: rfc4716(key, commentFrom(ctx, value.comment)),
        what: `as an RFC 4716 block ${value.comment === undefined ? 'without headers' : 'with a Comment header'}`,
      };
    }
    return {
      sent: rfc4716(key, withCharacter('', String(character), ctx.random).trim()),
      what: `as an RFC 4716 block whose Comment header puts a ${String(character)} into the base64 before the key`,
    };
  },
  'spki-text': (_ctx, key) => ({
    sent: derSpki(key).toString('base64'),
    what: 'as the base64 text of a DER SubjectPublicKeyInfo',
  }),
  'pkcs1-text': (ctx, key) => ({
    sent: derPkcs1(rsa(ctx, key)).toString('base64'),
    what: 'as the base64 text of a DER PKCS#1 public key',
  }),
  'spki-pem': (_ctx, key) => ({ sent: pemSpki(key), what: 'as PEM (PUBLIC KEY)' }),
  'pkcs1-pem': (ctx, key) => ({ sent: pemPkcs1(rsa(ctx, key)), what: 'as PEM (RSA PUBLIC KEY)' }),
  'spki-der': (_ctx, key) => ({ sent: derSpki(key), what: 'as binary DER (SubjectPublicKeyInfo)' }),
  'pkcs1-der': (ctx, key) => ({ sent: derPkcs1(rsa(ctx, key)), what: 'as binary DER (PKCS#1)' }),
  'options-line': (_ctx, key) => ({
    sent: `no-port-forwarding ${opensshLine(key)}`,
    what: 'as an OpenSSH line behind an option of authorized_keys',
  }),
  'private-pem': (ctx) => ({
    sent: ed25519FromSeed(ctx.random.bytes(32)).privateKey.export({ format: 'pem', type: 'pkcs8' }),
    what: 'a private key (PEM)',
    keyless: true,
  }),
  'ecdsa-line': (ctx) => ({
    sent: ecdsaP256Line(ctx.random.bytes(32)),
    what: 'an ECDSA key as an OpenSSH line',
    keyless: true,
  }),
  'dsa-line': (ctx) => ({
    sent: dsaLine(ctx.random.bytes(32)),
    what: 'a DSA key as an OpenSSH line',
    keyless: true,
  }),
  'security-key-line': (ctx) => ({
    sent: securityKeyLine(ctx.random.bytes(32)),
    what: 'an Ed25519 key of a security key as an OpenSSH line',
    keyless: true,
  }),
  'certificate-line': (ctx, key) => ({
    sent: certificateLine(key, ctx.random.bytes(32)),
    what: 'inside a certificate, as an OpenSSH line',
  }),
  text: (ctx) => ({ sent: `no key ${ctx.random.text(20)}`, what: 'a text that is no key', keyless: true }),
  empty: () => ({ sent: '', what: 'empty material', keyless: true }),
  absent: () => ({ sent: undefined, what: 'no material', keyless: true }),
};

/** Every way to write material. */
export const FORM_NAMES: readonly string[] = [...Object.keys(FORMS), ...Object.keys(BROKEN_LINES)];

/** The key type that a specs value names, where the target has it. */
function freshKey(ctx: MaterialContext, value: JsonObject): PublicMaterial {
  if (value.keyType !== 'ed25519') return constructedRsa(Number(value.bits ?? 2048), ctx.random.bytes(32));
  needCapability(ctx, 'ed25519');
  return ed25519FromSeed(ctx.random.bytes(32));
}

/** Without a comment the padding ends the key itself: a decoder that loses the last bytes loses a part of the key. */
function withPadding(ctx: MaterialContext, line: string, padding: number): string {
  if ((3 - (line.length % 3)) % 3 === padding) return line;
  throw new Error(
    `${ctx.requirement.id}: the base64 of a line of ${line.length} characters has another padding`,
  );
}

function commentFrom(ctx: MaterialContext, comment: unknown): string | undefined {
  if (comment === undefined) return undefined;
  return comment === true
    ? `${ctx.random.text(6)} ${ctx.random.text(4)}@${ctx.random.text(5)}`
    : String(comment);
}

function rsa(ctx: MaterialContext, key: PublicMaterial): RsaPublic {
  if (key.keyType === 'rsa') return key;
  throw new Error(`${ctx.requirement.id}: only RSA keys have this form`);
}
