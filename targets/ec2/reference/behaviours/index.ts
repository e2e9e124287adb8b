/**
 * Every decision of the server under the name of its group. A behaviour reaches its neighbours through
 * `ctx.behaviours`, never directly, so that replacing one function changes that decision wherever it is taken and
 * nothing else.
 */
export { correctAuthorization as authorization } from './authorization.ts';
export { correctDeletion as deletion } from './deletion.ts';
export { correctDescribe as describe } from './describe.ts';
export { correctFilters as filters } from './filters.ts';
export { correctClock as clock, correctIdentifiers as identifiers } from './identifiers.ts';
export { correctFingerprints as fingerprints, correctKeyMaterial as keyMaterial } from './keys.ts';
export { correctMaterial as material } from './material.ts';
export { correctNames as names } from './names.ts';
export { correctDryRun as dryRun, correctProtocol as protocol } from './protocol.ts';
export { correctResponses as responses } from './responses.ts';
export { correctDuplicates as duplicates, correctQuota as quota, correctStore as store } from './store.ts';
export { correctTags as tags } from './tags.ts';
export { correctTypes as types } from './types.ts';
export { correctHttp as http, correctXml as xml } from './xml.ts';
