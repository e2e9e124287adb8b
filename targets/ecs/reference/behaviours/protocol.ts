import { type ProtocolOf, plainProtocol } from '../../../reference/behaviours/protocol.ts';
import { type HttpRequest, headerOf, type Parameters } from '../../../reference/request.ts';
import type { Context } from '../context.ts';
import { type Outcome, type Refusal, refusal } from '../outcome.ts';
import { mandatory } from './authorization.ts';

/** The rules of the RPC style that hold for every action. */
export interface ProtocolBehaviours extends ProtocolOf<Context, Outcome> {
  /** The action asked for: a parameter under signature version 2, a header under version 3; empty when absent. */
  action(request: HttpRequest, parameters: Parameters): string;
  /** The version asked for, from where the action comes; empty when absent. */
  askedVersion(request: HttpRequest, parameters: Parameters): string;
}

/** A value that a parameter cannot have. Inferred: the code, for parameters whose errors are not published. */
export function invalidParameter(name: string): Refusal {
  return refusal('InvalidParameter', `The specified parameter "${name}" is not valid.`);
}

/** Versions by action; STS is a service of its own that answers at the same address here. */
function versionOf(action: string): string {
  return action === 'GetCallerIdentity' ? '2015-04-01' : '2014-05-26';
}

/** The gateway of Alibaba Cloud. */
export const correctProtocol: ProtocolBehaviours = {
  ...plainProtocol<Context>({
    // Inferred: no recording of a broken escape.
    undecodable: refusal('InvalidParameter', 'The request parameters cannot be decoded.'),
    // Unsettled: 400 by the central table of errors, 403 by an older one of ECS. The text is inferred.
    method: () => refusal('UnsupportedHTTPMethod', 'This http method is not supported.'),
    invalidBoolean: invalidParameter,
  }),

  action: (request, parameters) => parameters.get('Action') ?? headerOf(request, 'x-acs-action') ?? '',

  askedVersion: (request, parameters) =>
    parameters.get('Version') ?? headerOf(request, 'x-acs-version') ?? '',

  missingAction: (ctx) => (ctx.action === '' ? mandatory('Action') : undefined),

  version(ctx) {
    if (ctx.version === '') return mandatory('Version');
    if (ctx.version === versionOf(ctx.action)) return undefined;
    return refusal('InvalidVersion', 'Specified parameter Version is not valid.');
  },

  unknownAction: () =>
    refusal('InvalidAction.NotFound', 'Specified api is not found, please check your url and method.', 404),

  fault: () => refusal('InternalError', 'The request processing has failed due to some unknown error.', 500),
};
