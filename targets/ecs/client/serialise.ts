import type { OperationRole } from '../../../specs/contract.ts';
import { type CallParameters, UnsupportedByClient } from '../../target.ts';
import type { QueryParameter } from '../../wire/query-parameters.ts';

/** Version of the ECS API that this client speaks. */
export const ECS_API_VERSION = '2014-05-26';

/** ECS's own names of the operations. */
export const ECS_ACTIONS: Readonly<Record<OperationRole, string>> = {
  create: 'CreateKeyPair',
  import: 'ImportKeyPair',
  describe: 'DescribeKeyPairs',
  delete: 'DeleteKeyPairs',
};

/**
 * Parameters of a call in the RPC style of ECS: `Action`, `Version` and `RegionId` first, then the call's own, tags
 * numbered from 1. The names of a delete are one parameter that holds a JSON array. Roles that ECS has no parameter for
 * (`id`, `ids`, `keyType`, `keyFormat`, `tagScope`, `filters`, `dryRun`) are not sent.
 * @throws UnsupportedByClient for a describe of several names, which ECS has no form for
 */
export function ecsParameters(
  operation: OperationRole,
  region: string,
  given: CallParameters,
): QueryParameter[] {
  return [
    ['Action', ECS_ACTIONS[operation]],
    ['Version', ECS_API_VERSION],
    ['RegionId', region],
    ...(operation === 'delete' ? namesToDelete(given) : one('KeyPairName', nameOf(operation, given))),
    ...one('KeyPairFingerPrint', given.fingerprint),
    ...one('PublicKeyBody', textOf(given.material)),
    ...one('ResourceGroupId', given.resourceGroup),
    ...(given.tags ?? []).flatMap(({ key, value }, index): QueryParameter[] => [
      [`Tag.${index + 1}.Key`, key],
      [`Tag.${index + 1}.Value`, value],
    ]),
    ...one('PageNumber', given.pageNumber?.toString()),
    ...one('PageSize', given.pageSize?.toString()),
    ...one('IncludePublicKey', given.includePublicKey?.toString()),
  ];
}

function nameOf(operation: OperationRole, { name, names }: CallParameters): string | undefined {
  if (name !== undefined || names === undefined) return name;
  if (names.length > 1)
    throw new UnsupportedByClient(
      `${ECS_ACTIONS[operation]} takes one name, not ${names.length}; ask for each of them`,
    );
  return names[0];
}

function namesToDelete({ name, names }: CallParameters): QueryParameter[] {
  const all = names ?? (name === undefined ? undefined : [name]);
  return one('KeyPairNames', all && JSON.stringify(all));
}

function one(name: string, value: string | undefined): QueryParameter[] {
  return value === undefined ? [] : [[name, value]];
}

/** Material travels plainly; bytes that are no UTF-8 cannot, and arrive with replacement characters. */
function textOf(material: string | Uint8Array | undefined): string | undefined {
  return typeof material === 'object' ? Buffer.from(material).toString('utf8') : material;
}
