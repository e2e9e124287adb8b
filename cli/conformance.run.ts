import { afterAll, describe, test } from 'vitest';
import { register } from './register.ts';

/**
 * The requirements as tests of vitest, against the target that `KEYPAIR_CONFORMANCE_ENDPOINT` and its kin name; with
 * `KEYPAIR_CONFORMANCE_REFERENCE=1` that is the embedded reference. `KEYPAIR_CONFORMANCE_SEED` repeats a run.
 */
await register(
  // Hooks run in reverse order, and the run has to be over before the framework gives up.
  { describe, test, afterAll: (end) => afterAll(end, 60_000) },
  { quota: 'probe' },
);
