import type { Contract, Operation, OperationRole, Requirement } from '../../specs/contract.ts';
import type { Check, CheckBody, CheckContext } from '../../suites/check.ts';
import type { MismatchOf } from '../../suites/findings/catalogue.ts';
import type {
  ClientKind,
  Exchange,
  KeyPairCall,
  KeyPairClient,
  Outcome,
  Target,
} from '../../targets/target.ts';
import type { CheckFinished, RunEvent } from '../events.ts';
import { RunNames } from '../names.ts';
import type { RunOptions } from '../options.ts';
import { bindChecks } from '../plan.ts';
import { run } from '../run.ts';

/** A requirement with everything a test does not care about filled in. */
export function requirement(id: string, rest: Partial<Requirement> = {}): Requirement {
  return {
    id,
    topic: 'name',
    operation: 'import',
    level: 'must',
    statement: `${id} holds.`,
    sources: [{ document: 'guide', at: 'page 1' }],
    evidence: 'observed',
    check: `suite/${id}`,
    given: {},
    expects: { outcome: 'accepted' },
    needs: [],
    location: { file: 'requirements.yaml', line: 1 },
    ...rest,
  };
}

/** A body that does what `work` does. */
export function body(
  work: (ctx: CheckContext) => Promise<void> | void = () => {},
  rest: Partial<CheckBody> = {},
): CheckBody {
  return { kind: 'example', method: 'A test.', uses: [], run: async (ctx) => work(ctx), ...rest };
}

function operation(role: OperationRole): Operation {
  const success = { status: 200, mediaType: 'text/xml', schema: {} };
  return {
    role,
    name: role,
    parameters: [],
    shows: ['name'],
    success,
    location: { file: 'openapi.yaml', line: 1 },
  };
}

/** A contract of nothing but the given requirements; it has the import operation only. */
export function contractOf(requirements: readonly Requirement[], rest: Partial<Contract> = {}): Contract {
  const document = { id: 'guide', title: 'The guide', publisher: 'Someone', role: 'mission' } as const;
  const imported = {
    origin: 'imported',
    digest: 'md5',
    over: 'ssh-blob',
    rendering: 'hex',
    pattern: '.',
    sources: [],
  } as const;
  const rules = {
    fingerprints: [
      { ...imported, id: 'rsa', keyType: 'rsa' },
      { ...imported, id: 'ed25519', keyType: 'ed25519' },
    ],
    keyMaterial: [],
    formats: [],
    quota: { limit: 5000, scope: 'region', refusal: 'limit', sources: [] },
    tags: {
      maximum: 50,
      key: { minimum: 1, maximum: 128 },
      value: { minimum: 0, maximum: 256 },
      reservedPrefixes: [],
      sources: [],
    },
    defaults: { keyType: 'rsa', keyFormat: 'pem' },
    publicKey: { comment: 'key-name', trailingNewline: true },
    regions: ['one', 'two', 'three'],
  } as const;
  return {
    provider: 'fake',
    title: 'Fake',
    servers: [],
    documents: [document],
    observations: [],
    operations: { import: operation('import') },
    refusals: { throttled: { id: 'throttled', code: 'TooFast', status: 400, sources: [] } },
    errorBody: { status: 400, mediaType: 'text/xml', schema: {} },
    components: {},
    requirements,
    rules,
    conflicts: [],
    vectors: [],
    rejectedMaterials: [],
    ...rest,
  };
}

/** A target nobody speaks to. */
export function fakeTarget(rest: Partial<Target> = {}): Target {
  return {
    name: 'fake',
    provider: 'fake',
    endpoint: 'http://127.0.0.1:1/',
    regions: ['one', 'two', 'three'],
    credentials: { accessKeyId: 'id', secretAccessKey: 'secret' },
    concurrency: 4,
    timeouts: { connectMs: 100, requestMs: 100, checkMs: 1000 },
    maxBodyBytes: 1000,
    capabilities: {},
    ...rest,
  };
}

let exchanges = 0;

