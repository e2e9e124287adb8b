import { describe, expect, it } from 'vitest';
import type { Contract, Operation, Parameter } from '../specs/contract.ts';
import { type KeyPairCall, type Outcome, TransportError, UnsupportedByClient } from '../targets/target.ts';
import { RunNames } from './names.ts';
import { Owner } from './ownership/owner.ts';
import { type Probe, probeTarget } from './probe.ts';
import { contractOf, exchangeOf, fakeClient, fakeTarget, refusal } from './testing/fakes.ts';

const plain = contractOf([]);
const keyType: Parameter = {
  name: 'KeyType',
  role: 'key-type',
  required: false,
  schema: { type: 'string', enum: ['rsa', 'ed25519'] },
};
const create: Operation = {
  ...(plain.operations.import as Operation),
  role: 'create',
  parameters: [keyType],
};
const typed: Contract = { ...plain, operations: { ...plain.operations, create } };

const isEd25519 = ({ parameters }: KeyPairCall): boolean =>
  parameters.keyType === 'ed25519' || String(parameters.material).startsWith('ssh-ed25519 ');

function probe(
  client: ReturnType<typeof fakeClient>,
  contract: Contract = plain,
  target = fakeTarget(),
): Promise<Probe> {
  const names = new RunNames(contract, 'k3v9x2m4q7-');
  const owner = new Owner({ contract, names, client });
  const signal = new AbortController().signal;
  return probeTarget({ contract, target, client: owner.guard(client), seed: 7, names, owner, signal });
}

describe('the probe', () => {
  it('imports one Ed25519 key pair and deletes it again', async () => {
    const client = fakeClient();
    const result = await probe(client);
    expect(client.calls.map(({ operation }) => operation)).toEqual(['import', 'delete']);
    expect(client.calls[0]?.parameters.material).toMatch(/^ssh-ed25519 [A-Za-z0-9+/]+=*$/);
    expect(client.calls[1]?.parameters.name).toBe(client.calls[0]?.parameters.name);
    expect(result).toMatchObject({ keyTypes: { import: 'ed25519' }, software: 'Fake/1' });
  });

  it('finds nobody where the client can send nothing at all, and somebody where it can send a describe', async () => {
    const without = (...operations: readonly string[]) =>
      fakeClient(({ operation }) => {
        if (operations.includes(operation)) throw new UnsupportedByClient('boto3 cannot be started');
        return undefined;
      });
    const nothing = await probe(without('create', 'import', 'describe', 'delete'));
    expect(nothing.unreachable).toBe('boto3 cannot be started');
    expect((await probe(without('create', 'import'))).unreachable).toBeUndefined();
  });

  it('takes RSA where Ed25519 is refused', async () => {
    const client = fakeClient((call) => (isEd25519(call) ? refusal(call, 400, 'Invalid') : undefined));
    const result = await probe(client);
    expect(result.keyTypes.import).toBe('rsa');
    expect(client.calls.at(-2)?.parameters.material).toMatch(/^ssh-rsa /);
    expect(result.capabilities).toEqual([
      { type: 'capability-probed', capability: 'import', observed: true },
      { type: 'capability-probed', capability: 'ed25519', observed: false },
    ]);
  });

  it('knows no key type where nothing is imported', async () => {
    const result = await probe(fakeClient((call) => refusal(call, 501, 'NotImplemented')));
    expect(result.keyTypes.import).toBeUndefined();
  });

  it('calls a target unreachable that answers none of its calls', async () => {
    const client = fakeClient(() => Promise.reject(new TransportError('cut off', 'body', 'ECONNRESET')));
    const result = await probe(client);
    expect(result.keyTypes.import).toBe('ed25519');
    expect(result.unreachable).toBe('cut off');
  });

  it('creates with Ed25519 where the target does, and with the default where not', async () => {
    expect((await probe(fakeClient(), typed)).keyTypes.create).toBe('ed25519');
    const refusing = fakeClient((call) =>
      call.operation === 'create' ? refusal(call, 400, 'Invalid') : undefined,
    );
    const result = await probe(refusing, typed);
    expect(result.keyTypes).toEqual({ import: 'ed25519', create: undefined });
    expect((await probe(fakeClient())).keyTypes.create).toBeUndefined();
  });

  it('tells what is declared beside what is observed', async () => {
    const target = fakeTarget({ capabilities: { ed25519: false } });
    const { capabilities } = await probe(fakeClient(), plain, target);
    expect(capabilities).toContainEqual({
      type: 'capability-probed',
      capability: 'ed25519',
      declared: false,
      observed: true,
    });
  });

  it.each(['connect', 'tls'] as const)('finds a target unreachable that fails to %s', async (phase) => {
    const client = fakeClient(() => Promise.reject(new TransportError('no way', phase, 'E')));
    expect((await probe(client)).unreachable).toBe('no way');
    expect(client.calls).toHaveLength(1);
  });

  const protocol = { name: 'protocol of the tests', fits: () => false };
  const unreadable = (call: KeyPairCall): Outcome => ({
    kind: 'unreadable',
    status: 200,
    reason: 'it is a list',
    exchange: exchangeOf(call),
  });

  it('finds a target that answers every operation in another language unreachable', async () => {
    const result = await probe({ ...fakeClient(unreadable), protocol });
    expect(result.unreachable).toContain('does not speak the protocol of the tests');
  });

  it('goes on with a target that answers one operation so and another as it should', async () => {
    const client = fakeClient((call) => (call.operation === 'import' ? unreadable(call) : undefined));
    const result = await probe({ ...client, protocol });
    expect(result.unreachable).toBeUndefined();
    expect(result.keyTypes.import).toBeUndefined();
  });
});
