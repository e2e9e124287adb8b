import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Accepted, Exchange, KeyPairCall, KeyPairClient, Outcome } from '../../targets/target.ts';
import { ledgered } from './client.ts';
import { type LedgerWriter, openLedger } from './ledger.ts';
import { isOpen, readLedger } from './read.ts';

let folder: string;
let path: string;
let ledger: LedgerWriter;

const signal = new AbortController().signal;
const PREFIX = 'kpc-abcdef-';
const NAME = `${PREFIX}0123456789ab`;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ledger-'));
  path = join(folder, 'ledger.ndjson');
  ledger = openLedger(path, { prefix: PREFIX, provider: 'aws-ec2', endpoint: 'http://127.0.0.1:1/' });
});

afterEach(() => {
  ledger.close();
  rmSync(folder, { recursive: true });
});

const exchange = {} as Exchange;
const accepted = (name?: string, id?: string): Accepted => ({
  kind: 'accepted',
  status: 200,
  keyPairs: [{ ...(name !== undefined && { name }), ...(id !== undefined && { id }) }],
  exchange,
});
const refused = (status = 400): Outcome => ({ kind: 'refused', status, code: 'No', message: '', exchange });

/** A client that answers as it is told and keeps what it was asked. */
function fake(answer: (call: KeyPairCall) => Outcome): KeyPairClient & { readonly calls: KeyPairCall[] } {
  const calls: KeyPairCall[] = [];
  return {
    kind: 'wire',
    calls,
    call: (call) => {
      calls.push(call);
      return Promise.resolve(answer(call));
    },
    close: () => Promise.resolve(),
  };
}

function call(operation: KeyPairCall['operation'], parameters: KeyPairCall['parameters']): KeyPairCall {
  return { operation, region: 'r1', parameters };
}

function wrapped(client: KeyPairClient, limit?: number): KeyPairClient {
  const [first] = ledgered([client], { ledger, prefix: PREFIX, ...(limit !== undefined && { limit }) });
  if (first === undefined) throw new Error('no client');
  return first;
}

it('an intent is in the file before the create leaves', async () => {
  let seen = '';
  const client = wrapped(
    fake(() => {
      seen = readFileSync(path, 'utf8');
      return accepted(NAME, 'key-1');
    }),
  );
  await client.call(call('create', { name: NAME }), { signal });
  expect(seen.trim().split('\n').at(-1)).toContain(`"type":"intent"`);
  expect(seen).toContain(NAME);
  expect(readLedger(path).entries).toMatchObject([
    { state: { kind: 'accepted', id: 'key-1' }, removed: false },
  ]);
});

it('a create without an answer stays open', async () => {
  const client = wrapped(
    fake(() => {
      throw new Error('reset');
    }),
  );
  await expect(client.call(call('import', { name: NAME }), { signal })).rejects.toThrow('reset');
  expect(readLedger(path).entries.map((entry) => [entry.state.kind, isOpen(entry)])).toEqual([
    ['unanswered', true],
  ]);
});

it('a refusal closes an intent, but an error of the server does not', async () => {
  let status = 400;
  const client = wrapped(fake(() => refused(status)));
  await client.call(call('create', { name: NAME }), { signal });
  status = 500;
  await client.call(call('create', { name: NAME }), { signal });
  expect(readLedger(path).entries.map(isOpen)).toEqual([false, true]);
});

it('an accepted delete closes what stood before it was sent', async () => {
  const client = wrapped(
    fake(({ operation }) => (operation === 'create' ? accepted(NAME, 'key-1') : accepted())),
  );
  await client.call(call('create', { name: NAME }), { signal });
  await client.call(call('delete', { name: NAME }), { signal });
  expect(readLedger(path).entries.map(isOpen)).toEqual([false]);
});

it('of two key pairs with one name a delete by the name closes neither', async () => {
  const client = wrapped(fake(({ operation }) => (operation === 'create' ? accepted(NAME) : accepted())));
  await client.call(call('create', { name: NAME }), { signal });
  await client.call(call('create', { name: NAME }), { signal });
  await client.call(call('delete', { name: NAME }), { signal });
  expect(readLedger(path).entries.map(isOpen)).toEqual([true, true]);
});

it('a name that the wire puts in place of another is listed too', async () => {
  const client = wrapped(fake(() => accepted(NAME)));
  await client.call(
    { ...call('create', { name: NAME }), wire: { replace: { KeyName: 'other' } } },
    { signal },
  );
  expect(readLedger(path).entries[0]?.names).toEqual([NAME, 'other']);
});

it('no delete of a short name is sent that the run did not make', async () => {
  const service = fake(({ operation }) => (operation === 'create' ? refused() : accepted()));
  const client = wrapped(service);
  await client.call(call('create', { name: 'a' }), { signal });
  await expect(client.call(call('delete', { name: 'a' }), { signal })).rejects.toMatchObject({
    code: 'NOT_OURS',
  });
  expect(service.calls.map(({ operation }) => operation)).toEqual(['create']);
});

it('a delete of a short name is sent when the run made it', async () => {
  const service = fake(({ operation }) => (operation === 'create' ? accepted('a', 'key-1') : accepted()));
  const client = wrapped(service);
  await client.call(call('create', { name: 'a' }), { signal });
  await client.call(call('delete', { name: 'a' }), { signal });
  expect(service.calls.map(({ operation }) => operation)).toEqual(['create', 'delete']);
});

it('no more creates are sent than the plan has', async () => {
  const service = fake(() => accepted(NAME));
  const client = wrapped(service, 1);
  await client.call(call('create', { name: NAME }), { signal });
  await expect(client.call(call('import', { name: NAME }), { signal })).rejects.toMatchObject({
    code: 'CREATE_LIMIT',
  });
  expect(service.calls).toHaveLength(1);
});
