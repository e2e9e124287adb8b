import type { EcsMutant } from '../mutant.ts';
import { DELETE_MUTANTS } from './delete.ts';
import { DESCRIBE_MUTANTS, FILTER_MUTANTS } from './describe.ts';
import { FINGERPRINT_MUTANTS, IDENTIFIER_MUTANTS, KEY_MATERIAL_MUTANTS } from './key.ts';
import { NAME_MUTANTS } from './name.ts';
import { PAGING_MUTANTS } from './paging.ts';
import { CLIENT_MUTANTS, IMPORT_MUTANTS, WIRE_MUTANTS } from './request.ts';
import { ERROR_SHAPE_MUTANTS, RESPONSE_SHAPE_MUTANTS } from './shape.ts';
import { DUPLICATE_MUTANTS, ISOLATION_MUTANTS, LIFECYCLE_MUTANTS, QUOTA_MUTANTS } from './store.ts';
import { TAGS_MUTANTS } from './tags.ts';

/** Every mutant of ECS, without the controls. */
export const ECS_MUTANTS: readonly EcsMutant[] = [
  ...CLIENT_MUTANTS,
  ...DELETE_MUTANTS,
  ...DESCRIBE_MUTANTS,
  ...DUPLICATE_MUTANTS,
  ...ERROR_SHAPE_MUTANTS,
  ...FILTER_MUTANTS,
  ...FINGERPRINT_MUTANTS,
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
