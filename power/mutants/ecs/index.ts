import { withEcsBehaviours } from '../../../targets/ecs/reference/behaviours.ts';
import { ecsReferenceHandler } from '../../../targets/ecs/reference/server.ts';
import type { EcsMutant, Power } from '../mutant.ts';
import { CLIENT_MUTANTS } from './client.ts';
import { ECS_ALL_BROKEN, ECS_NO_OP, ECS_NULL_TARGETS } from './controls.ts';
import { DELETE_MUTANTS } from './delete.ts';
import { DESCRIBE_MUTANTS } from './describe.ts';
import { DUPLICATE_MUTANTS } from './duplicate.ts';
import { ERROR_SHAPE_MUTANTS } from './error-shape.ts';
import { FILTER_MUTANTS } from './filter.ts';
import { FINGERPRINT_MUTANTS } from './fingerprint.ts';
import { HISTORY_MUTANTS } from './history.ts';
import { IDENTIFIER_MUTANTS } from './identifier.ts';
import { IMPORT_MUTANTS } from './import.ts';
import { ISOLATION_MUTANTS } from './isolation.ts';
import { KEY_MATERIAL_MUTANTS } from './key-material.ts';
import { LIFECYCLE_MUTANTS } from './lifecycle.ts';
import { NAME_MUTANTS } from './name.ts';
import { PAGING_MUTANTS } from './paging.ts';
import { ECS_PARTIAL_TARGETS } from './partial.ts';
import { QUOTA_MUTANTS } from './quota.ts';
import { RESPONSE_SHAPE_MUTANTS } from './response-shape.ts';
import { TAGS_MUTANTS } from './tags.ts';
import { WIRE_MUTANTS } from './wire.ts';

/**
 * Every mutant of ECS, without the controls. Few have a public source: no open emulator of the key pairs of ECS is known
 * whose faults could be re-created, so that most are faults which emulators of another cloud had, and guesses.
 */
const MUTANTS: readonly EcsMutant[] = [
  ...CLIENT_MUTANTS,
  ...DELETE_MUTANTS,
  ...DESCRIBE_MUTANTS,
  ...DUPLICATE_MUTANTS,
  ...ERROR_SHAPE_MUTANTS,
  ...FILTER_MUTANTS,
  ...FINGERPRINT_MUTANTS,
  ...HISTORY_MUTANTS,
  ...IDENTIFIER_MUTANTS,
  ...IMPORT_MUTANTS,
  ...ISOLATION_MUTANTS,
  ...KEY_MATERIAL_MUTANTS,
  ...LIFECYCLE_MUTANTS,
  ...NAME_MUTANTS,
  ...PAGING_MUTANTS,
  ...QUOTA_MUTANTS,
  ...RESPONSE_SHAPE_MUTANTS,
  ...TAGS_MUTANTS,
  ...WIRE_MUTANTS,
];

/** The power run of ECS. */
export const ECS_POWER: Power<'alibaba-ecs'> = {
  mutants: MUTANTS,
  noOp: ECS_NO_OP,
  allBroken: ECS_ALL_BROKEN,
  nullTargets: ECS_NULL_TARGETS,
  partialTargets: ECS_PARTIAL_TARGETS,
  withBehaviours: withEcsBehaviours,
  handler: ecsReferenceHandler,
  ids: { pair: (digits) => `ssh-${digits.slice(0, 18)}`, request: (uuid) => uuid.toUpperCase() },
};
