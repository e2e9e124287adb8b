import { alike } from './canary/alike.ts';
import type { Suite } from './check.ts';
import { deleting, describing, making } from './clients/accepted.ts';
import { agreement } from './clients/agreement.ts';
import { keyFile } from './clients/key-files.ts';
import { acceptedRequestId, acknowledged, dictionary, exception, notSent } from './clients/native.ts';
import { exitCode, printed } from './clients/printed.ts';
import { refused, requestId } from './clients/refused.ts';
import { materialBytes, nameThrough } from './clients/values.ts';
import { waiter } from './clients/waiters.ts';

/** What a second client, as users have it, makes of the answers. */
export const clients: Suite = {
  topic: 'client',
  bodies: {
    making,
    describing,
    deleting,
    refused,
    requestId,
    waiter,
    materialBytes,
    nameThrough,
    agreement,
    alike,
    dictionary,
    acceptedRequestId,
    acknowledged,
    exception,
    notSent,
    keyFile,
    printed,
    exitCode,
  },
};
