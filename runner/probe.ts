import { importedKeyTypes, showsField } from '../specs/constraints.ts';
import type { Capability, Contract, OperationRole } from '../specs/contract.ts';
import type { CheckContext } from '../suites/check.ts';
import { constructedRsa, ed25519FromSeed } from '../suites/keys/synthetic.ts';
import { opensshLine } from '../suites/keys/write-public.ts';
import { Random } from '../suites/random.ts';
import { limited } from '../targets/limit.ts';
import {
  type CallParameters,
  type Exchange,
  type KeyPairCall,
  type KeyPairClient,
  type Outcome,
  type Target,
  TransportError,
  UnsupportedByClient,
} from '../targets/target.ts';
import type { CapabilityProbed } from './events.ts';
import type { RunNames } from './names.ts';
import type { Owner } from './ownership/owner.ts';
import { probeCapabilities } from './probe-capabilities.ts';

/** Key types for checks whose subject is something else. */
export interface KeyTypes {
  readonly import: CheckContext['importKeyType'];
  readonly create: CheckContext['createKeyType'];
}

/** What was learned of the target before the first check. */
export interface Probe {
  readonly keyTypes: KeyTypes;
  readonly capabilities: readonly CapabilityProbed[];
  /** The Server header of the first answer. */
  readonly software?: string;
  /** Milliseconds that the first call took. */
  readonly firstMs?: number;
  /** Why no connection could be made. */
  readonly unreachable?: string;
  /** What answers instead of the service, where it does not speak its protocol. */
  readonly foreign?: string;
  /** Operations that the target carried out. */
  readonly working?: readonly OperationRole[];
}

/** Milliseconds that one call of the probe gets in any case, if the limit is not shorter. */
const LEAST_MS = 10_000;

/** Milliseconds for one call of the probe: a target may load what it needs when it is first called. */
function probeLimit({ target: { timeouts }, waitedMs = 0 }: Prober): number {
  return Math.max(timeouts.connectMs - waitedMs, Math.min(timeouts.connectMs, LEAST_MS));
}

/** Milliseconds for the removal of something that may not even exist, at a target that gave no answer. */
export function doubtMs({ timeouts }: Pick<Target, 'timeouts'>): number {
  return Math.min(1_000, timeouts.connectMs / 4);
}
const ED25519 = 'ed25519';

/** What a probe works with. */
export interface Prober {
  readonly contract: Contract;
  readonly target: Target;
  readonly client: KeyPairClient;
  readonly seed: number;
  readonly names: RunNames;
  readonly owner: Pick<Owner, 'release'>;
  readonly signal: AbortSignal;
  /** Milliseconds of the limit for the first answer that are over already. */
  readonly waitedMs?: number;
  /** Capabilities to find out about besides those that every run needs. */
  readonly asked?: ReadonlySet<Capability>;
}

/**
 * Finds out whether there is anybody to talk to, and which key types imports and creates may use: Ed25519 where the
 * target takes it, because it costs nothing to make. Whatever the probe makes is removed.
 */
