import process from 'node:process';
import { afterAll, describe, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import { readContract } from '../specs/compiled.ts';
import { DEFAULT_PROVIDER } from '../specs/default-provider.ts';
import { SUITES } from '../suites/index.ts';
import { resolveTarget } from '../targets/config/config.ts';
import { leadsToLoopback } from '../targets/loopback.ts';
import { openClients, startReferenceOf } from '../targets/providers.ts';
import type { ReferenceServer } from '../targets/reference/http.ts';
import { UsageError } from '../targets/usage-error.ts';
import { bindChecks, selectChecks } from './plan.ts';
import { register } from './register.ts';
import { reproduceWith } from './reproduce.ts';

/**
 * The requirements as tests of vitest, against the target that `KEYPAIR_CONFORMANCE_ENDPOINT` and its kin name; with
 * `KEYPAIR_CONFORMANCE_REFERENCE=1` that is the embedded reference. `KEYPAIR_CONFORMANCE_SEED` repeats a run.
 */
let reference: ReferenceServer | undefined;
const target = await resolveTarget({
  flags: {},
  env: process.env,
  cwd: process.cwd(),
  defaults: {
    provider: DEFAULT_PROVIDER,
    regionsOf: async (provider) => (await readContract(provider)).rules.regions,
    start: async (source, provider, credentials) => {
      if (source.kind === 'command')
        throw new UsageError('a target that is started by a command is tested by the command line');
      reference = await startReferenceOf(provider, { verify: credentials });
      return { name: 'reference', endpoint: reference.url, capabilities: { 'verifies-signatures': true } };
    },
  },
});
if (!(await leadsToLoopback(target.endpoint))) {
  throw new UsageError(
    `${target.endpoint} is not on localhost; use the command line for a remote target, which keeps a ledger`,
  );
}
const contract = await readContract(target.provider);
const checks = bindChecks(contract, SUITES);
const clients = await openClients(target);

// Hooks run in reverse order: the run is over before its client and its target go away.
afterAll(async () => {
  for (const client of clients) await client.close();
  await reference?.close();
});
register(
  { describe, test, afterAll: (end) => afterAll(end, 60_000) },
  {
    checks,
    selected: selectChecks(checks, {}, contract),
    contract,
    target,
    clients,
    seed: Number(process.env.KEYPAIR_CONFORMANCE_SEED ?? Date.now() % 0x7fff_ffff),
    reading: 'observed',
    quota: 'probe',
    runs: 25,
    signal: new AbortController().signal,
    tool: { name: manifest.name, version: manifest.version },
    selection: {},
    reproduce: reproduceWith(target),
  },
);
