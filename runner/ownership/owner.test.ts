import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readContract } from '../../specs/compiled.ts';
import type { Contract } from '../../specs/contract.ts';
import {
  type CallParameters,
  type KeyPairCall,
  type Outcome,
  TransportError,
  UnsupportedByClient,
} from '../../targets/target.ts';
import { openLedger } from '../ledger/ledger.ts';
import { isOpen, readLedger } from '../ledger/read.ts';
import { RunNames } from '../names.ts';
import { Owner } from './owner.ts';
import type { OwnerOptions } from './regions.ts';
import { type Deviation, rejection, type Service, startService, success } from './testing/service.ts';

const SECRET = `${'0'.repeat(31)}1`;
const PREFIX = 'qqom9woawb-';
const OWN = `${PREFIX}0123456789ab`;
const OTHER = `${PREFIX}ba9876543210`;
const PLACE = 'us-east-1';
const { signal } = new AbortController();

let contract: Contract;
beforeAll(async () => {
  contract = await readContract('aws-ec2');
});

interface Bench {
  readonly service: Service;
  readonly owner: Owner;
  ask(operation: KeyPairCall['operation'], parameters: CallParameters): Promise<Outcome>;
  /** Code of the outcome, or of the error by which the guard keeps a call back. */
  tried(operation: KeyPairCall['operation'], parameters: CallParameters): Promise<string>;
  names(): readonly string[];
  left(): Promise<readonly string[]>;
}

function bench(others: readonly string[] = [], deviate?: Deviation, rest: Partial<OwnerOptions> = {}): Bench {
  const service = startService(others, deviate);
  const owner = new Owner({ contract, names: new RunNames(contract, PREFIX), client: service, ...rest });
  const client = owner.guard(service);
  const ask: Bench['ask'] = (operation, parameters) =>
    client.call({ operation, region: PLACE, parameters }, { signal });
  return {
    service,
    owner,
    ask,
    tried: async (operation, parameters) => {
      try {
        const outcome = await ask(operation, parameters);
        return outcome.kind === 'refused' ? outcome.code : outcome.kind;
      } catch (error) {
        return error instanceof TransportError ? error.code : String(error);
      }
    },
    names: () => service.kept.map(({ name }) => name),
    left: async () => (await owner.leftovers(signal)).map(({ what, reason }) => `${what}: ${reason}`),
  };
}