export async function probeTarget(prober: Prober): Promise<Probe> {
  const { contract, target } = prober;
  const names = prober.names.for('probe', prober.client.kind);
  const random = new Random(prober.seed, 'probe');
  const tried: Tried[] = [];
  const attempt = async (role: 'create' | 'import', parameters: CallParameters): Promise<boolean> => {
    const result = await tryOut(prober, role, { name: names.next(), ...parameters });
    tried.push(result);
    return result.accepted;
  };

  const lines = {
    ed25519: () => opensshLine(ed25519FromSeed(random.bytes(32))),
    rsa: () => opensshLine(constructedRsa(2048, random.bytes(16))),
  };
  const canImport = contract.operations.import !== undefined;
  const importable = importedKeyTypes(contract);
  const takesEd25519 = canImport && importable.includes(ED25519);
  const typed = takesKeyType(contract, ED25519);
  // No order that is the same in every run, which would tell who asks.
  const order = prober.names.chance('probe');
  const createsFirst = typed && order.integer(0, 1) === 1;
  const createdFirst = createsFirst && (await attempt('create', { keyType: ED25519 }));
  if (tried[0]?.silence?.final) return unreachableProbe(tried[0].silence.reason);
  const importsEd25519 = takesEd25519 && (await attempt('import', { material: lines.ed25519() }));
  if (tried[0]?.silence?.final) return unreachableProbe(tried[0].silence.reason);
  const importsRsa = canImport && !importsEd25519 && (await attempt('import', { material: lines.rsa() }));
  const createsEd25519 = createsFirst
    ? createdFirst
    : typed && (await attempt('create', { keyType: ED25519 }));
  const others = await probeCapabilities(shuffled(prober.asked ?? new Set(), order), {
    import: importsEd25519 ? lines.ed25519 : importsRsa ? lines.rsa : undefined,
    create: createsEd25519 ? { keyType: ED25519 } : {},
    showsTags: showsField(contract, canImport ? 'import' : 'create', 'tags'),
    tag: () => ({ key: random.text(8), value: random.text(8) }),
    attempt: async (role, parameters) => {
      const result = await tryOut(prober, role, { name: names.next(), ...parameters });
      tried.push(result);
      return result.outcome;
    },
    ask: (call) => askOnce(prober, call),
  });
  const outcomes = tried.flatMap(({ outcome }) => outcome ?? []);
  const suspected = foreignIn(outcomes, prober.client);
  // One operation that is answered like that is a finding; another is asked before the target is given up.
  const other =
    suspected === undefined ? undefined : await askOnce(prober, { operation: 'describe', parameters: {} });
  const foreign = other === undefined ? suspected : foreignIn([...outcomes, other], prober.client);
  if (foreign !== undefined) return { ...unreachableProbe(foreign), foreign };
  const answered = tried.some(({ exchange }) => exchange !== undefined);
  if (!answered && tried[0]?.silence !== undefined) return unreachableProbe(tried[0].silence.reason);
  const unsent = tried.every((one) => one.unsent !== undefined) ? await whyNothing(prober) : undefined;
  if (unsent !== undefined) return unreachableProbe(unsent);

  const software = tried.map(({ exchange }) => serverOf(exchange)).find((text) => text !== undefined);
  return {
    keyTypes: {
      import: importsEd25519 ? ED25519 : importsRsa ? 'rsa' : undefined,
      create: createsEd25519 ? ED25519 : undefined,
    },
    capabilities: [
      ...(canImport ? [probed('import', importsEd25519 || importsRsa, target)] : []),
      ...(typed || takesEd25519 ? [probed(ED25519, typed ? createsEd25519 : importsEd25519, target)] : []),
      ...others.map(([capability, observed]) => probed(capability, observed, target)),
    ],
    ...(software !== undefined && { software }),
    firstMs: tried[0]?.exchange?.durationMs ?? Infinity,
    working: tried.flatMap(({ outcome }) =>
      outcome?.kind === 'accepted' ? [outcome.exchange.call.operation] : [],
    ),
  };
}

function shuffled<T>(values: ReadonlySet<T>, order: Random): ReadonlySet<T> {
  const ranked = [...values].map((value) => ({ value, rank: order.integer(0, 1e9) }));
  return new Set(ranked.toSorted((one, other) => one.rank - other.rank).map(({ value }) => value));
}

const MOST_QUOTED = 80;

/** What somebody who does not speak the protocol of the client answers to everything. */
export function foreignIn(
  outcomes: readonly Outcome[],
  { protocol }: Pick<KeyPairClient, 'protocol'>,
): string | undefined {
  const [first] = outcomes;
  if (protocol === undefined || first === undefined) return undefined;
  const bodyOf = ({ exchange }: Outcome): string => Buffer.from(exchange.response.body).toString('utf8');
  // What is inside a compressed body is not known: that it is compressed is the finding.
  const isForeign = (outcome: Outcome): boolean =>
    outcome.kind === 'unreadable' && outcome.compressed === undefined && !protocol.fits(bodyOf(outcome));
  if (!outcomes.every(isForeign)) return undefined;
  const type = first.exchange.response.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  const text = bodyOf(first).replaceAll(/\s+/g, ' ').trim();
  const quoted = text.length > MOST_QUOTED ? `${text.slice(0, MOST_QUOTED)}...` : text;
  const body = quoted === '' ? 'an empty body' : `"${quoted}"`;
  return `does not speak the ${protocol.name}: it responded with HTTP ${first.exchange.response.status}${type === undefined ? '' : ` (${type})`} with ${body}`;
}

function unreachableProbe(unreachable: string): Probe {
  return { keyTypes: { import: ED25519, create: undefined }, capabilities: [], unreachable };
}

