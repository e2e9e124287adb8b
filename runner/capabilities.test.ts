import { describe, expect, it } from 'vitest';
import type { Capability } from '../specs/contract.ts';
import { type KeyPairCall, TransportError } from '../targets/target.ts';
import {
  body,
  difference,
  fakeClient,
  fakeOptions,
  fakeTarget,
  finishedOf,
  refusal,
  runAll,
} from './testing/fakes.ts';

const call = body(async (ctx) => void (await ctx.call({ operation: 'import', parameters: { name: 'x' } })));

async function verdict(
  requires: readonly Capability[],
  declared: Readonly<Partial<Record<Capability, boolean>>>,
  answer?: Parameters<typeof fakeClient>[0],
): Promise<{ verdict: string | undefined; reason: string | undefined; events: readonly unknown[] }> {
  const events = await runAll(
    fakeOptions(
      { check: [call, { requires }] },
      { target: fakeTarget({ capabilities: declared }), clients: [fakeClient(answer)] },
    ),
  );
  const finished = finishedOf(events).get('check');
  return {
    verdict: finished?.verdict,
    reason: finished?.reason,
    events: events.filter(({ type }) => type === 'capability-probed'),
  };
}

describe('a capability that a requirement asks for', () => {
  it('makes it unsupported where the owner declares that it is missing', async () => {
    expect(await verdict(['tags'], { tags: false })).toMatchObject({
      verdict: 'unsupported',
      reason: "declared: the target does not have the capability 'tags'",
    });
  });

  it.each([[{ tags: true }], [{}]])(
    'has it judged where it is declared or not spoken of: %o',
    async (declared) => {
      expect((await verdict(['tags'], declared)).verdict).toBe('pass');
    },
  );

  it('is reported where the probe contradicts the declaration, and changes no verdict', async () => {
    const result = await verdict(['dry-run'], { 'dry-run': true });
    expect(result.verdict).toBe('pass');
    expect(result.events).toContainEqual({
      type: 'capability-probed',
      capability: 'dry-run',
      declared: true,
      observed: false,
    });
  });

  const unsigned = (code: string) => (asked: KeyPairCall) =>
    asked.wire?.authentication === 'wrong-secret' ? refusal(asked, 401, code) : undefined;

  it('is found out by the probe where only a probe can tell: signatures', async () => {
    expect((await verdict(['verifies-signatures'], {})).reason).toMatch(/^probed: .*'verifies-signatures'/);
    expect((await verdict(['verifies-signatures'], {}, unsigned('AuthFailure'))).verdict).toBe('pass');
    expect((await verdict(['verifies-signatures'], { 'verifies-signatures': true })).verdict).toBe('pass');
  });

  it('is believed missing only where the probe saw it: a target that is silent is tested', async () => {
    const silent = (asked: KeyPairCall): undefined => {
      if (asked.wire?.authentication === 'wrong-secret') throw new TransportError('no', 'headers', 'X');
    };
    expect((await verdict(['verifies-signatures'], {}, silent)).verdict).toBe('pass');
  });

  it('costs no call of the probe where nothing asks for it', async () => {
    const client = fakeClient();
    await runAll(fakeOptions({ check: call }, { clients: [client] }));
    const operations = client.calls.map(({ operation }) => operation);
    expect(operations.filter((one) => one !== 'describe')).toEqual(['import', 'delete', 'import']);
  });
});

describe('a check that needs what the target does not have', () => {
  const verdicts = async (status: number, code: string): Promise<unknown> => {
    const client = fakeClient((asked) =>
      asked.parameters.name === 'x' ? refusal(asked, status, code) : undefined,
    );
    const judged = body(async (ctx) => {
      const outcome = await ctx.call({ operation: 'import', parameters: { name: 'x' } });
      if (outcome.kind !== 'accepted') ctx.must(difference());
    });
    const events = await runAll(
      fakeOptions({ first: judged, second: [body(), { needs: ['first'] }] }, { clients: [client] }),
    );
    return [...finishedOf(events).values()].map((event) => event.verdict);
  };

  it('is unsupported too where the whole operation is answered with "not implemented"', async () => {
    const client = fakeClient((asked) =>
      asked.operation === 'describe' ? refusal(asked, 400, 'NotImplemented') : undefined,
    );
    const lists = body((ctx) => ctx.call({ operation: 'describe', parameters: {} }).then(() => {}));
    const events = await runAll(
      fakeOptions({ first: lists, second: [body(), { needs: ['first'] }] }, { clients: [client] }),
    );
    expect([...finishedOf(events).values()].map((event) => event.verdict)).toEqual([
      'unsupported',
      'unsupported',
    ]);
  });

  it('is blocked where an operation that works answers so to one value: that is a wrong rejection', async () => {
    expect(await verdicts(501, 'Anything')).toEqual(['fail', 'blocked']);
    expect(await verdicts(400, 'NotImplemented')).toEqual(['fail', 'blocked']);
    expect(await verdicts(400, 'UnsupportedNotImplemented')).toEqual(['fail', 'blocked']);
  });

  it('is blocked where that is answered wrongly', async () => {
    expect(await verdicts(400, 'InvalidParameterValue')).toEqual(['fail', 'blocked']);
  });
});

describe('a check that looks through a second client', () => {
  const second = body(() => {}, { second: true });

  it('gives a verdict for each client but the wire client', async () => {
    const clients = [fakeClient(), fakeClient(undefined, 'sdk'), fakeClient(undefined, 'boto3')] as const;
    const events = await runAll(fakeOptions({ check: second }, { clients }));
    const finished = events.flatMap((event) => (event.type === 'check-finished' ? [event] : []));
    expect(finished.map(({ client, verdict: one }) => [client, one])).toEqual([
      ['sdk', 'pass'],
      ['boto3', 'pass'],
    ]);
  });

  it('is skipped with a reason in a run that has none', async () => {
    const finished = finishedOf(await runAll(fakeOptions({ check: second }))).get('check');
    expect(finished).toMatchObject({
      verdict: 'skipped',
      reason: 'this run has no second client, only wire',
    });
  });
});