/** An exchange of the call with an empty body. */
export function exchangeOf(call: KeyPairCall, status = 200, client: ClientKind = 'wire'): Exchange {
  return {
    id: ++exchanges,
    client,
    startedAt: exchanges,
    durationMs: 1,
    request: { method: 'POST', url: 'http://127.0.0.1:1/', headers: [], body: '' },
    response: { status, headers: [['Server', 'Fake/1']], body: new Uint8Array() },
    call,
  };
}

const LOOKED_AT: Exchange = exchangeOf({ operation: 'describe', region: 'here', parameters: {} });

/** A difference of a name, seen in an exchange that is always the same. */
export function difference(observed = 'b', exchange: Exchange = LOOKED_AT): MismatchOf<'wrong-name'> {
  return { code: 'wrong-name', facts: { expected: 'a', observed }, exchange };
}

/** A refusal as an outcome. */
export function refusal(call: KeyPairCall, status: number, code: string): Outcome {
  return { kind: 'refused', status, code, message: code, exchange: exchangeOf(call, status) };
}

/** A client that accepts everything, or does what `answer` does, and lists the calls it got. */
export function fakeClient(
  answer?: (call: KeyPairCall, signal: AbortSignal) => Promise<Outcome | undefined> | Outcome | undefined,
  kind: ClientKind = 'wire',
): KeyPairClient & { readonly calls: KeyPairCall[] } {
  const calls: KeyPairCall[] = [];
  return {
    kind,
    calls,
    call: async (call, { signal }) => {
      signal.throwIfAborted();
      calls.push(call);
      const given = await answer?.(call, signal);
      return given ?? { kind: 'accepted', status: 200, keyPairs: [], exchange: exchangeOf(call, 200, kind) };
    },
    close: async () => {},
  };
}

/** Requirements with their bodies: `{ id: body }` or `{ id: [body, requirement parts] }`. */
export type FakeChecks = Readonly<Record<string, CheckBody | readonly [CheckBody, Partial<Requirement>]>>;

/** Contract and bound checks for the given bodies. */
export function fakeChecks(given: FakeChecks): {
  readonly contract: Contract;
  readonly checks: readonly Check[];
} {
  const bodies: Record<string, CheckBody> = {};
  const requirements = Object.entries(given).map(([id, entry]) => {
    const [own, rest] = 'run' in entry ? [entry, {}] : entry;
    bodies[id] = own;
    return requirement(id, rest);
  });
  const contract = contractOf(requirements);
  return { contract, checks: bindChecks(contract, { suite: { topic: 'name', bodies } }) };
}

/** Run options for the given bodies, all of them selected. */
export function fakeOptions(given: FakeChecks, rest: Partial<RunOptions> = {}): RunOptions {
  const { contract, checks } = fakeChecks(given);
  return {
    checks,
    selected: checks.map((check) => check.requirement.id),
    contract,
    target: fakeTarget(),
    clients: [fakeClient()],
    seed: 7,
    names: new RunNames(contract, 'kpc-abc123-'),
    reading: 'observed',
    quota: 'probe',
    runs: 5,
    signal: new AbortController().signal,
    tool: { name: 'keypair-conformance', version: '0.0.0' },
    selection: {},
    reproduce: () => ({}),
    ...rest,
  };
}

/** All events of a run. */
export async function runAll(options: RunOptions): Promise<readonly RunEvent[]> {
  const events: RunEvent[] = [];
  for await (const event of run(options)) events.push(event);
  return events;
}

/** The verdict events of a run by requirement, in the order in which they came. */
export function finishedOf(events: readonly RunEvent[]): ReadonlyMap<string, CheckFinished> {
  return new Map(
    events.flatMap((event) => (event.type === 'check-finished' ? [[event.requirement, event]] : [])),
  );
}

/** The event of the one requirement called `check`. */
export async function runOne(
  work: (ctx: CheckContext) => Promise<void> | void,
  rest: Partial<RunOptions> = {},
  parts: { readonly body?: Partial<CheckBody>; readonly requirement?: Partial<Requirement> } = {},
): Promise<CheckFinished> {
  const events = await runAll(
    fakeOptions({ check: [body(work, parts.body), parts.requirement ?? {}] }, rest),
  );
  const event = finishedOf(events).get('check');
  if (event === undefined) throw new Error('the check gave no verdict');
  return event;
}