describe('a key pair of somebody else', () => {
  it.each(['create', 'import'] as const)(
    'with a short name is met by no %s and no delete',
    async (operation) => {
      const { service, owner, tried, names, left } = bench(['a', 'prod']);
      await owner.look(PLACE, signal);
      expect(await tried(operation, { name: 'a' })).toBe('NAME_TAKEN');
      expect(await tried('delete', { name: 'a' })).toBe('NOT_OURS');
      await owner.release(PLACE, 'a', signal);
      expect(service.sent(operation)).toEqual([]);
      expect(service.sent('delete')).toEqual([]);
      expect([names(), await left()]).toEqual([['a', 'prod'], []]);
    },
  );

  it.each([
    ['A', 'a'],
    [' a', 'a'],
    ['ａ', 'a'],
    ['PROD', 'prod'],
  ])(
    'named %j is met by nothing that names %j, which a service may take for the same',
    async (other, name) => {
      const { service, tried } = bench([other]);
      expect(await tried('import', { name })).toBe('NAME_TAKEN');
      expect(await tried('delete', { name })).toBe('NOT_OURS');
      expect([service.sent('import'), service.sent('delete')]).toEqual([[], []]);
    },
  );

  it('that is made while the run goes on is seen by a look before the create', async () => {
    const { service, owner, tried, names } = bench();
    await owner.look(PLACE, signal);
    await service.call({ operation: 'create', region: PLACE, parameters: { name: 'a' } }, { signal });
    expect(await tried('create', { name: 'a' })).toBe('NAME_TAKEN');
    expect(await tried('delete', { name: 'a' })).toBe('NOT_OURS');
    expect(names()).toEqual(['a']);
  });

  it("is not the run's because its create was rejected as a duplicate", async () => {
    let hidden = true;
    const { service, owner, tried, names, left } = bench(['a'], (call) =>
      call.operation === 'describe' && hidden ? success(call) : undefined,
    );
    expect(await tried('create', { name: 'a' })).toBe('InvalidKeyPair.Duplicate');
    hidden = false;
    await owner.release(PLACE, 'a', signal);
    expect(service.sent('delete')).toEqual([]);
    expect([names(), await left()]).toEqual([['a'], []]);
  });

  it('is not deleted by a name or an id that a response made up', async () => {
    const { service, owner, ask, tried, names } = bench(['prod'], (call, kept) =>
      call.operation === 'import' ? success(call, [{ ...kept[0], name: 'prod' }]) : undefined,
    );
    const [prod] = service.kept;
    await ask('import', { name: OWN });
    expect(await tried('delete', { name: 'prod' })).toBe('NOT_OURS');
    expect(await tried('delete', { id: prod?.id ?? '' })).toBe('NOT_OURS');
    await owner.release(PLACE, OWN, signal);
    await owner.release(PLACE, 'prod', signal);
    expect(names()).toEqual(['prod']);
  });

  it("is not taken for the run's where a create is idempotent", async () => {
    const { service, owner, tried, names, left } = bench(['a'], (call, kept) => {
      if (call.operation === 'describe' && call.parameters.names !== undefined) return success(call);
      return call.operation === 'create' ? success(call, [kept[0] ?? {}]) : undefined;
    });
    const hiding = new Set(service.kept);
    expect(await tried('create', { name: 'b' })).toBe('accepted');
    await owner.release(PLACE, 'b', signal);
    expect(await tried('delete', { id: [...hiding][0]?.id ?? '' })).toBe('NOT_OURS');
    expect([names(), await left()]).toEqual([['a'], []]);
  });

  it('is safe where nobody can list the region: then no name without the prefix is used', async () => {
    const { service, ask, tried, names } = bench(['a'], (call, kept) => {
      if (call.operation === 'describe') return rejection(call, 'UnauthorizedOperation', 403);
      return call.operation === 'import' ? success(call, kept) : undefined;
    });
    await ask('import', { name: OWN });
    expect(await tried('create', { name: 'b' })).toBe('NAME_UNKNOWN');
    expect(await tried('delete', { name: 'a' })).toBe('NOT_OURS');
    expect(await tried('delete', { id: service.kept[0]?.id ?? '' })).toBe('NOT_OURS');
    expect(names()).toEqual(['a']);
  });
});

describe('a key pair of the run', () => {
  it('with a short name that was free is deleted by its id', async () => {
    const { service, owner, ask, left } = bench(['prod']);
    await ask('create', { name: 'a' });
    const made = service.kept.find(({ name }) => name === 'a');
    await owner.release(PLACE, 'a', signal);
    expect(service.sent('delete')).toEqual([{ id: made?.id }]);
    expect(await left()).toEqual([]);
  });

  it('that another has deleted and made anew is left to the other', async () => {
    const { service, owner, ask, names } = bench();
    await ask('create', { name: 'a' });
    const make = { operation: 'create', region: PLACE, parameters: { name: 'a' } } as const;
    await service.call({ ...make, operation: 'delete' }, { signal });
    await service.call(make, { signal });
    await owner.release(PLACE, 'a', signal);
    expect(names()).toEqual(['a']);
  });

  it('is deleted by its name, and by the name of a rejected create nothing is', async () => {
    const { service, owner, ask, tried, names } = bench();
    await ask('create', { name: OWN });
    expect(await tried('import', { name: OWN })).toBe('InvalidKeyPair.Duplicate');
    await owner.release(PLACE, OTHER, signal);
    expect(service.sent('delete')).toEqual([]);
    await owner.release(PLACE, OWN, signal);
    expect(service.sent('delete')).toEqual([{ name: OWN }]);
    expect(names()).toEqual([]);
  });

  it('may be deleted by an id that is no id of anybody', async () => {
    const { tried } = bench(['prod']);
    expect(await tried('delete', { id: 'key-00000000000000fff' })).toBe('accepted');
    expect(await tried('delete', { name: 'key-00000000000000fff' })).toBe('accepted');
  });

  it('is made no more once the plan is used up', async () => {
    const { service, tried } = bench([], undefined, { allowance: { most: 1, made: 0 } });
    expect(await tried('create', { name: OWN })).toBe('accepted');
    expect(await tried('import', { name: OTHER })).toBe('CREATE_LIMIT');
    expect(service.sent('import')).toEqual([]);
  });
});

