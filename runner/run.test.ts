import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { TransportError } from '../targets/target.ts';
import type { RunEvent } from './events.ts';
import { openLedger } from './ledger/ledger.ts';
import { success } from './ownership/testing/service.ts';
import {
  body,
  difference,
  fakeClient,
  fakeOptions,
  fakeTarget,
  finishedOf,
  runAll,
} from './testing/fakes.ts';

const startedIds = (events: readonly RunEvent[]): string[] =>
  events.flatMap((event) => (event.type === 'check-started' ? [event.requirement] : []));
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const SECRET = 'wJalrXUtnFEMI0K7MDENG0bPxRfiCYzzzzzzzKEY';

describe('a run', () => {
  it('tells what it will do first, then the probe, each check, and its end', async () => {
    const events = await runAll(fakeOptions({ a: body() }));
    expect(events.map(({ type }) => type)).toEqual([
      'run-started',
      'capability-probed',
      'capability-probed',
      'check-started',
      'check-finished',
      'run-finished',
    ]);
    expect(finishedOf(events).get('a')).toMatchObject({ verdict: 'pass', client: 'wire', findings: [] });
  });

  it('names the software, every requirement and what is selected in its first event', async () => {
    const options = fakeOptions({ a: body(), b: body() }, { selected: ['b'] });
    const [first] = await runAll(options);
    expect(first).toMatchObject({ type: 'run-started', target: { software: 'Fake/1' }, seed: 7 });
    expect(
      first?.type === 'run-started' && first.requirements.map((r) => [r.requirement.id, r.selected]),
    ).toEqual([
      ['a', false],
      ['b', true],
    ]);
  });

  it.each([
    ['a secret of the run', SECRET],
    [
      'a private key',
      '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIAaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n-----END PRIVATE KEY-----',
    ],
    ['more than any id has', 'x'.repeat(5_000)],
  ])('writes no id into its ledger that is %s', async (_, id) => {
    const path = join(mkdtempSync(join(tmpdir(), 'run-ledger-')), 'ledger.ndjson');
    const head = {
      prefix: 'qqom9woawb-',
      secret: `${'0'.repeat(31)}1`,
      provider: 'fake',
      endpoint: 'http://x/',
    };
    const ledger = openLedger(path, head);
    const making = body(async (ctx) => {
      await ctx.call({ operation: 'import', parameters: { name: ctx.name() } });
    });
    const client = fakeClient((call) =>
      call.operation === 'import' ? success(call, [{ name: call.parameters.name ?? '', id }]) : undefined,
    );
    const target = fakeTarget({
      credentials: { accessKeyId: 'AKIAQQQQQQQQQQQQQQQQ', secretAccessKey: SECRET },
    });
    await runAll(fakeOptions({ making }, { clients: [client], ledger, target }));
    ledger.close();
    const text = readFileSync(path, 'utf8');
    rmSync(join(path, '..'), { recursive: true });
    expect(text).toContain('"type":"accepted"');
    expect(text).not.toContain(id.slice(30, 60));
  });

  it('does not run what is not selected', async () => {
    const events = await runAll(fakeOptions({ a: body(), b: body() }, { selected: ['b'] }));
    expect([...finishedOf(events).keys()]).toEqual(['b']);
  });

  it('runs bases first in the order of their needs, exclusive checks last, and quota after those', async () => {
    const events = await runAll(
      fakeOptions({
        full: [body(), { topic: 'quota' }],
        alone: body(() => {}, { exclusive: true }),
        plain: body(() => {}, { uses: ['import', 'describe'] }),
        'describe.works': [body(() => {}, { uses: ['import', 'describe'] }), { basis: 'describe' }],
        'import.works': [body(() => {}, { uses: ['import', 'describe'] }), { basis: 'import' }],
      }),
    );
    expect(startedIds(events)).toEqual(['import.works', 'describe.works', 'plain', 'alone', 'full']);
  });

  it('runs no more checks at the same time than the target allows', async () => {
    let running = 0;
    let most = 0;
    const busy = body(async () => {
      most = Math.max(most, ++running);
      await pause(5);
      running--;
    });
    const checks = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`c${index}`, busy]));
    await runAll(fakeOptions(checks, { target: fakeTarget({ concurrency: 3 }) }));
    expect(most).toBe(3);
  });

  it('runs exclusive checks alone', async () => {
    const running = new Set<string>();
    const overlaps: string[] = [];
    const watch = (name: string, exclusive?: true) =>
      body(
        async () => {
          if (exclusive && running.size > 0) overlaps.push(name);
          running.add(name);
          await pause(5);
          if (exclusive && running.size > 1) overlaps.push(name);
          running.delete(name);
        },
        exclusive ? { exclusive } : {},
      );
    await runAll(fakeOptions({ x: watch('x', true), a: watch('a'), b: watch('b'), y: watch('y', true) }));
    expect(overlaps).toEqual([]);
  });

  it('blocks a check whose need did not pass, without starting it, and says why', async () => {
    const events = await runAll(
      fakeOptions({
        first: body((ctx) => ctx.must(difference())),
        second: [body(), { needs: ['first'] }],
        third: [body(), { needs: ['second'] }],
      }),
    );
    expect(startedIds(events)).toEqual(['first']);
    const finished = finishedOf(events);
    expect(finished.get('second')).toMatchObject({
      verdict: 'blocked',
      reason: 'blocked by first (failed)',
    });
    expect(finished.get('third')).toMatchObject({
      verdict: 'blocked',
      reason: 'blocked by second (blocked)',
      blockedBy: 'second',
    });
  });

  it('judges nothing of a target that takes no connection, and says so', async () => {
    const client = fakeClient(() => {
      throw new TransportError('connection refused', 'connect', 'ECONNREFUSED');
    });
    const events = await runAll(fakeOptions({ a: body() }, { clients: [client] }));
    expect(events.map(({ type }) => type)).toEqual(['run-started', 'run-finished']);
    expect(events[1]).toMatchObject({
      unreachable: 'connection refused; start the target, or wait for it with --wait 60',
      interrupted: false,
    });
  });

  it('gives the same events for the same seed and prefix, and other values for another', async () => {
    const check = body((ctx) => {
      ctx.remark(`${ctx.name()} ${ctx.random.integer(0, 1e9)}`);
      ctx.note(difference(ctx.name()));
    });
    const log = (seed: number): Promise<readonly RunEvent[]> =>
      runAll(fakeOptions({ a: check, b: check, c: body() }, { seed, now: () => 0 }));
    const [one, same, other] = [await log(1), await log(1), await log(2)];
    expect(same).toEqual(one);
    expect(finishedOf(other).get('a')?.remarks).not.toEqual(finishedOf(one).get('a')?.remarks);
    expect(finishedOf(one).get('b')?.remarks).not.toEqual(finishedOf(one).get('a')?.remarks);
    const fingerprint = (events: readonly RunEvent[]) =>
      finishedOf(events).get('a')?.findings[0]?.fingerprint;
    expect(fingerprint(other)).toBe(fingerprint(one));
  });

  it('judges through the wire client, and through all of them when asked, but for checks of the wire', async () => {
    const clients = [fakeClient(undefined, 'sdk'), fakeClient()] as const;
    const checks = { a: body(), b: body(() => {}, { wire: true }) };
    const judged = async (everyClient: boolean): Promise<readonly string[]> =>
      (await runAll(fakeOptions(checks, { clients, everyClient }))).flatMap((event) =>
        event.type === 'check-finished' ? [`${event.requirement} ${event.client}`] : [],
      );
    expect((await judged(false)).toSorted()).toEqual(['a wire', 'b wire']);
    expect((await judged(true)).toSorted()).toEqual(['a sdk', 'a wire', 'b wire']);
  });

  it('finds a check of the wire unsupported where no client shows it', async () => {
    const clients = [fakeClient(undefined, 'sdk')] as const;
    const events = await runAll(fakeOptions({ a: body(() => {}, { wire: true }) }, { clients }));
    expect(finishedOf(events).get('a')).toMatchObject({ verdict: 'unsupported', client: 'sdk' });
  });

  it('blocks a client by its own verdict on the need, not by that of another client', async () => {
    const clients = [fakeClient(), fakeClient(undefined, 'sdk')] as const;
    const need = body((ctx) => {
      if (ctx.client.kind === 'sdk') ctx.must(difference());
    });
    const checks = { need, check: [body(), { needs: ['need'] }] } as const;
    const events = await runAll(fakeOptions(checks, { clients, everyClient: true }));
    const verdicts = events.flatMap((event) =>
      event.type === 'check-finished' ? [`${event.requirement} ${event.client} ${event.verdict}`] : [],
    );
    expect(verdicts.toSorted()).toEqual([
      'check sdk blocked',
      'check wire pass',
      'need sdk fail',
      'need wire pass',
    ]);
  });

  it('blocks what needs a requirement that was not selected', async () => {
    const checks = { need: body(), check: [body(), { needs: ['need'] }] } as const;
    const events = await runAll(fakeOptions(checks, { selected: ['check'] }));
    expect(finishedOf(events).get('check')).toMatchObject({
      verdict: 'blocked',
      reason: 'blocked by need (skipped)',
    });
  });

  it('leaves the quota out when told', async () => {
    const events = await runAll(fakeOptions({ full: [body(), { topic: 'quota' }] }, { quota: 'skip' }));
    expect(startedIds(events)).toEqual([]);
    expect(finishedOf(events).get('full')).toMatchObject({ verdict: 'skipped' });
  });

  it('skips what only a client can show that is not part of it, and says which one to add', async () => {
    const checks = { a: [body(() => {}, { second: true }), { clients: ['boto3'] }] } as const;
    const clients = [fakeClient(), fakeClient(undefined, 'sdk')] as const;
    const without = finishedOf(await runAll(fakeOptions(checks, { clients })));
    expect(without.get('a')).toMatchObject({
      verdict: 'skipped',
      reason: 'client boto3 is not part of this run (--client boto3)',
    });
    const all = [...clients, fakeClient(undefined, 'boto3')] as const;
    const events = await runAll(fakeOptions(checks, { clients: all }));
    const judged = events.flatMap((event) => (event.type === 'check-finished' ? [event] : []));
    expect(judged).toMatchObject([{ client: 'boto3', verdict: 'pass' }]);
  });
});
