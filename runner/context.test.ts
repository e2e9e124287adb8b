import { describe, expect, it } from 'vitest';
import type { CheckContext } from '../suites/check.ts';
import { fakeClient, runOne } from './testing/fakes.ts';

const describeAll = { operation: 'describe', parameters: {} } as const;

describe('what a check gets', () => {
  const drawn = async (seed: number): Promise<readonly string[]> =>
    (
      await runOne(
        (ctx) => {
          ctx.remark(ctx.name());
          ctx.remark(ctx.random.text(8));
          ctx.remark(ctx.name(40));
        },
        { seed },
      )
    ).remarks;

  it('is the same names and values for the same seed, and others for another', async () => {
    expect(await drawn(1)).toEqual(await drawn(1));
    expect(await drawn(1)).not.toEqual(await drawn(2));
  });

  it('follows the reading', async () => {
    const parts = {
      requirement: { readings: { documented: { outcome: 'accepted' } }, expects: { refusal: 'x' } },
    } as const;
    const expects = async (reading: 'observed' | 'documented'): Promise<unknown> =>
      JSON.parse(
        (await runOne((ctx) => ctx.remark(JSON.stringify(ctx.requirement.expects)), { reading }, parts))
          .remarks[0] ?? '',
      );
    expect(await expects('observed')).toEqual({ refusal: 'x' });
    expect(await expects('documented')).toEqual({ outcome: 'accepted' });
  });

  it('is the wire client beside a second one only where the check looks through that', async () => {
    const clients = [fakeClient(), fakeClient(undefined, 'sdk')] as const;
    const others = (ctx: CheckContext): void => ctx.remark(ctx.clients.map(({ kind }) => kind).join());
    expect((await runOne(others, { clients })).remarks).toEqual(['']);
    const second = await runOne(others, { clients }, { body: { second: true } });
    expect(second).toMatchObject({ client: 'sdk', remarks: ['wire'] });
  });

  it('sends to the main region by default, through the client that is named', async () => {
    const sdk = fakeClient(undefined, 'sdk');
    const wire = fakeClient();
    await runOne(
      async (ctx) => {
        await ctx.call(describeAll);
        await ctx.call({ ...describeAll, region: ctx.secondRegion }, { client: sdk });
      },
      { clients: [wire, sdk] },
    );
    expect(wire.calls.at(-1)?.region).toBe('one');
    expect(sdk.calls.map(({ region }) => region)).toEqual(['two']);
  });
});
