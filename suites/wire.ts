import type { Suite } from './check.ts';
import { deletes, encodes, makes, shows, token } from './wire/accepted.ts';
import { afterwards, harmless, refused } from './wire/refused.ts';
import { large, unicode } from './wire/sizes.ts';
import { versions } from './wire/versions.ts';

/** How requests may and may not be put on the wire. `given.wire` changes the request as `WireAlteration` says. */
export const wire: Suite = {
  topic: 'wire',
  bodies: { makes, encodes, shows, deletes, token, refused, harmless, afterwards, unicode, large, versions },
};
