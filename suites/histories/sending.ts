import type { CallParameters, Exchange, KeyPairView, Outcome, WireAlteration } from '../../targets/target.ts';
import type { CheckContext } from '../check.ts';
import { firstPage, pageAfter } from '../pages.ts';
import type { ModelCall } from './model/state.ts';

/** A call that was sent, with what came back. */
export interface Played {
  readonly call: ModelCall;
  readonly exchange: Exchange;
}

/** A way to send a call that is not the usual one. */
export interface Sending {
  /** For messages, e.g. `GET query presigned`. */
  readonly id: string;
  readonly wire: WireAlteration;
}

/** More pages than any history fills. */
const MOST_PAGES = 200;

/** Sends a call, and notes in `played` what was sent. A describe with pages is read to its end. */
export async function sendWhole(
  ctx: CheckContext,
  call: ModelCall,
  parameters: CallParameters,
  played: Played[],
  wire?: WireAlteration,
): Promise<Outcome> {
  const { operation, region } = call;
  const send = async (more: CallParameters = {}): Promise<Outcome> => {
    const sent = { operation, region, parameters: { ...parameters, ...more }, ...(wire && { wire }) };
    const outcome = await ctx.call(sent, { bulk: ctx.consistencyMs === 0 });
    played.push({ call, exchange: outcome.exchange });
    return outcome;
  };
  if (operation !== 'describe') return send();
  const keyPairs: KeyPairView[] = [];
  let asked = firstPage(ctx.contract);
  for (let turn = 1; ; turn += 1) {
    const page = await send(asked);
    if (page.kind !== 'accepted') return page;
    keyPairs.push(...page.keyPairs);
    const next = pageAfter(asked, page);
    if (next === undefined || turn === MOST_PAGES) return { ...page, keyPairs };
    asked = next;
  }
}