function probed(capability: Capability, observed: boolean, target: Target): CapabilityProbed {
  const declared = target.capabilities[capability];
  return { type: 'capability-probed', capability, ...(declared !== undefined && { declared }), observed };
}

/** Whether create has a parameter for the key type that may be this one. */
function takesKeyType(contract: Contract, keyType: string): boolean {
  const parameter = contract.operations.create?.parameters.find(({ role }) => role === 'key-type');
  return parameter?.schema.enum?.includes(keyType) ?? false;
}

/** Products with versions and remarks (RFC 9110, 10.2.4), of a length that people read; anything else is data. */
const PRODUCTS = /^(?=.{1,120}$)[\w!#$&+.^~()/;,-]{1,32}(?: [\w!#$&+.^~()/;,-]{1,32}){0,11}$/;

function serverOf(exchange: Exchange | undefined): string | undefined {
  const said = exchange?.response.headers.find(([name]) => name.toLowerCase() === 'server')?.[1];
  return said === undefined || PRODUCTS.test(said) ? said : `[${said.length} characters withheld]`;
}

interface Tried {
  readonly accepted: boolean;
  readonly outcome?: Outcome;
  readonly exchange?: Exchange;
  /** Why no answer came; `final` when trying anything else would only take more time. */
  readonly silence?: { readonly reason: string; readonly final: boolean };
  /** Why the client did not send it. */
  readonly unsent?: string;
}

/** Why the client can send nothing at all, a program that does not start for instance; `undefined` where it can. */
async function whyNothing({ client, target, signal }: Prober): Promise<string | undefined> {
  try {
    await client.call({ region: target.regions[0], operation: 'describe', parameters: {} }, { signal });
  } catch (error) {
    if (error instanceof UnsupportedByClient) return error.message;
  }
  return undefined;
}

/** One create or import, and the removal of what it may have made. */
async function tryOut(
  prober: Prober,
  operation: 'create' | 'import',
  parameters: CallParameters & { readonly name: string },
): Promise<Tried> {
  const { client, owner, target, signal } = prober;
  const region = target.regions[0];
  const limitMs = probeLimit(prober);
  try {
    const call = { operation, region, parameters };
    // The client says better than the signal why there is no answer, where it knows the limit.
    const outcome = await client.call(call, { signal: limited(limitMs + 500, signal), limitMs });
    const { exchange, kind } = outcome;
    await owner.release(region, parameters.name, limited(limitMs));
    return { accepted: kind === 'accepted', outcome, exchange };
  } catch (error) {
    if (error instanceof UnsupportedByClient) return { accepted: false, unsent: error.message };
    if (!(error instanceof TransportError)) return { accepted: false };
    const connected = error.phase !== 'connect' && error.phase !== 'tls';
    // The request may have arrived; but who did not answer need not be waited for much longer.
    if (connected) await owner.release(region, parameters.name, limited(doubtMs(target)));
    const final = !connected || error.code === 'ABORTED' || error.code.endsWith('_TIMEOUT');
    return { accepted: false, silence: { reason: silenceInWords(error, target), final } };
  }
}

const NOBODY_LISTENS: ReadonlySet<string> = new Set(['ECONNREFUSED', 'CONNECT_TIMEOUT']);

/** Why no answer came, with the limit that it was given and the option that changes it. */
export function silenceInWords(
  { message, phase, code }: TransportError,
  { timeouts, waitedSeconds }: Target,
): string {
  const connected = phase !== 'connect' && phase !== 'tls';
  if (connected && (code === 'ABORTED' || code.endsWith('_TIMEOUT')))
    return `the connection was accepted, but the first call got no response within ${timeouts.connectMs} ms; give it longer with --connect-timeout`;
  if (phase !== 'connect' || !NOBODY_LISTENS.has(code)) return message;
  if (waitedSeconds === undefined || waitedSeconds === 0)
    return `${message}; start the target, or wait for it with --wait 60`;
  return `${message}, also after the ${waitedSeconds} s of --wait; start the target at this address, or wait longer`;
}

/** One call that makes nothing; `undefined` when no answer came. */
async function askOnce(prober: Prober, call: Omit<KeyPairCall, 'region'>): Promise<Outcome | undefined> {
  const { client, target, signal } = prober;
  try {
    const limit = limited(probeLimit(prober), signal);
    return await client.call({ region: target.regions[0], ...call }, { signal: limit });
  } catch {
    return undefined;
  }
}
