import type { Suite } from './check.ts';
import { accepted, createdHalf, kept, oneKeyManyComments, typeShown } from './imports/accepted.ts';
import { anyBytes, anyLine, anyText } from './imports/properties.ts';
import { recorded } from './imports/recorded.ts';
import { notBase64, refused } from './imports/refused.ts';

/** Which public keys can be imported and in which forms. */
export const imports: Suite = {
  topic: 'import',
  bodies: {
    accepted,
    kept,
    recorded,
    typeShown,
    createdHalf,
    oneKeyManyComments,
    refused,
    notBase64,
    anyLine,
    anyText,
    anyBytes,
  },
};
