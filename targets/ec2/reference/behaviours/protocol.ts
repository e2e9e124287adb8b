import type { ProtocolOf } from '../../../reference/behaviours/protocol.ts';
import { Parameters, readParameters } from '../../../reference/request.ts';
import type { Context } from '../context.ts';
import { type Outcome, type Refusal, refusal } from '../outcome.ts';
import { isKnownParameter } from '../parameters.ts';
import { isPublished } from '../versions.ts';

/** The rules of the query protocol that hold for every action. */
export interface ProtocolBehaviours extends ProtocolOf<Context, Outcome> {
  /** Refuses a parameter the action does not have. */
  unknownParameter(ctx: Context): Refusal | undefined;
}

/** Whether an action has the version; STS is a service of its own that answers at the same address here. */
function hasVersion(action: string, version: string): boolean {
  return action === 'GetCallerIdentity' ? version === '2011-06-15' : isPublished(version);
}

/** The protocol of EC2. */
export const correctProtocol: ProtocolBehaviours = {
  parameters(request) {
    const read = readParameters(request);
    if (read instanceof Parameters) return read;
    if (read === 'too large') {
      // Inferred: the documents give no limit for the body of a request.
      return refusal('RequestEntityTooLarge', 'The request body is too large.', 413);
    }
    // Documented code; the text is inferred.
    return refusal('MalformedQueryString', 'The query string contains a syntax error.');
  },

  method: (ctx) =>
    ctx.request.method === 'GET' || ctx.request.method === 'POST'
      ? undefined
      : // Inferred: no answer of EC2 to another method is recorded.
        refusal('MethodNotAllowed', `The method ${ctx.request.method} is not allowed. Use GET or POST.`, 405),

  throttle: () => undefined,

  missingAction: (ctx) =>
    ctx.action === ''
      ? // Documented code; the text is inferred from other services.
        refusal('MissingAction', 'The request must contain the parameter Action')
      : undefined,

  version(ctx) {
    const version = ctx.parameters.get('Version') ?? '';
    // Inferred: the general rule for a parameter that is not there.
    if (version === '') return refusal('MissingParameter', 'The request must contain the parameter Version');
    if (hasVersion(ctx.action, version)) return undefined;
    return refusal('NoSuchVersion', `The requested version (${version}) of service AmazonEC2 does not exist`);
  },

  unknownAction: (ctx) =>
    refusal('InvalidAction', `The action ${ctx.action} is not valid for this web service.`),

  unknownParameter(ctx) {
    // Observed for a delete whose name is sent as a list.
    if (ctx.action === 'DeleteKeyPair' && ctx.parameters.indexes('KeyName').length > 0) {
      return refusal('InvalidRequest', 'The request received was invalid.');
    }
    const unknown = ctx.parameters.names().find((name) => !isKnownParameter(ctx.action, name));
    // Observed of other actions, code and text.
    return unknown === undefined
      ? undefined
      : refusal('UnknownParameter', `The parameter ${unknown} is not recognized`);
  },

  boolean: (ctx, name) => ctx.parameters.get(name)?.toLowerCase() === 'true',

  invalidBoolean(ctx, name) {
    const value = ctx.parameters.get(name);
    if (value === undefined || /^(true|false)$/i.test(value)) return undefined;
    // Inferred: no recording of a boolean that is neither.
    return refusal(
      'InvalidParameterValue',
      `Invalid value '${value}' for ${name}. It should be true or false`,
    );
  },

  delay: () => Promise.resolve(),

  fault: () => refusal('InternalError', 'An internal error has occurred', 500),
};
