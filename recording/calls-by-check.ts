import type { CheckFinished, Step } from '../runner/events.ts';
import type { RunOptions } from '../runner/options.ts';
import type { Check, CheckContext } from '../suites/check.ts';
import { createRedactor } from '../targets/redact.ts';
import type { Exchange } from '../targets/target.ts';

/** Exchanges of one check that are kept besides those of its log, from its beginning and from its end. */
const KEPT = 100;

/**
 * The calls of each check, for those whose log has none: checks of histories send many and log only what shows a
 * difference. It takes checks that run one after the other to know whose a call is.
 */
export class CallsByCheck {
  readonly #alone: boolean;
  readonly #calls = new Map<string, Exchange[]>();
  /** Calls that made what several checks share. */
  readonly #shared = new Map<string, readonly Exchange[]>();
  #current: Exchange[] | undefined;

  /** @param alone whether checks run one after the other */
  constructor(alone: boolean) {
    this.#alone = alone;
  }

  /** The same check; what is called while its body runs is its own. */
  heard(check: Check): Check {
    if (!this.#alone) return check;
    const { requirement, body } = check;
    return {
      ...check,
      body: {
        ...body,
        run: async (ctx) => {
          const own: Exchange[] = [];
          this.#calls.set(`${requirement.id} ${ctx.client.kind}`, own);
          this.#current = own;
          try {
            await body.run({ ...ctx, shared: this.#sharing(ctx, own) });
          } finally {
            if (this.#current === own) this.#current = undefined;
          }
        },
      },
    };
  }

  /** What a check takes from another is judged by the calls of that one. */
  #sharing({ shared }: CheckContext, own: Exchange[]): CheckContext['shared'] {
    return async (key, make, remove) => {
      const thing = await shared(
        key,
        async () => {
          const from = own.length;
          const made = await make();
          this.#shared.set(key, own.slice(from));
          return made;
        },
        remove,
      );
      own.push(...(this.#shared.get(key) ?? []).filter((one) => !own.includes(one)));
      return thing;
    };
  }

  add(exchange: Exchange): void {
    this.#current?.push(exchange);
  }

  /** The calls of a check without a statement in its log, redacted; none of any other. */
  unlogged(
    { requirement, client, exchanges }: CheckFinished,
    { target, redact }: Pick<RunOptions, 'target' | 'redact'>,
  ): readonly Step[] {
    const key = `${requirement} ${client}`;
    const all = this.#calls.get(key) ?? [];
    this.#calls.delete(key);
    if (exchanges.some(({ role }) => role === 'statement')) return [];
    const logged = new Set(exchanges.map(placeOf));
    const others = all.filter((one) => !logged.has(placeOf(one)));
    const kept = others.length <= 2 * KEPT ? others : [...others.slice(0, KEPT), ...others.slice(-KEPT)];
    const { credentials } = target;
    const redactor = createRedactor({ credentials, ...(redact && { patterns: redact }) }).within(kept);
    return kept.map((one) => ({ ...redactor.exchange(one), role: 'statement' }));
  }
}

/** What tells an exchange from all others, also once the log has numbered it anew. */
export function placeOf({
  client,
  startedAt,
  call,
}: Pick<Exchange, 'client' | 'startedAt' | 'call'>): string {
  const { name, names, id } = call.parameters;
  return JSON.stringify([client, startedAt, call.operation, call.region, name, names, id]);
}
