import type { HttpRequest, Parameters } from '../../../reference/request.ts';
import type { Context } from '../context.ts';
import { type Refusal, refusal } from '../outcome.ts';
import {
  type Credential,
  readCredential,
  type SignedCredential,
  signatureMatches,
  signingTime,
} from '../sigv4.ts';

/** Who is asking, for which region, and whether they may. */
export interface AuthorizationBehaviours {
  /** The credential a request carries, by its own claim. */
  credential(request: HttpRequest, parameters: Parameters): Credential | undefined;
  /** The region whose key pairs the request is about. */
  region(credential: Credential | undefined): string;
  /** Refuses a request without any credential. */
  missing(ctx: Context): Refusal | undefined;
  /** Refuses a wrong access key, signature, token or time, when the server verifies. */
  authenticate(ctx: Context): Refusal | undefined;
  /** Whether the secret of the server gives the signature of the request. */
  matches(
    request: HttpRequest,
    parameters: Parameters,
    credential: SignedCredential,
    secret: string,
  ): boolean;
  /** How far a signing time may lie from now, in seconds. */
  clockSkewSeconds(ctx: Context): number;
  /** Refuses an action the caller has no permission for. */
  authorize(ctx: Context): Refusal | undefined;
}

/** The account of everybody who asks. */
export const ACCOUNT = '000000000000';

/** The region of requests that name none: where the global endpoint of EC2 leads. */
const DEFAULT_REGION = 'us-east-1';

function unauthorizedOperation(ctx: Context): Refusal {
  const action = `ec2:${ctx.action}`;
  const name = ctx.parameters.get('KeyName');
  // Observed: the resource is named by the key's name, not by its id. Without a name there is no resource to tell.
  const resource =
    name === undefined ? '' : ` on resource: arn:aws:ec2:${ctx.region}:${ACCOUNT}:key-pair/${name}`;
  return refusal(
    'UnauthorizedOperation',
    `You are not authorized to perform this operation. User: arn:aws:iam::${ACCOUNT}:user/reference is not authorized to perform: ${action}${resource} because no identity-based policy allows the ${action} action.`,
    403,
  );
}

function authFailure(): Refusal {
  return refusal('AuthFailure', 'AWS was not able to validate the provided access credentials', 401);
}

/** EC2 with one user, who may do everything but what the server is told to deny. */
export const correctAuthorization: AuthorizationBehaviours = {
  credential: readCredential,

  region: (credential) =>
    credential === undefined || credential.kind === 'unsigned' ? DEFAULT_REGION : credential.region,

  missing: (ctx) =>
    ctx.credential === undefined
      ? refusal('MissingParameter', 'The request must contain the parameter AWSAccessKeyId')
      : undefined,

  authenticate(ctx) {
    const { credential, request, parameters } = ctx;
    const { verify } = ctx.service;
    if (verify === undefined || credential === undefined) return undefined;
    if (credential.kind === 'unsigned' || credential.accessKeyId !== verify.accessKeyId) return authFailure();
    // The STS action is answered beside EC2, so its scope is as good.
    if (credential.service !== (ctx.action === 'GetCallerIdentity' ? 'sts' : 'ec2')) return authFailure();
    const header = request.headers['x-amz-security-token'];
    const token = credential.kind === 'query' ? parameters.get('X-Amz-Security-Token') : header;
    if (token !== verify.sessionToken) return authFailure();
    const { authorization } = ctx.behaviours;
    if (!authorization.matches(request, parameters, credential, verify.secretAccessKey)) return authFailure();
    const { at, validFor } = signingTime(credential, request, parameters);
    const skew = authorization.clockSkewSeconds(ctx);
    const age = (ctx.behaviours.clock.now(ctx).getTime() - at) / 1_000;
    // Inferred: a time in the future, or none, is an invalid credential rather than an expired one.
    if (!(age >= -skew)) return authFailure();
    return age <= (validFor ?? skew) ? undefined : refusal('RequestExpired', 'Request has expired.');
  },

  matches: (request, parameters, credential, secret) =>
    signatureMatches(credential, request, parameters, secret),

  // Inferred: five minutes is what the signing documents of most services allow.
  clockSkewSeconds: () => 300,

  authorize: (ctx) => (ctx.service.denied.has(ctx.action) ? unauthorizedOperation(ctx) : undefined),
};
