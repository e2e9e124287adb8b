import { describe, expect, it } from 'vitest';
import { TransportError } from '../targets/target.ts';
import type { RunOptions } from './options.ts';
import { rejection, startService } from './ownership/testing/service.ts';
import { register } from './register.ts';
import type { TestContext } from './test-framework.ts';
import { body, difference, type FakeChecks, fakeClient, fakeOptions, fakeTarget } from './testing/fakes.ts';

interface FakeTest {
  readonly path: string;
  readonly body: (context?: TestContext) => Promise<void>;
}

/** Collects tests as a framework does, and runs them when told. */
function harness(checks: FakeChecks, rest: Partial<RunOptions> = {}) {
  const tests: FakeTest[] = [];
  const groups: string[] = [];
  let end: () => Promise<void> = async () => {};
  register(
    {
      describe: (name, define) => {
        groups.push(name);
        define();
        groups.pop();
      },
      test: (name, testBody) => void tests.push({ path: [...groups, name].join(' > '), body: testBody }),
      afterAll: (action) => {
        end = action;
      },
    },
    fakeOptions(checks, rest),
  );
  const outcomeOf = async (path: string, context: TestContext = {}): Promise<string> => {
    const test = tests.find((candidate) => candidate.path.includes(path));
    if (test === undefined) throw new Error(`no test ${path}`);
    const skipped: string[] = [];
    const skip = (reason?: string): void => void skipped.push(reason ?? '');
    try {
      await test.body({ skip, ...context });
      return skipped.length > 0 ? `skipped ${skipped.join()}` : 'passed';
    } catch (error) {
      return `failed ${(error as Error).message}`;
    }
  };
  return { tests, outcomeOf, end: () => end() };
}

const wrong = body((ctx) => ctx.must({ ...difference(), hints: ['look'] }));

describe('registered tests', () => {
  it('stand in groups by topic, one for each selected requirement, and one for leftovers', () => {
    const { tests } = harness(
      { a: body(), b: [body(), { topic: 'tags' }], c: body() },
      { selected: ['a', 'b'] },
    );
    expect(tests.map(({ path }) => path)).toEqual([
      'name > a: a holds.',
      'tags > b: b holds.',
      'everything the run made is removed again',
    ]);
  });

  it('start nothing before the first one runs, and one run for all', async () => {
    const client = fakeClient();
    const { outcomeOf } = harness({ a: body(), b: body() }, { clients: [client] });
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(client.calls).toEqual([]);
    expect(await outcomeOf('b:')).toBe('passed');
    expect(await outcomeOf('a:')).toBe('passed');
    expect(client.calls.filter(({ operation }) => operation === 'import')).toHaveLength(1);
  });

  it('fail with the finding', async () => {
    const { outcomeOf } = harness({ a: wrong }, { reproduce: () => ({ curl: 'curl x' }) });
    expect(await outcomeOf('a:')).toBe(
      'failed FAIL a (must, observed)\n  a holds.\n  describe of all key pairs returns the wrong name\n    expected: "a"\n    observed: "b"\n    hint: look\n    curl: curl x',
    );
  });

  it('fail for a missing answer and for a defect, with the reason', async () => {
    const stuck = body(() => new Promise<void>(() => {}), { budgetMs: 10 });
    const broken = body(() => Promise.reject(new TypeError('oops')));
    const { outcomeOf } = harness({ stuck, broken });
    expect(await outcomeOf('stuck:')).toContain('no verdict within 10 ms');
    expect(await outcomeOf('broken:')).toMatch(/^failed DEFECT broken.*oops.*register\.test\.ts/s);
  });

  it('are skipped when they are blocked, unsupported or only inform', async () => {
    const { outcomeOf } = harness(
      {
        a: wrong,
        blocked: [body(), { needs: ['a'] }],
        wish: [wrong, { level: 'may' }],
        full: [body(), { topic: 'quota' }],
      },
      { quota: 'skip' },
    );
    expect(await outcomeOf('blocked:')).toBe('skipped blocked by a (failed)');
    expect(await outcomeOf('wish:')).toBe('skipped fail: describe of all key pairs returns the wrong name');
    expect(await outcomeOf('full:')).toBe('skipped skipped: quota checks are switched off');
  });

  it('judge every client in one test', async () => {
    const onlySdk = body((ctx) => ctx.note(ctx.client.kind === 'sdk' ? difference('sdk only') : undefined));
    const clients = [fakeClient(), fakeClient(undefined, 'sdk')] as const;
    const { outcomeOf } = harness({ a: onlySdk }, { clients, everyClient: true });
    expect(await outcomeOf('a:')).toContain('sdk only');
  });

  it('fail with the reason when the target cannot be reached', async () => {
    const client = fakeClient(() => Promise.reject(new TransportError('refused', 'connect', 'E')));
    const { outcomeOf } = harness({ a: body() }, { clients: [client] });
    expect(await outcomeOf('a:')).toBe('failed the target could not be reached: refused');
  });

  it('fail at the end when something could not be removed', async () => {
    const leaving = body(async (ctx) => {
      await ctx.call({ operation: 'import', parameters: { name: ctx.name(), material: 'key' } });
    });
    const keeping = startService([], (call) =>
      call.operation === 'delete' ? rejection(call, 'No') : undefined,
    );
    const { outcomeOf } = harness({ a: leaving }, { clients: [keeping] });
    expect(await outcomeOf('a:')).toBe('passed');
    expect(await outcomeOf('removed again')).toMatch(
      /^failed key pair kpc-abc123-\w+ \(key-0+1\) in \S+ could not be removed: delete failed: No/,
    );
  });

  it('that are left out leave nothing running: the end interrupts the run and waits for its cleanup', async () => {
    let cleaned = false;
    const slow = body(async (ctx) => {
      ctx.cleanup(async () => {
        cleaned = true;
      });
      await new Promise((resolve) => ctx.signal.addEventListener('abort', resolve));
    });
    const target = fakeTarget({ timeouts: { connectMs: 1, requestMs: 1, checkMs: 60_000 } });
    const { outcomeOf, end } = harness({ a: body(), slow }, { target });
    expect(await outcomeOf('a:')).toBe('passed');
    await end();
    expect(cleaned).toBe(true);
  });

  it('leave nothing to wait for when none ran', async () => {
    const client = fakeClient();
    await harness({ a: body() }, { clients: [client] }).end();
    expect(client.calls).toEqual([]);
  });
});
