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
export function isKnownParameter(action: string, name: string): boolean {
  if (COMMON.has(name)) return true;
  return BY_ACTION[action]?.has(name.replace(/\.\d{1,9}(?=\.|$)/g, '.N')) ?? false;
}
