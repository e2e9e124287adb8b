import type { Suite } from './check.ts';
import { anySet } from './tags/any-set.ts';
import { changedLater } from './tags/changed-later.ts';
import { found } from './tags/found.ts';
import { apart, kept, refused, sentOtherwise, untagged } from './tags/making.ts';

/** Labels of key pairs, given when they are made. */
export const tags: Suite = {
  topic: 'tags',
  bodies: { kept, sentOtherwise, refused, untagged, apart, found, anySet, changedLater },
};
