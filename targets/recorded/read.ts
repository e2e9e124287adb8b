import type { OperationRole } from '../../specs/contract.ts';
import { readCredential, signatureMatches, signingTime } from '../ec2/reference/sigv4.ts';
import { type HttpRequest, hasFormBody, Parameters, readParameters } from '../reference/request.ts';
import type { Credentials } from '../target.ts';

/** A call of the kind that the recorded sessions sent. */
export interface ReadCall {
  readonly action: string;
  readonly operation: OperationRole;
  readonly parameters: Parameters;
}

const OPERATIONS: ReadonlyMap<string, OperationRole> = new Map([
  ['CreateKeyPair', 'create'],
  ['ImportKeyPair', 'import'],
  ['DescribeKeyPairs', 'describe'],
  ['DeleteKeyPair', 'delete'],
]);
const VERSION = '2016-11-15';
/** How old a signature can have been in the sessions, in milliseconds. */
const FRESH_MS = 300_000;

/**
 * Reads a call of a recorded region that is sent as the sessions sent theirs: a form POST of one version, signed in a
 * header by who may; else what about it no session had.
 */
export function readCall(
  request: HttpRequest,
  regions: ReadonlySet<string>,
  verify: Credentials | undefined,
): ReadCall | string {
  const parameters = readParameters(request);
  if (!(parameters instanceof Parameters)) return `a body that is ${parameters}`;
  if (request.method !== 'POST' || request.path !== '/' || request.query !== '' || !hasFormBody(request))
    return 'a request that is no form POST to /';
  const parts = request.body?.toString('latin1').split('&') ?? [];
  if (parts.length !== parameters.names().length) return 'a parameter given twice';
  if (parts.some((part) => part.split('=').length !== 2)) return 'a parameter without a value of its own';
  const action = parameters.get('Action') ?? '';
  const operation = OPERATIONS.get(action);
  if (operation === undefined) return `the action '${action}'`;
  if (parameters.get('Version') !== VERSION) return 'another version';
  const refused = credentialFault(request, parameters, regions, verify);
  return refused ?? { action, operation, parameters };
}

function credentialFault(
  request: HttpRequest,
  parameters: Parameters,
  regions: ReadonlySet<string>,
  verify: Credentials | undefined,
): string | undefined {
  const credential = readCredential(request, parameters);
  if (credential?.kind !== 'header') return 'a request that is not signed in a header';
  if (!regions.has(credential.region)) return `the region ${credential.region}`;
  if (verify === undefined) return undefined;
  const good =
    credential.accessKeyId === verify.accessKeyId &&
    credential.service === 'ec2' &&
    request.headers['x-amz-security-token'] === verify.sessionToken &&
    Math.abs(Date.now() - signingTime(credential, request, parameters).at) <= FRESH_MS &&
    signatureMatches(credential, request, parameters, verify.secretAccessKey);
  return good ? undefined : 'a signature that is not valid';
}
