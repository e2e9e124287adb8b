import type {
  Citation,
  Conflict,
  Contract,
  Expectation,
  FingerprintRule,
  FormatRule,
  KeyMaterialRule,
  Operation,
  OperationRole,
  Parameter,
  ParameterRole,
  Reading,
  Refusal,
  Requirement,
  ShownField,
  SourceDocument,
} from './contract.ts';

/** The operation of that role. Throws when the provider has none. */
export function requireOperation(contract: Contract, role: OperationRole): Operation {
  const operation = contract.operations[role];
  if (operation === undefined) throw new Error(`${contract.provider} declares no operation '${role}'`);
  return operation;
}

/** The parameter of that role, or `undefined` when the operation does not take one. */
export function findParameter(
  contract: Contract,
  operation: OperationRole,
  role: ParameterRole,
): Parameter | undefined {
  return contract.operations[operation]?.parameters.find((parameter) => parameter.role === role);
}

/** The parameter of that role. Throws when the operation does not take one. */
export function parameter(contract: Contract, operation: OperationRole, role: ParameterRole): Parameter {
  const found = findParameter(contract, operation, role);
  if (found !== undefined) return found;
  const known = requireOperation(contract, operation).parameters.map((other) => other.role);
  throw new Error(
    `${contract.provider} ${operation} takes no parameter '${role}'; it takes ${known.join(', ')}`,
  );
}

/** What may stand between the parts of a name; the first that a provider takes is used. */
export const NAME_SEPARATORS = ['-', '_', '.', ''] as const;

/** The schema of names that are made, by whichever operation makes key pairs. */
export function nameSchema(contract: Contract): Parameter['schema'] {
  const found = findParameter(contract, 'create', 'name') ?? findParameter(contract, 'import', 'name');
  return found?.schema ?? {};
}

/** A name that begins with another: `end` behind it, and between them what the provider takes there. */
export function nameWithEnd(contract: Contract, stem: string, end: string | number): string {
  const pattern = new RegExp(nameSchema(contract).pattern ?? '', 'u');
  const takes = (between: string): boolean =>
    pattern.test(`${stem}${between}a`) || pattern.test(`${stem}${between}1`);
  return `${stem}${NAME_SEPARATORS.find(takes) ?? ''}${end}`;
}

/** The longest name that the provider takes and that begins with another; `undefined` where there is no greatest length. */
export function longestName(contract: Contract, stem: string): string | undefined {
  const { maxLength } = nameSchema(contract);
  return maxLength === undefined || maxLength <= stem.length ? undefined : stem.padEnd(maxLength, 'l');
}

/** Whether the answer to an operation can show this of a key pair. */
export function showsField(contract: Contract, operation: OperationRole, field: ShownField): boolean {
  return contract.operations[operation]?.shows.includes(field) ?? false;
}

/** The refusal of that id. Throws when the contract does not declare it. */
export function requireRefusal(contract: Contract, id: string): Refusal {
  const refusal = contract.refusals[id];
  if (refusal === undefined) throw new Error(`${contract.provider} declares no refusal '${id}'`);
  return refusal;
}

/** The value format of that id, e.g. `request-id`. Throws when the contract does not declare it. */
export function formatRule(contract: Contract, id: string): FormatRule {
  return requireOne(contract, contract.rules.formats, (rule) => rule.id === id, `format '${id}'`);
}

/** The rule for fingerprints of keys of that origin and type. Throws when the contract has none. */
export function fingerprintRule(
  contract: Contract,
  origin: FingerprintRule['origin'],
  keyType: string,
): FingerprintRule {
  const fits = (rule: FingerprintRule): boolean =>
    rule.origin === origin && rule.keyType === keyType && rule.reading === undefined;
  return requireOne(contract, contract.rules.fingerprints, fits, `fingerprint of ${origin} ${keyType} keys`);
}

/** The rule for private keys of that type in that format. Throws when the contract has none. */
export function keyMaterialRule(contract: Contract, keyType: string, format: string): KeyMaterialRule {
  const fits = (rule: KeyMaterialRule): boolean =>
    rule.keyType === keyType && rule.format === format && rule.reading === undefined;
  return requireOne(contract, contract.rules.keyMaterial, fits, `key material of ${keyType} as ${format}`);
}

/** Key types that a create can make, in the order of the rules. */
export function createdKeyTypes(contract: Contract): string[] {
  return [...new Set(contract.rules.keyMaterial.map((rule) => rule.keyType))];
}

/** Key types that an import is known to take, in the order of the rules. */
export function importedKeyTypes(contract: Contract): string[] {
  const imported = contract.rules.fingerprints.filter((rule) => rule.origin === 'imported');
  return [...new Set(imported.map((rule) => rule.keyType))];
}

/** Ids of every refusal that satisfies an expectation, through all its alternatives. */
export function refusalsOf(expectation: Expectation): string[] {
  if ('either' in expectation) return expectation.either.flatMap(refusalsOf);
  if (!('refusal' in expectation)) return [];
  return typeof expectation.refusal === 'string' ? [expectation.refusal] : [...expectation.refusal];
}

/** Whether being accepted satisfies an expectation, alone or as one of its alternatives. */
export function allowsAcceptance(expectation: Expectation): boolean {
  if ('either' in expectation) return expectation.either.some(allowsAcceptance);
  return 'outcome' in expectation;
}

/** What a requirement waits for under a reading. */
export function expectationUnder(requirement: Requirement, reading: Reading): Expectation {
  return reading === 'documented'
    ? (requirement.readings?.documented ?? requirement.expects)
    : requirement.expects;
}

/** Ids of the requirements that tell the two readings of a conflict apart; none where it is indistinct. */
export function telling({ requirements, indistinct }: Conflict, contract: Contract): readonly string[] {
  if (indistinct !== undefined) return [];
  return contract.requirements
    .filter(({ id, readings }) => readings !== undefined && requirements.includes(id))
    .map(({ id }) => id);
}

/** The requirement of that id. Throws when the contract has none. */
export function requireRequirement(contract: Contract, id: string): Requirement {
  return requireOne(
    contract,
    contract.requirements,
    (requirement) => requirement.id === id,
    `requirement '${id}'`,
  );
}

/** Whether a document has a line of its own in every report. */
export function isMission(document: SourceDocument): boolean {
  return document.role === 'mission';
}

/** The documents under a list of sources, directly or through an observation; each once, in order of citation. */
export function documentsOf(contract: Contract, sources: readonly Citation[]): SourceDocument[] {
  const direct = sources.flatMap((source): readonly Citation[] =>
    'document' in source
      ? [source]
      : (contract.observations.find(({ id }) => id === source.observation)?.sources ?? []),
  );
  const ids = new Set(direct.flatMap((source) => ('document' in source ? [source.document] : [])));
  return [...ids].flatMap((id) => contract.documents.filter((document) => document.id === id));
}

function requireOne<T>(contract: Contract, all: readonly T[], fits: (item: T) => boolean, what: string): T {
  const found = all.find(fits);
  if (found === undefined) throw new Error(`${contract.provider} declares no ${what}`);
  return found;
}