describe('leftovers', () => {
  it('are looked for where a delete lies', async () => {
    const { owner, ask, left } = bench([], (call) =>
      call.operation === 'delete' ? success(call) : undefined,
    );
    await ask('create', { name: OWN });
    await owner.release(PLACE, OWN, signal);
    expect(await left()).toEqual([
      expect.stringMatching(`^key pair ${OWN} .*: its delete was accepted, but it is there$`),
    ]);
  });

  it('are removed by their name where a delete by the ID does nothing', async () => {
    const { ask, left, names, service } = bench([], (call) =>
      call.operation === 'delete' && call.parameters.id !== undefined ? success(call) : undefined,
    );
    await ask('create', { name: OWN });
    await ask('delete', { id: service.kept[0]?.id ?? '' });
    expect([await left(), names()]).toEqual([[], []]);
  });

  it.each([[OWN], ['a']])('are looked for where a create of %s is rejected and made', async (name) => {
    const { ask, left, names } = bench([], (call, kept) => {
      if (call.operation !== 'create') return undefined;
      kept.push({ name: call.parameters.name ?? '', id: 'key-0000000000000aaaa' });
      return rejection(call, 'InvalidParameterValue');
    });
    await ask('create', { name });
    expect(await left()).toEqual([expect.stringContaining('its create was rejected, but it is there')]);
    expect(names()).toEqual([name]);
  });

  it('are looked for where an import makes a second key pair', async () => {
    const { owner, ask, left } = bench(['prod'], (call, kept) => {
      if (call.operation === 'import')
        kept.push({ name: `${call.parameters.name}-2`, id: `key-000000000000f${kept.length}` });
      return undefined;
    });
    for (const name of [OWN, OTHER]) {
      await ask('import', { name });
      await owner.release(PLACE, name, signal);
    }
    expect(await left()).toEqual(
      [OWN, OTHER].map((name) => expect.stringMatching(`^key pair ${name}-2 .*no create of it was sent`)),
    );
  });

  it('are looked for where a create got no response', async () => {
    const { ask, left, names } = bench([], (call, kept) => {
      if (call.operation !== 'create') return undefined;
      kept.push({ name: call.parameters.name ?? '', id: 'key-0000000000000aaaa' });
      throw new TransportError('cut off', 'body', 'ECONNRESET');
    });
    await expect(ask('create', { name: OWN })).rejects.toThrow('cut off');
    expect([await left(), names()]).toEqual([[], []]);
  });

  it('are none where nothing was made, whatever deletes are answered', async () => {
    const { owner, tried, left } = bench(['prod'], (call) => rejection(call, 'InvalidAction'));
    for (const name of [OWN, OTHER, 'b']) {
      await tried('create', { name });
      await owner.release(PLACE, name, signal);
    }
    expect(await left()).toEqual([]);
  });

  it('are none of what others made meanwhile', async () => {
    const { service, ask, owner, left } = bench(['prod']);
    await ask('create', { name: OWN });
    await service.call({ operation: 'create', region: PLACE, parameters: { name: 'new' } }, { signal });
    await owner.release(PLACE, OWN, signal);
    expect(await left()).toEqual([]);
  });
});

describe('a create that was given up', () => {
  const late = (call: KeyPairCall, kept: { name: string; id: string }[], afterMs: number): undefined => {
    if (call.operation !== 'create') return undefined;
    const pair = { name: call.parameters.name ?? '', id: 'key-0000000000000aaaa' };
    setTimeout(() => kept.push(pair), afterMs);
    throw new TransportError('no complete answer', 'headers', 'REQUEST_TIMEOUT');
  };

  it('is waited for, and what it makes after the clean-up is removed', async () => {
    const { owner, tried, service } = bench([], (call, kept) => late(call, kept, 700));
    expect(await tried('create', { name: OWN })).toBe('REQUEST_TIMEOUT');
    await owner.release(PLACE, OWN, signal);
    const left = await owner.leftovers(signal, { lateMs: 20_000 });
    expect([left, service.kept]).toEqual([[], []]);
    expect(service.sent('delete')).toEqual([{ name: OWN }, { name: OWN }]);
  });

  it('stays open in the ledger while it does not show', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'owner-late-'));
    const head = { prefix: PREFIX, secret: SECRET, provider: 'aws-ec2', endpoint: 'http://127.0.0.1:1/' };
    const ledger = openLedger(join(folder, 'ledger.ndjson'), head);
    const { owner, tried, left } = bench([], (call, kept) => late(call, kept, 3_600_000), { ledger });
    await tried('create', { name: OWN });
    await owner.release(PLACE, OWN, signal);
    expect([await left(), ledger.open()]).toEqual([[], 1]);
    ledger.close();
    rmSync(folder, { recursive: true });
  });
});

