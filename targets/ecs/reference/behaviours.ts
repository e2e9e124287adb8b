import { type AuthorizationBehaviours, correctAuthorization } from './behaviours/authorization.ts';
import { correctDeletion, type DeletionBehaviours } from './behaviours/deletion.ts';
import { correctDescribe, type DescribeBehaviours } from './behaviours/describe.ts';
import { correctFormat, type FormatBehaviours } from './behaviours/format.ts';
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
import { correctPaging, type PagingBehaviours } from './behaviours/paging.ts';
import { correctProtocol, type ProtocolBehaviours } from './behaviours/protocol.ts';
import { correctRegions, type RegionsBehaviours } from './behaviours/regions.ts';
import { correctResponses, type ResponsesBehaviours } from './behaviours/responses.ts';
import {
  correctDuplicates,
  correctQuota,
  correctResourceGroups,
  correctStore,
  type DuplicatesBehaviours,
  type QuotaBehaviours,
  type ResourceGroupsBehaviours,
  type StoreBehaviours,
} from './behaviours/store.ts';
import { correctTags, type TagsBehaviours } from './behaviours/tags.ts';

/**
 * Every decision of the server under a name. A behaviour reaches its neighbours through `ctx.behaviours`, never
 * directly, so that replacing one function changes that decision wherever it is taken and nothing else.
 */
export interface EcsBehaviours {
  readonly authorization: AuthorizationBehaviours;
  readonly protocol: ProtocolBehaviours;
  readonly regions: RegionsBehaviours;
  readonly names: NamesBehaviours;
  readonly material: MaterialBehaviours;
  readonly duplicates: DuplicatesBehaviours;
  readonly quota: QuotaBehaviours;
  readonly resourceGroups: ResourceGroupsBehaviours;
  readonly store: StoreBehaviours;
  readonly fingerprints: FingerprintsBehaviours;
  readonly keyMaterial: KeyMaterialBehaviours;
  readonly describe: DescribeBehaviours;
  readonly paging: PagingBehaviours;
  readonly deletion: DeletionBehaviours;
  readonly tags: TagsBehaviours;
  readonly identifiers: IdentifiersBehaviours;
  readonly clock: ClockBehaviours;
  readonly responses: ResponsesBehaviours;
  readonly format: FormatBehaviours;
  readonly http: HttpBehaviours;
}

/** Replacements for some functions of some groups. */
export type EcsBehaviourOverrides = {
  readonly [Group in keyof EcsBehaviours]?: Partial<EcsBehaviours[Group]>;
};

/** The behaviours of ECS. What is inferred, or unsettled because sources contradict each other, says so in place. */
export function correctEcsBehaviours(): EcsBehaviours {
  return withEcsBehaviours({});
}

/** The correct behaviours with some functions replaced. */
export function withEcsBehaviours(overrides: EcsBehaviourOverrides): EcsBehaviours {
  return {
    authorization: { ...correctAuthorization, ...overrides.authorization },
    protocol: { ...correctProtocol, ...overrides.protocol },
    regions: { ...correctRegions, ...overrides.regions },
    names: { ...correctNames, ...overrides.names },
    material: { ...correctMaterial, ...overrides.material },
    duplicates: { ...correctDuplicates, ...overrides.duplicates },
    quota: { ...correctQuota, ...overrides.quota },
    resourceGroups: { ...correctResourceGroups, ...overrides.resourceGroups },
    store: { ...correctStore, ...overrides.store },
    fingerprints: { ...correctFingerprints, ...overrides.fingerprints },
    keyMaterial: { ...correctKeyMaterial, ...overrides.keyMaterial },
    describe: { ...correctDescribe, ...overrides.describe },
    paging: { ...correctPaging, ...overrides.paging },
    deletion: { ...correctDeletion, ...overrides.deletion },
    tags: { ...correctTags, ...overrides.tags },
    identifiers: { ...correctIdentifiers, ...overrides.identifiers },
    clock: { ...correctClock, ...overrides.clock },
    responses: { ...correctResponses, ...overrides.responses },
    format: { ...correctFormat, ...overrides.format },
    http: { ...correctHttp, ...overrides.http },
  };
}
