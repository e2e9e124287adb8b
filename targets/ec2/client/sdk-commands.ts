import type {
  CreateKeyPairCommand,
  DeleteKeyPairCommand,
  DescribeKeyPairsCommand,
  ImportKeyPairCommand,
  TagSpecification,
} from '@aws-sdk/client-ec2';
import type { OperationRole } from '../../../specs/contract.ts';
import { type CallParameters, type KeyPairCall, UnsupportedByClient } from '../../target.ts';
import type { Ec2Sdk } from './sdk-package.ts';

/** A call as one of the SDK's commands. */
export type SdkCommand =
  | { readonly operation: 'create'; readonly command: CreateKeyPairCommand }
  | { readonly operation: 'import'; readonly command: ImportKeyPairCommand }
  | { readonly operation: 'describe'; readonly command: DescribeKeyPairsCommand }
  | { readonly operation: 'delete'; readonly command: DeleteKeyPairCommand };

/** Values that the input of each command has a member for. */
const MEMBERS: Readonly<Record<OperationRole, ReadonlySet<keyof CallParameters>>> = {
  create: new Set(['name', 'keyType', 'keyFormat', 'tags', 'tagScope', 'dryRun']),
  import: new Set(['name', 'material', 'tags', 'tagScope', 'dryRun']),
  describe: new Set(['names', 'ids', 'filters', 'dryRun', 'includePublicKey']),
  delete: new Set(['name', 'id', 'dryRun']),
};

/**
 * The command for a call. Values go in as they are: the SDK checks none of them.
 * @throws UnsupportedByClient for wire alterations, and for values that the command would silently drop
 */
export function sdkCommand(sdk: Ec2Sdk, { operation, parameters, wire }: KeyPairCall): SdkCommand {
  if (wire !== undefined) throw new UnsupportedByClient('the SDK writes its requests itself');
  const dropped = (Object.keys(parameters) as (keyof CallParameters)[]).filter(
    (member) => parameters[member] !== undefined && !MEMBERS[operation].has(member),
  );
  if (dropped.length > 0)
    throw new UnsupportedByClient(`the SDK has no ${dropped.join(' and no ')} for ${operation}`);

  const dryRun = parameters.dryRun === undefined ? {} : { DryRun: parameters.dryRun };
  const named = { KeyName: parameters.name, ...dryRun };
  switch (operation) {
    case 'create': {
      // The suite also sends key types and formats that nobody defined.
      const kind = { KeyType: parameters.keyType, KeyFormat: parameters.keyFormat } as object;
      const input = { ...named, ...kind, ...tagSpecifications(parameters) };
      return { operation, command: new sdk.CreateKeyPairCommand(input) };
    }
    case 'import': {
      const input = { ...named, ...publicKey(parameters), ...tagSpecifications(parameters) };
      return { operation, command: new sdk.ImportKeyPairCommand(input) };
    }
    case 'describe': {
      const input = {
        KeyNames: parameters.names && [...parameters.names],
        KeyPairIds: parameters.ids && [...parameters.ids],
        Filters: parameters.filters?.map(({ name, values }) => ({ Name: name, Values: [...values] })),
        IncludePublicKey: parameters.includePublicKey,
        ...dryRun,
      };
      return { operation, command: new sdk.DescribeKeyPairsCommand(input) };
    }
    case 'delete':
      return {
        operation,
        command: new sdk.DeleteKeyPairCommand({ ...named, KeyPairId: parameters.id }),
      };
  }
}

/** The SDK wraps the bytes in base64 itself. */
function publicKey({ material }: CallParameters): { PublicKeyMaterial: Uint8Array | undefined } {
  return { PublicKeyMaterial: typeof material === 'string' ? Buffer.from(material, 'utf8') : material };
}

function tagSpecifications({ tags, tagScope }: CallParameters): { TagSpecifications?: TagSpecification[] } {
  if (tags === undefined && (tagScope === undefined || tagScope === null)) return {};
  const scope = { ResourceType: tagScope === undefined ? 'key-pair' : (tagScope ?? undefined) } as object;
  const list = (tags ?? []).map(({ key, value }) => ({ Key: key, Value: value }));
  return { TagSpecifications: [{ ...scope, Tags: list }] };
}