describe('where the region cannot be listed at the end', () => {
  const closed = (deletes: (call: KeyPairCall) => Outcome): Deviation => {
    return (call) =>
      call.operation === 'describe'
        ? rejection(call, 'InternalError', 500)
        : call.operation === 'delete'
          ? deletes(call)
          : undefined;
  };
  const unreadable = (call: KeyPairCall): Outcome => ({
    ...rejection(call, ''),
    kind: 'unreadable',
    reason: 'not XML',
  });

  it.each<[string, (call: KeyPairCall) => Outcome, readonly (true | undefined)[]]>([
    ['is told as unknown where its delete got no usable response', unreadable, [true]],
    ['is a leftover where its delete was rejected', (call) => rejection(call, 'AccessDenied'), [undefined]],
    ['is none where its delete was accepted', (call) => success(call), []],
  ])('a key pair %s', async (_, deletes, unknown) => {
    const { owner, ask } = bench([], closed(deletes));
    await ask('create', { name: OWN });
    await owner.release(PLACE, OWN, signal);
    const left = await owner.leftovers(signal);
    expect(left.map((one) => one.unknown)).toEqual(unknown);
  });

  it('a key pair is looked for by its name', async () => {
    const { owner, ask, names } = bench([], (call) => {
      const all = call.operation === 'describe' && call.parameters.names === undefined;
      return all ? rejection(call, 'InternalError', 500) : undefined;
    });
    await ask('create', { name: OWN });
    expect([await owner.leftovers(signal), names()]).toEqual([[], []]);
  });
});

it('a client that can send nothing is no defect of the run, and leaves nothing', async () => {
  const deaf: Deviation = () => {
    throw new UnsupportedByClient('boto3 cannot be started');
  };
  const { owner, tried, left } = bench([], deaf);
  await owner.look(PLACE, signal);
  expect(await tried('create', { name: OWN })).toContain('cannot be started');
  await owner.release(PLACE, OWN, signal);
  expect(await left()).toEqual([]);
});

it('a client that throws anything at all is no defect of the run', async () => {
  const { owner, tried, left } = bench([], ({ operation }) => {
    if (operation === 'describe') throw new TypeError('oops');
    return undefined;
  });
  await owner.look(PLACE, signal);
  expect(await tried('create', { name: 'b' })).toBe('NAME_UNKNOWN');
  expect(await tried('create', { name: OWN })).toBe('accepted');
  expect(await left()).toEqual([expect.stringMatching(/cannot be listed: the client failed: oops$/)]);
});

describe('the ledger', () => {
  it('has an intent on disk before the create leaves, and what became of it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'owner-'));
    try {
      const path = join(folder, 'ledger.ndjson');
      const head = { prefix: PREFIX, secret: SECRET, provider: 'aws-ec2', endpoint: 'http://127.0.0.1:1/' };
      const ledger = openLedger(path, head);
      let seen = '';
      let answer: Deviation = () => undefined;
      const { owner, ask, tried } = bench(
        [],
        (call, kept) => {
          if (call.operation === 'create') seen = readFileSync(path, 'utf8');
          return answer(call, kept);
        },
        { ledger },
      );
      const open = (): readonly boolean[] => readLedger(path).entries.map(isOpen);
      await ask('create', { name: OWN });
      expect(seen.trim().split('\n').at(-1)).toContain('"type":"intent"');
      expect(seen).toContain(OWN);
      expect(open()).toEqual([true]);
      await owner.release(PLACE, OWN, signal);
      expect(open()).toEqual([false]);
      answer = (call) => (call.operation === 'create' ? rejection(call, 'InternalError', 500) : undefined);
      await tried('create', { name: OWN });
      expect(open()).toEqual([false, true]);
      answer = (call) => (call.operation === 'create' ? rejection(call, 'InvalidParameterValue') : undefined);
      await tried('create', { name: OTHER });
      expect(open()).toEqual([false, true, false]);
      ledger.close();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
