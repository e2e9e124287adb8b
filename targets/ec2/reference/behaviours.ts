import { type AuthorizationBehaviours, correctAuthorization } from './behaviours/authorization.ts';
import { correctDeletion, type DeletionBehaviours } from './behaviours/deletion.ts';
import { correctDescribe, type DescribeBehaviours } from './behaviours/describe.ts';
import { correctDryRun, type DryRunBehaviours } from './behaviours/dry-run.ts';
import { correctFilters, type FiltersBehaviours } from './behaviours/filters.ts';
import { correctHttp, type HttpBehaviours } from './behaviours/http.ts';
import {
  type ClockBehaviours,
  correctClock,
  correctIdentifiers,
  type IdentifiersBehaviours,
} from './behaviours/identifiers.ts';
import {
  correctFingerprints,
  correctKeyMaterial,
  type FingerprintsBehaviours,
  type KeyMaterialBehaviours,
} from './behaviours/keys.ts';
import { correctMaterial, type MaterialBehaviours } from './behaviours/material.ts';
import { correctNames, type NamesBehaviours } from './behaviours/names.ts';
import { correctProtocol, type ProtocolBehaviours } from './behaviours/protocol.ts';
import { correctResponses, type ResponsesBehaviours } from './behaviours/responses.ts';
import {
  correctDuplicates,
  correctQuota,
  correctStore,
  type DuplicatesBehaviours,
  type QuotaBehaviours,
  type StoreBehaviours,
} from './behaviours/store.ts';
import { correctTags, type TagsBehaviours } from './behaviours/tags.ts';
import { correctTypes, type TypesBehaviours } from './behaviours/types.ts';
import { correctXml, type XmlBehaviours } from './behaviours/xml.ts';

/**
 * Every decision of the server under a name. A behaviour reaches its neighbours through `ctx.behaviours`, never
 * directly, so that replacing one function changes that decision wherever it is taken and nothing else.
 */
export interface Behaviours {
  readonly authorization: AuthorizationBehaviours;
  readonly protocol: ProtocolBehaviours;
  readonly dryRun: DryRunBehaviours;
  readonly names: NamesBehaviours;
  readonly types: TypesBehaviours;
  readonly material: MaterialBehaviours;
  readonly duplicates: DuplicatesBehaviours;
  readonly quota: QuotaBehaviours;
  readonly store: StoreBehaviours;
  readonly fingerprints: FingerprintsBehaviours;
  readonly keyMaterial: KeyMaterialBehaviours;
  readonly describe: DescribeBehaviours;
  readonly filters: FiltersBehaviours;
  readonly deletion: DeletionBehaviours;
  readonly tags: TagsBehaviours;
  readonly identifiers: IdentifiersBehaviours;
  readonly clock: ClockBehaviours;
  readonly responses: ResponsesBehaviours;
  readonly xml: XmlBehaviours;
  readonly http: HttpBehaviours;
}

/** Replacements for some functions of some groups. */
export type BehaviourOverrides = { readonly [Group in keyof Behaviours]?: Partial<Behaviours[Group]> };

/** The behaviours of EC2, as far as observed; what is inferred says so where it stands. */
export function correctBehaviours(): Behaviours {
  return withBehaviours({});
}

/** The correct behaviours with some functions replaced. */
export function withBehaviours(overrides: BehaviourOverrides): Behaviours {
  return {
    authorization: { ...correctAuthorization, ...overrides.authorization },
    protocol: { ...correctProtocol, ...overrides.protocol },
    dryRun: { ...correctDryRun, ...overrides.dryRun },
    names: { ...correctNames, ...overrides.names },
    types: { ...correctTypes, ...overrides.types },
    material: { ...correctMaterial, ...overrides.material },
    duplicates: { ...correctDuplicates, ...overrides.duplicates },
    quota: { ...correctQuota, ...overrides.quota },
    store: { ...correctStore, ...overrides.store },
    fingerprints: { ...correctFingerprints, ...overrides.fingerprints },
    keyMaterial: { ...correctKeyMaterial, ...overrides.keyMaterial },
    describe: { ...correctDescribe, ...overrides.describe },
    filters: { ...correctFilters, ...overrides.filters },
    deletion: { ...correctDeletion, ...overrides.deletion },
    tags: { ...correctTags, ...overrides.tags },
    identifiers: { ...correctIdentifiers, ...overrides.identifiers },
    clock: { ...correctClock, ...overrides.clock },
    responses: { ...correctResponses, ...overrides.responses },
    xml: { ...correctXml, ...overrides.xml },
    http: { ...correctHttp, ...overrides.http },
  };
}
