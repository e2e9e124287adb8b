import { randomBytes } from 'node:crypto';
import { ed25519FromSeed } from '../suites/keys/synthetic.ts';
import { opensshLine } from '../suites/keys/write-public.ts';
import { limited } from '../targets/limit.ts';
import {
  type CallParameters,
  type KeyPairCall,
  type KeyPairClient,
  type KeyPairView,
  type Outcome,
  TransportError,
  UnsupportedByClient,
} from '../targets/target.ts';

/** What was found of one operation through the adapter. `unknown`: nothing to compare, which stops nothing. */
export interface AdapterDiagnosis {
  readonly step: string;
  readonly state: 'ok' | 'unknown' | 'FAIL' | 'silent';
  readonly text: string;
}

/** An adapter, and the wire client of the reference, which it is held against. */
export interface AdapterPatient {
  readonly adapter: KeyPairClient;
  readonly wire: KeyPairClient;
  readonly region: string;
  /** A name that nobody else uses; two are derived from it. */
  readonly name: string;
  readonly signal: AbortSignal;
}

/** The same operation for the two clients, each with a key pair of its own. */
interface Step {
  readonly step: string;
  readonly operation: KeyPairCall['operation'];
  readonly parameters: (name: string) => CallParameters;
}

/** Parts of a view that are the same for two key pairs of the same public key. */
const SAME = ['fingerprint', 'keyType', 'tags'] as const satisfies readonly (keyof KeyPairView)[];

/**
 * Sends the same operations through an adapter and through the wire client of the reference, and compares what they
 * return: outcome, code, status, the fields that are there, and the values that cannot differ. What is made is removed.
 */
export async function* examineAdapter(patient: AdapterPatient): AsyncGenerator<AdapterDiagnosis, void, void> {
  const { adapter, wire, name } = patient;
  try {
    for (const step of steps()) {
      const expected = await ask(patient, wire, step, `${name}-w`);
      const observed = await ask(patient, adapter, step, `${name}-a`);
      const diagnosis = compared(step, expected, observed);
      yield diagnosis;
      // After a create that it does not have there is nothing left to ask it about.
      if (diagnosis.state === 'silent' || (diagnosis.state === 'unknown' && step.operation === 'create'))
        return;
    }
  } finally {
    // Whatever came before; nobody can be told here that there was nothing to remove.
    const calm = { ...patient, signal: limited(10_000) };
    for (const [client, own] of [
      [wire, `${name}-w`],
      [adapter, `${name}-a`],
    ] as const)
      await ask(calm, client, { step: '', operation: 'delete', parameters: (one) => ({ name: one }) }, own);
  }
}

function steps(): readonly Step[] {
  const material = `${opensshLine(ed25519FromSeed(randomBytes(32)))}\n`;
  const tags = [{ key: 'a & b', value: '<é>' }];
  const imports = (name: string): CallParameters => ({ name, material, tags });
  const named = (name: string): CallParameters => ({ name });
  const describes = (name: string): CallParameters => ({ names: [name] });
  return [
    { step: 'describe none', operation: 'describe', parameters: describes },
    { step: 'import', operation: 'import', parameters: imports },
    { step: 'import again', operation: 'import', parameters: imports },
    { step: 'describe one', operation: 'describe', parameters: describes },
    { step: 'delete', operation: 'delete', parameters: named },
    { step: 'delete none', operation: 'delete', parameters: named },
    { step: 'create', operation: 'create', parameters: (name) => ({ name, keyType: 'ed25519' }) },
    { step: 'create again', operation: 'create', parameters: named },
    { step: 'delete made', operation: 'delete', parameters: named },
  ];
}

/** An outcome, or the error that came instead. */
async function ask(
  { region, signal }: AdapterPatient,
  client: KeyPairClient,
  { operation, parameters }: Step,
  name: string,
): Promise<Outcome | TransportError | UnsupportedByClient> {
  try {
    return await client.call({ operation, region, parameters: parameters(name) }, { signal });
  } catch (error) {
    if (error instanceof TransportError || error instanceof UnsupportedByClient) return error;
    throw error;
  }
}

function compared(
  { step }: Step,
  expected: Outcome | Error,
  observed: Outcome | TransportError | UnsupportedByClient,
): AdapterDiagnosis {
  if (observed instanceof UnsupportedByClient) return { step, state: 'unknown', text: observed.message };
  if (observed instanceof TransportError) return { step, state: 'silent', text: observed.message };
  if (expected instanceof Error) return { step, state: 'silent', text: `the reference: ${expected.message}` };
  const [wanted, found] = [inWords(expected), inWords(observed)];
  if (wanted === found) return { step, state: 'ok', text: `both: ${wanted}` };
  return { step, state: 'FAIL', text: `over the wire: ${wanted}; through the adapter: ${found}` };
}

/** What two answers to the same operation have in common, in words. */
function inWords(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'refused':
      return `rejected with ${outcome.code} (HTTP ${outcome.status})`;
    case 'unreadable':
      return `unreadable (HTTP ${outcome.status}): ${outcome.reason}`;
    case 'accepted': {
      const { keyPairs, deleted } = outcome;
      const told =
        deleted === undefined ? [] : [`acknowledged ${deleted.acknowledged}`, ...fields({ ...deleted })];
      return ['accepted', ...keyPairs.map(viewInWords), ...told].join(', ');
    }
  }
}

function viewInWords(view: KeyPairView): string {
  // The fingerprint of a key pair that was made differs from that of another; what was imported has no private key.
  const made = view.privateKey !== undefined;
  const same = SAME.filter((part) => view[part] !== undefined && !(made && part === 'fingerprint'));
  const values = same.map((part) => `${part} ${JSON.stringify(view[part])}`);
  return `a key pair with ${[...fields({ ...view }), ...values].join(', ')}`;
}

/** Fields that are there; an empty list and none are one. */
function fields(of: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(of)
    .filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0))
    .map(([field]) => field)
    .sort();
}
