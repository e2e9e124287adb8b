import { randomInt } from 'node:crypto';
import process from 'node:process';
import { escapeLine } from '../reports/text/escape.ts';
import { Names } from '../runner/names.ts';
import { checkAccount, distanceOf, refuseUnasked } from '../runner/remote.ts';
import { clientFor } from '../targets/clients/for-provider.ts';
import { examine } from './doctor-steps.ts';
import { INTERRUPTED, listenForInterrupt } from './interrupt.ts';
import type { RunFlags } from './options.ts';
import { safeClients } from './safety.ts';
import { openTarget } from './target.ts';

/**
 * Says in one line each whether target, clock, credentials, regions, a round trip and its clean-up work, before anything
 * is judged. Resolves to 0 when nothing is wrong, 1 when something is, 3 when the target gives no answer.
 * @throws UsageError when the options or the target file cannot be used
 */
export async function doctorVerb(endpoint: string | undefined, flags: RunFlags): Promise<number> {
  const opened = await openTarget(endpoint, flags);
  const interrupt = listenForInterrupt(() => process.stderr.write('\ninterrupted: cleaning up\n'));
  try {
    const { target, contract } = opened;
    const distance = distanceOf(target, contract);
    refuseUnasked(target, distance, flags);
    await checkAccount(target, distance, flags.account, interrupt.signal);
    const seed = randomInt(0x7fff_ffff);
    const safe = safeClients([opened.client ?? (await clientFor(target))], target, contract, flags, { seed });
    const [client] = safe.clients;
    const name = new Names(seed, 'doctor', client.kind).next();
    let exitCode = 0;
    const patient = { target: opened.target, client, name, signal: interrupt.signal, now: Date.now };
    for await (const { step, state, text } of examine(patient)) {
      const shown = state === 'silent' ? 'FAIL' : state === 'unknown' ? '-' : state;
      process.stdout.write(`${shown.padEnd(4)}  ${step.padEnd(11)}  ${escapeLine(text)}\n`);
      if (state === 'FAIL') exitCode = 1;
      if (state === 'silent') exitCode = 3;
    }
    await client.close();
    safe.close();
    return interrupt.signal.aborted ? INTERRUPTED : exitCode;
  } finally {
    interrupt.dispose();
    await opened.close();
  }
}
