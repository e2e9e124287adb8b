import type { OperationRole } from '../../../specs/contract.ts';
import type { CallParameters, Tag } from '../../target.ts';
import type { QueryParameter } from '../../wire/query-parameters.ts';

/** Version of the EC2 API that this client speaks. */
export const EC2_API_VERSION = '2016-11-15';

/** EC2's own names of the operations. */
export const EC2_ACTIONS: Readonly<Record<OperationRole, string>> = {
  create: 'CreateKeyPair',
  import: 'ImportKeyPair',
  describe: 'DescribeKeyPairs',
  delete: 'DeleteKeyPair',
};

/** Resource type of a key pair in a tag specification. */
const KEY_PAIR_RESOURCE = 'key-pair';

/**
 * Parameters of a call in the EC2 query protocol: `Action` and `Version` first, then the call's own in the order in
 * which the SDK for JavaScript writes them, lists numbered from 1. Roles that EC2 has no parameter for (`fingerprint`, `resourceGroup`,
 * `pageNumber`, `pageSize`) are not sent; a fingerprint is looked up by a filter.
 */
export function ec2Parameters(operation: OperationRole, given: CallParameters): QueryParameter[] {
  return [
    ['Action', EC2_ACTIONS[operation]],
    ['Version', EC2_API_VERSION],
    ...one('KeyName', given.name),
    ...list('KeyName', given.names),
    ...one('KeyPairId', given.id),
    ...list('KeyPairId', given.ids),
    ...one('PublicKeyMaterial', given.material === undefined ? undefined : base64(given.material)),
    ...one('KeyType', given.keyType),
    ...tagSpecification(given),
    ...one('KeyFormat', given.keyFormat),
    ...one('IncludePublicKey', given.includePublicKey?.toString()),
    ...one('DryRun', given.dryRun?.toString()),
    ...(given.filters ?? []).flatMap(({ name, values }, index): QueryParameter[] => [
      [`Filter.${index + 1}.Name`, name],
      ...list(`Filter.${index + 1}.Value`, values),
    ]),
  ];
}

function one(name: string, value: string | undefined): QueryParameter[] {
  return value === undefined ? [] : [[name, value]];
}

function list(name: string, values: readonly string[] | undefined): QueryParameter[] {
  return (values ?? []).map((value, index) => [`${name}.${index + 1}`, value]);
}

function base64(material: string | Uint8Array): string {
  const bytes = typeof material === 'string' ? Buffer.from(material, 'utf8') : Buffer.from(material);
  return bytes.toString('base64');
}

/** One specification for all tags; with neither tags nor an explicit resource type there is none. */
function tagSpecification({ tags, tagScope }: CallParameters): QueryParameter[] {
  if (tags === undefined && (tagScope === undefined || tagScope === null)) return [];
  const scope = tagScope === undefined ? KEY_PAIR_RESOURCE : tagScope;
  return [
    ...one('TagSpecification.1.ResourceType', scope ?? undefined),
    ...(tags ?? []).flatMap(({ key, value }: Tag, index): QueryParameter[] => [
      [`TagSpecification.1.Tag.${index + 1}.Key`, key],
      [`TagSpecification.1.Tag.${index + 1}.Value`, value],
    ]),
  ];
}
