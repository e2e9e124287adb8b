import { findParameter } from '../../specs/constraints.ts';
import type { Contract, ParameterRole, Topic } from '../../specs/contract.ts';
import type { KeyPairCall } from '../../targets/target.ts';
import type { About } from './kind.ts';

/** Parameters whose values the requirements of a topic are about, those first that a call seldom has. */
const OF_TOPIC: Partial<Readonly<Record<Topic, readonly ParameterRole[]>>> = {
  name: ['name'],
  tags: ['tags'],
  import: ['material'],
  'key-type-format': ['key-format', 'key-type'],
  filter: ['filters', 'tags', 'fingerprint'],
  describe: ['ids', 'filters', 'names'],
  delete: ['ids', 'id', 'names', 'name'],
  'dry-run': ['dry-run'],
};

/** What each of them is in a call. */
const IN_CALL: Partial<Readonly<Record<ParameterRole, keyof KeyPairCall['parameters']>>> = {
  'key-format': 'keyFormat',
  'key-type': 'keyType',
  'dry-run': 'dryRun',
};

/**
 * The parameter that a requirement of this topic is about in a call; `undefined` where it is about no value. Values of one
 * parameter are checked in one place of a target.
 */
export function parameterAbout(
  contract: Contract,
  topic: Topic | undefined,
  { operation, parameters }: KeyPairCall,
): About | undefined {
  const roles = (topic && OF_TOPIC[topic]) ?? [];
  const role = roles.find(
    (one) => parameters[IN_CALL[one] ?? (one as keyof typeof parameters)] !== undefined,
  );
  const found = role && findParameter(contract, operation, role);
  return found && { role, name: found.name };
}
