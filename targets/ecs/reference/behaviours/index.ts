/**
 * Every decision of the server under the name of its group. A behaviour reaches its neighbours through
 * `ctx.behaviours`, never directly, so that replacing one function changes that decision wherever it is taken and
 * nothing else.
 */
export { correctAuthorization as authorization } from './authorization.ts';
export { correctDeletion as deletion } from './deletion.ts';
export { correctDescribe as describe } from './describe.ts';
export { correctFormat as format, correctHttp as http } from './format.ts';
export { correctClock as clock, correctIdentifiers as identifiers } from './identifiers.ts';
export { correctFingerprints as fingerprints, correctKeyMaterial as keyMaterial } from './keys.ts';
export { correctMaterial as material } from './material.ts';
export { correctNames as names } from './names.ts';
export { correctPaging as paging } from './paging.ts';
export { correctProtocol as protocol } from './protocol.ts';
export { correctRegions as regions } from './regions.ts';
export { correctResponses as responses } from './responses.ts';
export {
  correctDuplicates as duplicates,
  correctQuota as quota,
  correctResourceGroups as resourceGroups,
  correctStore as store,
} from './store.ts';
export { correctTags as tags } from './tags.ts';
