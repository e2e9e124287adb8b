import { CLIENT_ANSWERS } from './ec2/client/answers.ts';
import { CLIENT_AWS_CLI } from './ec2/client/aws-cli.ts';
import { CLIENT_BOTO3 } from './ec2/client/boto3.ts';
import { CLIENT_REFUSALS } from './ec2/client/refusals.ts';
import { CLIENT_REQUESTS } from './ec2/client/requests.ts';
import { ALL_BROKEN, NO_OP } from './ec2/controls.ts';
import { DELETE_ANSWERS } from './ec2/delete/answers.ts';
import { DELETE_NAME_AND_ID } from './ec2/delete/name-and-id.ts';
import { DELETE_TARGETS } from './ec2/delete/targets.ts';
import { DELETE_UNKNOWN } from './ec2/delete/unknown.ts';
import { DESCRIBE_IDS } from './ec2/describe/ids.ts';
import { DESCRIBE_IMPORTED_KEYS } from './ec2/describe/imported-keys.ts';
import { DESCRIBE_ITEMS } from './ec2/describe/items.ts';
import { DESCRIBE_LISTS } from './ec2/describe/lists.ts';
import { DESCRIBE_NAMES } from './ec2/describe/names.ts';
import { DESCRIBE_PUBLIC_KEYS } from './ec2/describe/public-keys.ts';
import { DESCRIBE_TIMES } from './ec2/describe/times.ts';
import { DRY_RUN_CHECKS } from './ec2/dry-run/checks.ts';
import { DRY_RUN_EFFECTS } from './ec2/dry-run/effects.ts';
import { DUPLICATE_RACES } from './ec2/duplicate/races.ts';
import { DUPLICATE_REFUSED } from './ec2/duplicate/refused.ts';
import { ERROR_SHAPE_MUTANTS } from './ec2/error-shape.ts';
import { FILTER_COMBINED } from './ec2/filter/combined.ts';
import { FILTER_FIELDS } from './ec2/filter/fields.ts';
import { FILTER_NAMES } from './ec2/filter/names.ts';
import { FILTER_WILDCARDS } from './ec2/filter/wildcards.ts';
import { FINGERPRINT_ED25519 } from './ec2/fingerprint/ed25519.ts';
import { FINGERPRINT_RSA } from './ec2/fingerprint/rsa.ts';
import { FINGERPRINT_SHOWN } from './ec2/fingerprint/shown.ts';
import { HISTORY_BETWEEN } from './ec2/history/between.ts';
import { IDENTIFIER_MUTANTS } from './ec2/identifier.ts';
import { IMPORT_ACCEPTED } from './ec2/import/accepted.ts';
import { IMPORT_DECODING } from './ec2/import/decoding.ts';
import { IMPORT_FORMS } from './ec2/import/forms.ts';
import { IMPORT_REFUSED } from './ec2/import/refused.ts';
import { ISOLATION_MUTANTS } from './ec2/isolation.ts';
import { KEY_MATERIAL_FORMS } from './ec2/key-material/forms.ts';
import { KEY_MATERIAL_KEYS } from './ec2/key-material/keys.ts';
import { KEY_TYPE_FORMAT_MUTANTS } from './ec2/key-type-format.ts';
import { LIFECYCLE_BASICS } from './ec2/lifecycle/basics.ts';
import { LIFECYCLE_SEQUENCES } from './ec2/lifecycle/sequences.ts';
import { NAME_CHARACTERS } from './ec2/name/characters.ts';
import { NAME_IDENTITY } from './ec2/name/identity.ts';
import { NAME_KEPT } from './ec2/name/kept.ts';
import { NAME_LENGTH } from './ec2/name/length.ts';
import { NULL_TARGETS } from './ec2/nulls.ts';
import { QUOTA_MUTANTS } from './ec2/quota.ts';
import { RESPONSE_SHAPE_ENVELOPE } from './ec2/response-shape/envelope.ts';
import { RESPONSE_SHAPE_LISTS } from './ec2/response-shape/lists.ts';
import { RESPONSE_SHAPE_MEMBERS } from './ec2/response-shape/members.ts';
import { RESPONSE_SHAPE_VALUES } from './ec2/response-shape/values.ts';
import { TAGS_CHARACTERS } from './ec2/tags/characters.ts';
import { TAGS_KEPT } from './ec2/tags/kept.ts';
import { TAGS_LIMITS } from './ec2/tags/limits.ts';
import { TAGS_REFUSED } from './ec2/tags/refused.ts';
import { WIRE_CREDENTIALS } from './ec2/wire/credentials.ts';
import { WIRE_PROTOCOL } from './ec2/wire/protocol.ts';
import { WIRE_REQUESTS } from './ec2/wire/requests.ts';
import { ECS_ALL_BROKEN, ECS_NO_OP } from './ecs/controls.ts';
import { ECS_MUTANTS } from './ecs/index.ts';
import { ECS_NULL_TARGETS } from './ecs/nulls.ts';
import type { AnyMutant, Mutant, MutantProvider } from './mutant.ts';
import type { NullTarget } from './null-target.ts';

const EC2_MUTANTS: readonly Mutant[] = [
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
  ...HISTORY_BETWEEN,
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
  ...WIRE_REQUESTS,
  ...WIRE_CREDENTIALS,
  ...WIRE_PROTOCOL,
];

/** The servers that the suite of one provider is measured with. */
export interface Catalogue {
  /** Without the controls. */
  readonly mutants: readonly AnyMutant[];
  /** Has to survive. */
  readonly noOp: AnyMutant;
  /** Has to be killed. */
  readonly allBroken: AnyMutant;
  readonly nullTargets: readonly NullTarget[];
}

/** Every catalogue, by provider. */
export const CATALOGUES: Readonly<Record<MutantProvider, Catalogue>> = {
  'aws-ec2': { mutants: EC2_MUTANTS, noOp: NO_OP, allBroken: ALL_BROKEN, nullTargets: NULL_TARGETS },
  'alibaba-ecs': {
    mutants: ECS_MUTANTS,
    noOp: ECS_NO_OP,
    allBroken: ECS_ALL_BROKEN,
    nullTargets: ECS_NULL_TARGETS,
  },
};

/** Providers that have a catalogue. */
export const CATALOGUE_PROVIDERS: readonly string[] = Object.keys(CATALOGUES);

/** The catalogue of a provider. @throws Error when there is none */
export function catalogueOf(provider: string): Catalogue {
  const found = Object.entries(CATALOGUES).find(([name]) => name === provider);
  if (found === undefined) throw new Error(`there are no mutants of provider '${provider}'`);
  return found[1];
}
