import { withBehaviours } from '../../../targets/ec2/reference/behaviours.ts';
import { referenceHandler } from '../../../targets/ec2/reference/server.ts';
import type { Mutant, Power } from '../mutant.ts';
import { CLIENT_ANSWERS, CLIENT_REFUSALS, CLIENT_REQUESTS } from './client.ts';
import { CLIENT_AWS_CLI, CLIENT_BOTO3 } from './client-programs.ts';
import { ALL_BROKEN, NO_OP, NULL_TARGETS } from './controls.ts';
import { DELETE_ANSWERS, DELETE_NAME_AND_ID, DELETE_TARGETS, DELETE_UNKNOWN } from './delete.ts';
import { DESCRIBE_LISTS, DESCRIBE_NAMES } from './describe.ts';
import {
  DESCRIBE_IDS,
  DESCRIBE_IMPORTED_KEYS,
  DESCRIBE_ITEMS,
  DESCRIBE_PUBLIC_KEYS,
  DESCRIBE_TIMES,
} from './describe-items.ts';
import { DRY_RUN_CHECKS, DRY_RUN_EFFECTS } from './dry-run.ts';
import { DUPLICATE_RACES, DUPLICATE_REFUSED } from './duplicate.ts';
import { ERROR_SHAPE_MUTANTS } from './error-shape.ts';
import { FILTER_NAMES, FILTER_WILDCARDS } from './filter.ts';
import { FILTER_COMBINED, FILTER_FIELDS } from './filter-fields.ts';
import { FINGERPRINT_ED25519, FINGERPRINT_RSA, FINGERPRINT_SHOWN } from './fingerprint.ts';
import { HISTORY_MUTANTS } from './history.ts';
import { IDENTIFIER_MUTANTS } from './identifier.ts';
import { IMPORT_ACCEPTED, IMPORT_FORMS, IMPORT_REFUSED } from './import.ts';
import { IMPORT_DECODING } from './import-decoding.ts';
import { ISOLATION_MUTANTS } from './isolation.ts';
import { KEY_MATERIAL_FORMS, KEY_MATERIAL_KEYS } from './key-material.ts';
import { KEY_TYPE_FORMAT_MUTANTS } from './key-type-format.ts';
import { LIFECYCLE_BASICS, LIFECYCLE_SEQUENCES } from './lifecycle.ts';
import { NAME_CHARACTERS, NAME_IDENTITY, NAME_KEPT, NAME_LENGTH } from './name.ts';
import { EC2_PARTIAL_TARGETS } from './partial.ts';
import { QUOTA_MUTANTS } from './quota.ts';
import {
  RESPONSE_SHAPE_ENVELOPE,
  RESPONSE_SHAPE_LISTS,
  RESPONSE_SHAPE_MEMBERS,
  RESPONSE_SHAPE_VALUES,
} from './response-shape.ts';
import { TAGS_CHANGED, TAGS_CHARACTERS, TAGS_KEPT, TAGS_LIMITS, TAGS_REFUSED } from './tags.ts';
import { CONTENT_ENCODINGS, WIRE_CREDENTIALS, WIRE_PROTOCOL, WIRE_REQUESTS, WIRE_VERSIONS } from './wire.ts';

/** Every mutant of EC2, without the controls. */
const MUTANTS: readonly Mutant[] = [
  ...CLIENT_ANSWERS,
  ...CLIENT_REFUSALS,
  ...CLIENT_REQUESTS,
  ...CLIENT_BOTO3,
  ...CLIENT_AWS_CLI,
  ...DELETE_TARGETS,
  ...DELETE_NAME_AND_ID,
  ...DELETE_UNKNOWN,
  ...DELETE_ANSWERS,
  ...DESCRIBE_NAMES,
  ...DESCRIBE_LISTS,
  ...DESCRIBE_IDS,
  ...DESCRIBE_ITEMS,
  ...DESCRIBE_PUBLIC_KEYS,
  ...DESCRIBE_IMPORTED_KEYS,
  ...DESCRIBE_TIMES,
  ...DRY_RUN_EFFECTS,
  ...DRY_RUN_CHECKS,
  ...DUPLICATE_REFUSED,
  ...DUPLICATE_RACES,
  ...ERROR_SHAPE_MUTANTS,
  ...FILTER_NAMES,
  ...FILTER_WILDCARDS,
  ...FILTER_FIELDS,
  ...FILTER_COMBINED,
  ...FINGERPRINT_RSA,
  ...FINGERPRINT_ED25519,
  ...FINGERPRINT_SHOWN,
  ...HISTORY_MUTANTS,
  ...IDENTIFIER_MUTANTS,
  ...IMPORT_ACCEPTED,
  ...IMPORT_DECODING,
  ...IMPORT_REFUSED,
  ...IMPORT_FORMS,
  ...ISOLATION_MUTANTS,
  ...KEY_MATERIAL_KEYS,
  ...KEY_MATERIAL_FORMS,
  ...KEY_TYPE_FORMAT_MUTANTS,
  ...LIFECYCLE_BASICS,
  ...LIFECYCLE_SEQUENCES,
  ...NAME_CHARACTERS,
  ...NAME_KEPT,
  ...NAME_IDENTITY,
  ...NAME_LENGTH,
  ...QUOTA_MUTANTS,
  ...RESPONSE_SHAPE_ENVELOPE,
  ...RESPONSE_SHAPE_MEMBERS,
  ...RESPONSE_SHAPE_LISTS,
  ...RESPONSE_SHAPE_VALUES,
  ...TAGS_KEPT,
  ...TAGS_CHARACTERS,
  ...TAGS_LIMITS,
  ...TAGS_REFUSED,
  ...TAGS_CHANGED,
  ...WIRE_REQUESTS,
  ...WIRE_CREDENTIALS,
  ...WIRE_PROTOCOL,
  ...WIRE_VERSIONS,
  ...CONTENT_ENCODINGS,
];

/** The power run of EC2. */
export const EC2_POWER: Power<'aws-ec2'> = {
  mutants: MUTANTS,
  noOp: NO_OP,
  allBroken: ALL_BROKEN,
  nullTargets: NULL_TARGETS,
  partialTargets: EC2_PARTIAL_TARGETS,
  withBehaviours,
  handler: referenceHandler,
  ids: { pair: (digits) => `key-${digits.slice(0, 17)}`, request: (uuid) => uuid },
};
