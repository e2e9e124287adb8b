import type { Suite } from './check.ts';
import { agreesWithAnswer, keyTypeShown } from './describes/fields.ts';
import { emptyRegion, manyAtOnce } from './describes/lists.ts';
import { publicKeyPresence, publicKeyShown, publicKeysApart } from './describes/public-keys.ts';
import { refusalMessage } from './describes/refusal-message.ts';
import { timeFormat, timeOfMaking, timeStable } from './describes/times.ts';
import { refused, shows } from './scenes/asking.ts';

/** Which key pairs a describe shows, and what it shows of each. */
export const describes: Suite = {
  topic: 'describe',
  bodies: {
    shows,
    refused,
    refusalMessage,
    publicKeyShown,
    publicKeyPresence,
    publicKeysApart,
    keyTypeShown,
    agreesWithAnswer,
    timeOfMaking,
    timeFormat,
    timeStable,
    manyAtOnce,
    emptyRegion,
  },
};
