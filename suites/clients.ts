import type { Suite } from './check.ts';
import { deleting, describing, making } from './clients/accepted.ts';
import { refused, requestId } from './clients/refused.ts';
import { materialBytes, nameThrough } from './clients/values.ts';
import { waiter } from './clients/waiters.ts';

/** What a second client, as users have it, makes of the answers. */
export const clients: Suite = {
  topic: 'client',
  bodies: { making, describing, deleting, refused, requestId, waiter, materialBytes, nameThrough },
};
