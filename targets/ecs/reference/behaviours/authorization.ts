import { type HttpRequest, headerOf, type Parameters } from '../../../reference/request.ts';
import type { Context } from '../context.ts';
import { type AcsCredential, readCredential } from '../credential.ts';
import { firstRefusal, type Refusal, refusal } from '../outcome.ts';
import { expectedSignature, type SignedCredential, signatureMatches } from '../signature.ts';

/** Who is asking, and whether they may. */
export interface AuthorizationBehaviours {
  /** The credential a request carries, by its own claim. */
  credential(request: HttpRequest, parameters: Parameters): AcsCredential | undefined;
  /** Refuses a request without any credential, or with one that cannot be read. */
  missing(ctx: Context): Refusal | undefined;
  /** All checks of a credential, when the server verifies. */
  authenticate(ctx: Context): Refusal | undefined;
  /** Refuses an access key that does not exist. */
  unknownAccessKey(ctx: Context, credential: SignedCredential): Refusal | undefined;
  /** Refuses a session token that does not belong to the access key. */
  wrongToken(ctx: Context, credential: SignedCredential): Refusal | undefined;
  /** The time of the request as it is written. */
  stamp(ctx: Context, credential: SignedCredential): string;
  /** How far the time of a request may lie from now, in seconds. */
  clockSkewSeconds(ctx: Context): number;
  /** Refuses a time that cannot be read or lies too far away. */
  wrongTime(ctx: Context, credential: SignedCredential): Refusal | undefined;
  /** Refuses a signature number that is missing or has been used. */
  usedNonce(ctx: Context, credential: SignedCredential): Refusal | undefined;
  /** Refuses a signature that is missing or wrong. */
  wrongSignature(ctx: Context, credential: SignedCredential): Refusal | undefined;
  /** The text that tells what the signature should have been over. */
  mismatch(ctx: Context, credential: SignedCredential): string;
  /** Refuses an action the caller has no permission for. */
  authorize(ctx: Context): Refusal | undefined;
}

/** A common parameter that is not there. */
export function mandatory(name: string): Refusal {
  return refusal(`Missing${name}`, `${name} is mandatory for this action.`);
}

const STAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/** One user, who may do everything but what the server is told to deny. */
export const correctAuthorization: AuthorizationBehaviours = {
  credential: readCredential,

  missing({ credential }) {
    if (credential === undefined) return mandatory('AccessKeyId');
    return credential.kind === 'unreadable'
      ? refusal('IncompleteSignature', 'The request signature does not conform to Aliyun standards.')
      : undefined;
  },

  authenticate(ctx) {
    const { credential, behaviours, service } = ctx;
    if (service.verify === undefined || credential === undefined || credential.kind === 'unreadable')
      return undefined;
    const { authorization } = behaviours;
    // Inferred: which of several faults speaks first.
    return firstRefusal(
      () => authorization.unknownAccessKey(ctx, credential),
      () => authorization.wrongToken(ctx, credential),
      () => authorization.wrongTime(ctx, credential),
      () => authorization.wrongSignature(ctx, credential),
      () => authorization.usedNonce(ctx, credential),
    );
  },

  unknownAccessKey: (ctx, { accessKeyId }) =>
    accessKeyId === ctx.service.verify?.accessKeyId
      ? undefined
      : refusal('InvalidAccessKeyId.NotFound', 'Specified access key is not found.', 404),

  wrongToken(ctx, { kind }) {
    const { request, parameters } = ctx;
    const token = kind === 'v3' ? headerOf(request, 'x-acs-security-token') : parameters.get('SecurityToken');
    // Inferred: code and text come from memory of other products.
    return token === ctx.service.verify?.sessionToken
      ? undefined
      : refusal('InvalidSecurityToken.Malformed', 'Specified SecurityToken is malformed.');
  },

  stamp: (ctx, { kind }) =>
    (kind === 'v3' ? headerOf(ctx.request, 'x-acs-date') : ctx.parameters.get('Timestamp')) ?? '',

  // Unsettled: 15 minutes by the table of errors, 31 by the page on signatures.
  clockSkewSeconds: () => 900,

  wrongTime(ctx, credential) {
    const { authorization, clock } = ctx.behaviours;
    const stamp = authorization.stamp(ctx, credential);
    if (stamp === '') return mandatory('Timestamp');
    const at = STAMP.test(stamp) ? Date.parse(stamp) : Number.NaN;
    if (Number.isNaN(at))
      return refusal('InvalidTimeStamp.Format', 'Specified time stamp or date value is not well formatted.');
    const away = Math.abs(clock.now(ctx).getTime() - at) / 1_000;
    return away <= authorization.clockSkewSeconds(ctx)
      ? undefined
      : refusal('InvalidTimeStamp.Expired', 'Specified time stamp or date value is expired.');
  },

  usedNonce(ctx, { kind }) {
    const { request, parameters, service, behaviours } = ctx;
    const nonce =
      kind === 'v3' ? headerOf(request, 'x-acs-signature-nonce') : parameters.get('SignatureNonce');
    if (nonce === undefined || nonce === '') return mandatory('SignatureNonce');
    const now = behaviours.clock.now(ctx).getTime();
    // A number needs to be remembered only as long as its request could come again in time.
    const forgotten = now - 2_000 * behaviours.authorization.clockSkewSeconds(ctx);
    for (const [old, usedAt] of service.nonces) {
      if (usedAt >= forgotten) break;
      service.nonces.delete(old);
    }
    if (service.nonces.has(nonce))
      return refusal('SignatureNonceUsed', 'Specified signature nonce was used already.');
    service.nonces.set(nonce, now);
    return undefined;
  },

  wrongSignature(ctx, credential) {
    const { request, parameters, service, behaviours } = ctx;
    if (credential.signature === undefined) return mandatory('Signature');
    const secret = service.verify?.secretAccessKey ?? '';
    return signatureMatches(credential, request, parameters, secret)
      ? undefined
      : refusal('SignatureDoesNotMatch', behaviours.authorization.mismatch(ctx, credential));
  },

  // Observed for version 2; the text of version 3 was seen second hand.
  mismatch({ request, parameters }, credential) {
    const { stringToSign, canonicalRequest } = expectedSignature(credential, request, parameters);
    if (canonicalRequest === undefined)
      return `Specified signature is not matched with our calculation. server string to sign is:${stringToSign}`;
    return `Specified signature does not match our calculation. server StringToSign is [${stringToSign}] server CanonicalRequest is [${canonicalRequest}]`;
  },

  authorize: (ctx) =>
    ctx.service.denied.has(ctx.action)
      ? refusal(
          'Forbidden.RAM',
          "User not authorized to operate on the specified resource, or this API doesn't support RAM.",
          403,
        )
      : undefined,
};
