import type { OperationRole } from '../../specs/contract.ts';
import type { Reproduction, Sent } from '../provider.ts';
import { expandable, quote } from '../shell.ts';
import type { Authentication, CallParameters, KeyPairCall, Target, WireAlteration } from '../target.ts';
import { addressOf } from '../wire/endpoint.ts';

const COMMANDS: Readonly<Record<OperationRole, string>> = {
  create: 'create-key-pair',
  import: 'import-key-pair',
  describe: 'describe-key-pairs',
  delete: 'delete-key-pair',
};

/** Parameters that each command of the aws CLI has an option for. */
const OPTIONS: Readonly<Record<OperationRole, readonly (keyof CallParameters)[]>> = {
  create: ['name', 'keyType', 'keyFormat', 'tags', 'tagScope', 'dryRun'],
  import: ['name', 'material', 'tags', 'tagScope', 'dryRun'],
  describe: ['names', 'ids', 'filters', 'dryRun', 'includePublicKey'],
  delete: ['name', 'id', 'dryRun'],
};

/** Options without which the aws CLI sends nothing. */
const REQUIRED: Readonly<Record<OperationRole, readonly (keyof CallParameters)[]>> = {
  create: ['name'],
  import: ['name', 'material'],
  describe: [],
  delete: [],
};

/** The exchange as an `aws ec2` command (version 1 or 2, in bash), or why the aws CLI cannot send it. */
export function awsCliCommand(
  exchange: Sent,
  target: Pick<Target, 'provider' | 'endpoint' | 'ca'>,
): Reproduction {
  const { call } = exchange;
  const reason =
    target.provider === 'aws-ec2' ? whyNot(call) : `the aws CLI does not speak to ${target.provider}`;
  if (reason !== undefined) return { kind: 'none', reason };
  const { origin, path } = addressOf(target.endpoint, call.region);
  const { environment, options } = proofOf(call.wire?.authentication ?? 'header', exchange);
  const words = [
    ...environment,
    'aws',
    'ec2',
    COMMANDS[call.operation],
    ...option('--endpoint-url', `${origin}${path}`),
    ...option('--region', call.region),
    ...options,
    ...parameterOptions(call.parameters),
    ...(target.ca === undefined ? [] : ['--ca-bundle', 'ca.pem']),
  ];
  const notes = target.ca === undefined ? [] : ['ca.pem is the certificate authority of the target.'];
  return { kind: 'command', command: words.join(' '), notes };
}

function whyNot({ operation, parameters, wire = {} }: KeyPairCall): string | undefined {
  const alterations: readonly (keyof WireAlteration)[] = [
    'method',
    'place',
    'omit',
    'replace',
    'append',
    'headers',
    'space',
    'order',
  ];
  const altered = alterations.find((key) => wire[key] !== undefined);
  if (altered !== undefined) return `the aws CLI cannot change the request on the wire (${altered})`;
  const authentication = wire.authentication ?? 'header';
  if (
    authentication === 'presigned' ||
    authentication === 'expired' ||
    authentication === 'altered-after-signing'
  )
    return `the aws CLI has no way to authenticate like this (${authentication})`;
  const given = Object.keys(parameters) as (keyof CallParameters)[];
  const foreign = given.find((key) => !OPTIONS[operation].includes(key));
  if (foreign !== undefined) return `${COMMANDS[operation]} of the aws CLI has no option for '${foreign}'`;
  const missing = REQUIRED[operation].find((key) => parameters[key] === undefined);
  if (missing !== undefined) return `${COMMANDS[operation]} of the aws CLI insists on '${missing}'`;
  const texts = [parameters.name, parameters.id, parameters.keyType, parameters.keyFormat];
  if (texts.some((text) => text !== undefined && /^fileb?:\/\//.test(text)))
    return 'the aws CLI takes a value that begins with file:// or fileb:// for a file to read';
  if (JSON.stringify(parameters).includes('\\u0000') && parameters.material === undefined)
    return 'a command line cannot hold a NUL character';
  return undefined;
}

function proofOf(
  authentication: Authentication,
  { request }: Sent,
): { readonly environment: readonly string[]; readonly options: readonly string[] } {
  if (authentication === 'none') return { environment: [], options: ['--no-sign-request'] };
  if (authentication === 'wrong-secret') {
    const secret = expandable(`\${AWS_SECRET_ACCESS_KEY}-wrong`);
    return { environment: [`AWS_SECRET_ACCESS_KEY=${secret}`], options: [] };
  }
  if (authentication === 'unknown-access-key') {
    const header = request.headers.find(([name]) => name.toLowerCase() === 'authorization')?.[1];
    const id = header?.match(/Credential=([A-Za-z0-9]+)\//)?.[1] ?? 'unknown';
    return { environment: [`AWS_ACCESS_KEY_ID=${quote(id)}`], options: [] };
  }
  return { environment: [], options: [] };
}

/** Lists and structures are written as JSON: the short form of the aws CLI gives commas and `=` a meaning. */
function parameterOptions(given: CallParameters): readonly string[] {
  const { name, names, id, ids, material, keyType, keyFormat, filters, dryRun, includePublicKey } = given;
  const specification = tagSpecification(given);
  const filterList = filters?.map((filter) => ({ Name: filter.name, Values: filter.values }));
  return [
    ...option('--key-name', name),
    ...json('--key-names', names),
    ...option('--key-pair-id', id),
    ...json('--key-pair-ids', ids),
    ...(material === undefined ? [] : ['--public-key-material', `fileb://<(${printing(material)})`]),
    ...option('--key-type', keyType),
    ...option('--key-format', keyFormat),
    ...json('--tag-specifications', specification),
    ...json('--filters', filterList),
    ...flag('dry-run', dryRun),
    ...flag('include-public-key', includePublicKey),
  ];
}

function tagSpecification({ tags, tagScope }: CallParameters): readonly unknown[] | undefined {
  if (tags === undefined && (tagScope === undefined || tagScope === null)) return undefined;
  const scope = tagScope === undefined ? 'key-pair' : tagScope;
  const list = (tags ?? []).map(({ key, value }) => ({ Key: key, Value: value }));
  return [{ ...(scope === null ? {} : { ResourceType: scope }), Tags: list }];
}

function option(name: string, value: string | undefined): readonly string[] {
  if (value === undefined) return [];
  // A value that begins with a dash would be read as the next option.
  return value.startsWith('-') ? [quote(`${name}=${value}`)] : [name, quote(value)];
}

function json(name: string, value: readonly unknown[] | undefined): readonly string[] {
  return value === undefined ? [] : [name, quote(JSON.stringify(value))];
}

function flag(name: string, value: boolean | undefined): readonly string[] {
  return value === undefined ? [] : [value ? `--${name}` : `--no-${name}`];
}

/** A command that prints the material: as text where it is printable, else from base64. */
function printing(material: string | Uint8Array): string {
  const bytes = typeof material === 'string' ? Buffer.from(material) : Buffer.from(material);
  const text = bytes.toString('utf8');
  const printable = Buffer.from(text).equals(bytes) && !/[\0\r]/.test(text);
  return printable ? `printf %s ${quote(text)}` : `printf %s ${bytes.toString('base64')} | base64 -d`;
}
