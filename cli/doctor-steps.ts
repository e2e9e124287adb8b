import type { Leftover } from '../runner/ownership/leftovers.ts';
import { foreignIn, silenceInWords } from '../runner/probe.ts';
import type { OperationRole } from '../specs/contract.ts';
import { credentialVariables } from '../targets/config/environment.ts';
import { limited } from '../targets/limit.ts';
import type { Outcome, Target } from '../targets/target.ts';
import { type KeyPairCall, type KeyPairClient, TransportError } from '../targets/target.ts';

/** What a step of the doctor found. `unknown`: the target gives no way to tell, which stops nothing. */
export interface Diagnosis {
  readonly step: 'target' | 'clock' | 'credentials' | 'regions' | 'round trip' | 'clean-up';
  readonly state: 'ok' | 'unknown' | 'FAIL' | 'silent';
  /** One line: what is so, and for a failure what to do. */
  readonly text: string;
}

/** What became of a key pair that was deleted. */
export interface Removal {
  /** The last response to a delete; undefined where none was sent or none came. */
  readonly response?: Outcome | undefined;
  readonly left: readonly Leftover[];
}

/** A target with the client to examine it by. */
export interface Patient {
  readonly target: Target;
  readonly client: KeyPairClient;
  /** A name that nobody else uses. */
  readonly name: string;
  readonly signal: AbortSignal;
  /** Deletes what was made, whatever came before. */
  remove(): Promise<Removal>;
  /** The name of an operation in the API of the provider. */
  api(role: OperationRole): string;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** Signed requests are refused when they are older than this; the strictest of the providers allows five minutes. */
const GREATEST_SKEW_MS = 300_000;
/** The Date header counts whole seconds. */
const SECOND_MS = 1_000;

/** Examines a target step by step; ends after a first step without any answer. */
export async function* examine(patient: Patient): AsyncGenerator<Diagnosis, void, void> {
  const { target } = patient;
  const silence = (error: TransportError): string => silenceInWords(error, target);
  const call = { operation: 'describe', parameters: {} } as const;
  const first = await ask(patient, call, target.timeouts.connectMs, silence);
  if (typeof first === 'string') {
    yield { step: 'target', state: 'silent', text: `${target.endpoint} does not respond: ${first}` };
    return;
  }
  const foreign = foreignIn([first], patient.client);
  if (foreign !== undefined) {
    yield { step: 'target', state: 'silent', text: `${target.endpoint} ${foreign}` };
    return;
  }
  yield reached(first, patient);
  yield clock(first, patient);
  yield credentials(first, patient);
  yield await regions(patient);
  yield* roundTrip(patient);
}

function reached({ exchange }: Outcome, { target }: Patient): Diagnosis {
  const software = headerOf(exchange, 'server');
  const named = software === undefined ? '' : ` (${software})`;
  return {
    step: 'target',
    state: 'ok',
    text: `${target.endpoint} responds in ${exchange.durationMs.toFixed(0)} ms${named}`,
  };
}

function clock({ exchange }: Outcome, { now }: Patient): Diagnosis {
  const theirs = Date.parse(headerOf(exchange, 'date') ?? '');
  if (Number.isNaN(theirs))
    return { step: 'clock', state: 'unknown', text: 'its responses have no Date header' };
  const skew = theirs - now();
  const seconds = Math.round(Math.max(0, Math.abs(skew) - SECOND_MS) / SECOND_MS);
  const off = `${seconds} s ${skew < 0 ? 'behind' : 'ahead of'} this machine`;
  return Math.abs(skew) > GREATEST_SKEW_MS
    ? {
        step: 'clock',
        state: 'FAIL',
        text: `its clock is ${off}; set one of the two, or signatures are rejected`,
      }
    : { step: 'clock', state: 'ok', text: seconds === 0 ? 'agrees with this machine' : `is ${off}` };
}

function credentials(first: Outcome, { target: { provider }, api }: Patient): Diagnosis {
  const said = saidBy(first);
  if (said === undefined) return { step: 'credentials', state: 'ok', text: `${api('describe')} is accepted` };
  const { accessKeyId, secretAccessKey } = credentialVariables(provider);
  const advice =
    first.kind === 'refused' && (first.status === 401 || first.status === 403)
      ? `set ${accessKeyId} and ${secretAccessKey}, and give them the permission`
      : `see what the target needs for ${api('describe')}`;
  return { step: 'credentials', state: 'FAIL', text: `${api('describe')} is ${said}; ${advice}` };
}

async function regions(patient: Patient): Promise<Diagnosis> {
  const failing: string[] = [];
  for (const region of patient.target.regions) {
    const answer = await ask(patient, { operation: 'describe', parameters: {}, region });
    const said = typeof answer === 'string' ? answer : saidBy(answer);
    if (said !== undefined) failing.push(`${region}: ${said}`);
  }
  const all = patient.target.regions.join(', ');
  return failing.length === 0
    ? { step: 'regions', state: 'ok', text: `${all} respond` }
    : { step: 'regions', state: 'FAIL', text: `${failing.join('; ')}; choose others with --region` };
}

async function* roundTrip(patient: Patient): AsyncGenerator<Diagnosis, void, void> {
  const { name, api, remove } = patient;
  const fail = (text: string): Diagnosis => ({ step: 'round trip', state: 'FAIL', text });
  const made = await ask(patient, { operation: 'create', parameters: { name } });
  const refused = typeof made === 'string' ? made : saidBy(made);
  if (refused !== undefined) {
    yield fail(`${api('create')} is ${refused}`);
    yield* (await remove()).left.map(leftBehind);
    return;
  }
  const shown = await shows(patient);
  yield shown === true
    ? { step: 'round trip', state: 'ok', text: 'what was created is returned' }
    : fail(
        `${api('create')} is accepted, but ${api('describe')} ${shown === false ? 'does not return it' : `is ${shown}`}`,
      );
  const { response, left } = await remove();
  yield* left.map(leftBehind);
  if (left.length > 0) return;
  const said = response && saidBy(response);
  yield said === undefined
    ? { step: 'clean-up', state: 'ok', text: 'what was created is deleted and gone' }
    : { step: 'clean-up', state: 'FAIL', text: `${api('delete')} is ${said}, but what was created is gone` };
}

/** Somebody has to remove it. */
function leftBehind({ what, reason }: Leftover): Diagnosis {
  return { step: 'clean-up', state: 'FAIL', text: `${reason}; remove the ${what} by hand` };
}

/** Whether a describe by name shows the key pair; in words what went wrong with the call. */
async function shows(patient: Patient): Promise<boolean | string> {
  const answer = await ask(patient, { operation: 'describe', parameters: { names: [patient.name] } });
  if (typeof answer === 'string') return answer;
  if (answer.kind === 'accepted') return answer.keyPairs.some(({ name }) => name === patient.name);
  return saidBy(answer) ?? false;
}

/** An answer, or in words why there is none. */
async function ask(
  { client, target, signal }: Patient,
  call: Omit<KeyPairCall, 'region'> & { readonly region?: string },
  limitMs: number = target.timeouts.requestMs,
  inWords: (error: TransportError) => string = ({ message }) => message,
): Promise<Outcome | string> {
  const limit = limited(limitMs, signal);
  try {
    return await client.call({ region: target.regions[0], ...call }, { signal: limit, limitMs });
  } catch (error) {
    if (error instanceof TransportError) return inWords(error);
    throw error;
  }
}

/** What the target said instead of doing it; `undefined` when it did it. */
function saidBy(outcome: Outcome): string | undefined {
  switch (outcome.kind) {
    case 'accepted':
      return undefined;
    case 'refused':
      return `rejected with ${outcome.code} (HTTP ${outcome.status})`;
    default:
      return `followed by an unreadable response (HTTP ${outcome.status})`;
  }
}

function headerOf({ response }: Outcome['exchange'], wanted: string): string | undefined {
  return response.headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
}
