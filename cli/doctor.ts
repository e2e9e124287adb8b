import process from 'node:process';
import { guarded, ownerOf } from '../runner/clients.ts';
import { RunNames } from '../runner/names.ts';
import { checkAccount, distanceOf, REMOTE_DEFAULTS, requireConsent } from '../runner/remote.ts';
import type { OperationRole } from '../specs/contract.ts';
import { apiName } from '../suites/findings/kind.ts';
import { DEFAULT_CREDENTIALS } from '../targets/config/config.ts';
import { limited } from '../targets/limit.ts';
import { clientFor, startReferenceOf } from '../targets/providers.ts';
import type { Outcome } from '../targets/target.ts';
import { UsageError } from '../targets/usage-error.ts';
import { withCall } from '../targets/wire/wrapped.ts';
import { examineAdapter } from './doctor-adapter.ts';
import { type Diagnosis, examine, type Removal } from './doctor-steps.ts';
import { INTERRUPTED, listenForInterrupt } from './interrupt.ts';
import type { RunFlags } from './options.ts';
import { providerOf } from './provider.ts';
import { safeClients } from './safety.ts';
import { openTarget } from './target.ts';
import { untilListening } from './wait.ts';
import { fitting } from './width.ts';

/**
 * Says in one line each whether target, clock, credentials, regions, a round trip and its clean-up work, before anything
 * is judged. Resolves to 0 when nothing is wrong, 1 when something is, 3 when the target gives no answer.
 * @throws UsageError when the options or the target file cannot be used
 */
export async function doctorVerb(endpoint: string | undefined, flags: RunFlags): Promise<number> {
  if (flags.adapter !== undefined) return doctorOfAdapter(endpoint, flags);
  const opened = await openTarget(endpoint, flags);
  const interrupt = listenForInterrupt(() => process.stderr.write('\ninterrupted: cleaning up\n'));
  try {
    const { target, contract } = opened;
    const distance = distanceOf(target, contract);
    requireConsent(target, distance, flags);
    if (flags.wait !== undefined) await untilListening(target, flags.wait);
    await checkAccount(target, distance, flags.account, interrupt.signal);
    let response: Outcome | undefined;
    const inner = opened.client ?? (await clientFor(target));
    const watched = withCall(inner, async (call, options) => {
      const outcome = await inner.call(call, options);
      if (call.operation === 'delete') response = outcome;
      return outcome;
    });
    const safe = safeClients([watched], target, contract, flags);
    const { text } = opened.redactor;
    const owner = ownerOf({ ...safe, contract }, safe.names, text);
    const [client] = guarded(safe.clients, owner);
    const name = safe.names.for('doctor', client.kind).next();
    let exitCode = 0;
    const api = (role: OperationRole): string => apiName(contract, role);
    const { signal } = interrupt;
    const remove = async (): Promise<Removal> => {
      // An interrupt must not leave behind what this made.
      const limit = limited(target.timeouts.checkMs);
      await owner.release(target.regions[0], name, limit);
      const consistencyMs = flags.consistencyWait ?? REMOTE_DEFAULTS[distance].consistencyMs;
      return { response, left: await owner.leftovers(limit, { consistencyMs }) };
    };
    const patient = { target, client, name, signal, remove, api, now: Date.now };
    for await (const diagnosis of examine(patient)) exitCode = tell(diagnosis, exitCode, text);
    await client.close();
    safe.close();
    return interrupt.signal.aborted ? INTERRUPTED : exitCode;
  } finally {
    interrupt.dispose();
    await opened.close();
  }
}

/**
 * Holds an adapter against the wire client: both do the same with the reference in this process. An adapter that has a
 * target of its own is compared with the reference itself.
 */
async function doctorOfAdapter(endpoint: string | undefined, flags: RunFlags): Promise<number> {
  if (endpoint !== undefined)
    throw new UsageError('doctor --adapter compares the adapter with the reference; leave the endpoint out');
  const reference = await startReferenceOf(await providerOf(undefined));
  const { accessKeyId, secretAccessKey } = DEFAULT_CREDENTIALS;
  const opened = await openTarget(`${reference.url}/`, { ...flags, accessKeyId, secretAccessKey });
  const interrupt = listenForInterrupt(() => process.stderr.write('\ninterrupted: cleaning up\n'));
  const wire = await clientFor({ ...opened.target, endpoint: `${reference.url}/` });
  const adapter = opened.client ?? (await clientFor(opened.target));
  try {
    if (opened.client === undefined && opened.target.endpoint === `${reference.url}/`)
      throw new UsageError(
        `adapter: '${opened.target.name}' has no client, and its start returns no endpoint; give it one of the two`,
      );
    const distance = distanceOf(opened.target, opened.contract);
    requireConsent(opened.target, distance, flags);
    await checkAccount(opened.target, distance, flags.account, interrupt.signal);
    const name = new RunNames(opened.contract).for('doctor', adapter.kind).next();
    const [region] = opened.target.regions;
    let exitCode = 0;
    let agreed = false;
    const patient = { adapter, wire, region, name, signal: interrupt.signal };
    const { text } = opened.redactor;
    for await (const diagnosis of examineAdapter(patient)) {
      exitCode = tell(diagnosis, exitCode, text);
      agreed ||= diagnosis.state === 'ok';
    }
    // An adapter that has nothing was not compared.
    if (exitCode === 0 && !agreed) exitCode = 3;
    return interrupt.signal.aborted ? INTERRUPTED : exitCode;
  } finally {
    interrupt.dispose();
    for (const client of [adapter, wire]) await client.close();
    await opened.close();
    await reference.close();
  }
}

/** Prints a diagnosis and returns the exit code so far. */
function tell(
  { step, state, text }: { readonly step: string; readonly state: Diagnosis['state']; readonly text: string },
  exitCode: number,
  clean: (text: string) => string,
): number {
  const shown = state === 'silent' ? 'FAIL' : state === 'unknown' ? '-' : state;
  process.stdout.write(fitting([`${shown.padEnd(4)}  ${step.padEnd(11)}  ${clean(text)}`]));
  if (state === 'silent') return 3;
  return state === 'FAIL' && exitCode === 0 ? 1 : exitCode;
}
