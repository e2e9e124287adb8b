import type { CallParameters, KeyPairView } from '../../targets/target.ts';
import { type CheckBody, Unsupported } from '../check.ts';
import { anyPair } from '../flows.ts';
import { accepted, judgeAccepted } from '../judges/answer.ts';
import { mustFind, naming } from '../lookups.ts';
import { judgeReported, twoClients } from './two.ts';

/**
 * Given: `query` in the client's language; `field`, the part of the key pair that it has to print; `filter`, the name of
 * a filter to ask by instead of the name.
 */
export const printed: CheckBody = {
  kind: 'example',
  method: 'Describes a key pair with a query of the client and compares what it prints with the key pair.',
  uses: ['describe'],
  anyMaking: true,
  second: true,
  async run(ctx) {
    const { wire } = twoClients(ctx);
    await anyPair(wire);
    const { name } = await anyPair(wire);
    const shown = await mustFind(wire, name);
    const { query, field, filter } = ctx.given;
    const parameters: CallParameters =
      typeof filter === 'string' ? { filters: [{ name: filter, values: [name] }] } : naming(ctx, name);
    const outcome = await ctx.call({
      operation: ctx.requirement.operation,
      parameters,
      query: String(query),
    });
    ctx.must(judgeAccepted(outcome, `with the query ${String(query)}`));
    const text = accepted(outcome).native?.printed;
    const wanted = shown[String(field) as keyof KeyPairView];
    ctx.must(judgeReported(String(field), textOf(wanted), textOf(text?.trimEnd()), outcome));
  },
};

/** Given: `accepted` and `refused`, the exit codes; a list where versions differ. */
export const exitCode: CheckBody = {
  kind: 'example',
  method:
    'Runs a describe that is accepted and one that is rejected; the client ends with the documented exit codes.',
  uses: ['describe'],
  anyMaking: true,
  second: true,
  async run(ctx) {
    const { wire } = twoClients(ctx);
    const { name } = await anyPair(wire);
    const { operation } = ctx.requirement;
    const cases = [
      ['accepted', name],
      ['refused', ctx.name()],
    ] as const;
    for (const [kind, asked] of cases) {
      const outcome = await ctx.call({ operation, parameters: naming(ctx, asked) });
      if (outcome.kind === 'unreadable' || outcome.kind !== kind) {
        ctx.note(judgeReported('outcome', kind, outcome.kind, outcome));
        continue;
      }
      const code = outcome.native?.exitCode;
      if (code === undefined)
        throw new Unsupported(`the ${ctx.client.kind} client has no exit code`, 'client');
      const wanted = [ctx.given[kind]].flat();
      if (wanted.includes(code)) continue;
      ctx.note(judgeReported('exit code', wanted.join(' or '), String(code), outcome));
    }
  },
};

function textOf(value: unknown): string | undefined {
  return value === undefined || typeof value === 'string' ? value : JSON.stringify(value);
}
