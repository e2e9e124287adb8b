import { type ProtocolOf, plainProtocol } from '../../../reference/behaviours/protocol.ts';
import type { Context } from '../context.ts';
import { type Outcome, type Prepared, type Refusal, refusal } from '../outcome.ts';
import { isPublished } from '../versions.ts';

/** Parameters that belong to the protocol and its signatures, for every action. */
const COMMON = new Set([
  'Action',
  'Version',
  'AWSAccessKeyId',
  'Expires',
  'SecurityToken',
  'Signature',
  'SignatureMethod',
  'SignatureVersion',
  'Timestamp',
  'X-Amz-Algorithm',
  'X-Amz-Content-Sha256',
  'X-Amz-Credential',
  'X-Amz-Date',
  'X-Amz-Expires',
  'X-Amz-Security-Token',
  'X-Amz-Signature',
  'X-Amz-SignedHeaders',
]);

const TAGS = [
  'TagSpecification.N.ResourceType',
  'TagSpecification.N.Tag.N.Key',
  'TagSpecification.N.Tag.N.Value',
];

/** The parameters of each action; N stands for a number. */
const BY_ACTION: Readonly<Record<string, ReadonlySet<string>>> = {
  CreateKeyPair: new Set(['DryRun', 'KeyName', 'KeyType', 'KeyFormat', ...TAGS]),
  ImportKeyPair: new Set(['DryRun', 'KeyName', 'PublicKeyMaterial', ...TAGS]),
  DescribeKeyPairs: new Set([
    'DryRun',
    'KeyName.N',
    'KeyPairId.N',
    'IncludePublicKey',
    'Filter.N.Name',
    'Filter.N.Value.N',
  ]),
  DeleteKeyPair: new Set(['DryRun', 'KeyName', 'KeyPairId']),
  CreateTags: new Set(['DryRun', 'ResourceId.N', 'Tag.N.Key', 'Tag.N.Value']),
  DeleteTags: new Set(['DryRun', 'ResourceId.N', 'Tag.N.Key', 'Tag.N.Value']),
  GetCallerIdentity: new Set(),
};

/** Whether an action has a parameter of this name. */
function isKnownParameter(action: string, name: string): boolean {
  if (COMMON.has(name)) return true;
  return BY_ACTION[action]?.has(name.replace(/\.\d{1,9}(?=\.|$)/g, '.N')) ?? false;
}

/** The rules of the query protocol that hold for every action. */
interface ProtocolBehaviours extends ProtocolOf<Context, Outcome> {
  /** Refuses a parameter the action does not have. */
  unknownParameter(ctx: Context): Refusal | undefined;
}

/** Whether an action has the version; STS is a service of its own that answers at the same address here. */
function hasVersion(action: string, version: string): boolean {
  return action === 'GetCallerIdentity' ? version === '2011-06-15' : isPublished(version);
}

/** The protocol of EC2. */
export const correctProtocol: ProtocolBehaviours = {
  ...plainProtocol<Context>({
    // Documented code; the text is inferred.
    undecodable: refusal('MalformedQueryString', 'The query string contains a syntax error.'),
    // Inferred: no answer of EC2 to another method is recorded.
    method: (method) =>
      refusal('MethodNotAllowed', `The method ${method} is not allowed. Use GET or POST.`, 405),
    // Inferred: no recording of a boolean that is neither.
    invalidBoolean: (name, value) =>
      refusal('InvalidParameterValue', `Invalid value '${value}' for ${name}. It should be true or false`),
  }),

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

  fault: () => refusal('InternalError', 'An internal error has occurred', 500),
};

/** The request without its effect. */
interface DryRunBehaviours {
  /** Whether only a dry run is wanted. */
  requested(ctx: Context): boolean;
  /** The refusal that says "permitted". */
  refusal(ctx: Context): Refusal;
  /** The answer to a dry run, given the step that would check the request and the one it would lead to. */
  answer(ctx: Context, prepare: () => Refusal | Prepared): Promise<Outcome>;
}

/** EC2 checks nothing but the permission in a dry run: neither names nor types nor material. */
export const correctDryRun: DryRunBehaviours = {
  requested: (ctx) => ctx.behaviours.protocol.boolean(ctx, 'DryRun'),

  refusal: () => refusal('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', 412),

  answer: (ctx) => Promise.resolve(ctx.behaviours.dryRun.refusal(ctx)),
};
