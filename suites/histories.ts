import type { CheckBody, Suite } from './check.ts';
import { besideOthers } from './histories/concurrent/company.ts';
import { concurrently } from './histories/concurrent/rounds.ts';
import { tour } from './histories/tour.ts';

const USES = ['describe', 'delete'] as const;

/** Given: nothing. */
const waysAgree: CheckBody = {
  kind: 'model',
  method:
    'Makes a key pair of every kind and looks at each in every way, with and without public keys and however a call can be sent: all fields agree with the model and with each other.',
  uses: USES,
  anyMaking: true,
  exclusive: true,
  wire: true,
  run: tour,
};

/** Given: `focus`: what the histories are mainly about. */
const generated: CheckBody = {
  kind: 'model',
  method:
    'Plays generated histories beside a model of the service and compares every response as a whole; what differs is shrunk to the smallest history that shows it.',
  uses: USES,
  anyMaking: true,
  exclusive: true,
  wire: true,
  async run(ctx) {
    const { explore } = await import('./histories/explore.ts');
    await explore(ctx, ctx.given.focus as Parameters<typeof explore>[1]);
  },
};

/** Given: nothing. */
const overlapping: CheckBody = {
  kind: 'burst',
  method:
    'Two to eight clients make, read, list and remove key pairs of a few names at the same time; some order of the calls must explain all responses about each name, and lists must show what surely existed.',
  uses: USES,
  anyMaking: true,
  exclusive: true,
  run: concurrently,
};

/** Given: nothing. */
const unaffected: CheckBody = {
  kind: 'burst',
  method:
    'Makes, shows, lists and deletes eight unrelated key pairs at the same time, each as it goes by itself; what other checks of the run saw only while others ran is reported here, once.',
  uses: USES,
  anyMaking: true,
  exclusive: true,
  judgesCompany: true,
  run: besideOthers,
};

/** Whole histories instead of single calls: what lies between the rules. */
export const histories: Suite = {
  topic: 'history',
  bodies: { waysAgree, generated, overlapping, unaffected },
};
