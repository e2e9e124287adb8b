import { randomInt } from 'node:crypto';
import { bindChecks } from '../runner/plan.ts';
import { register as registerChecks, type TestFramework } from '../runner/register.ts';
import { reproduceWith } from '../runner/reproduce.ts';
import { type Selection, selectChecks } from '../runner/select.ts';
import type { Reading } from '../specs/contract.ts';
import type { QuotaMode } from '../suites/check.ts';
import { SUITES } from '../suites/index.ts';
import type { RunClientKind } from '../targets/client-kinds.ts';
import { openClients, openOrdinary } from '../targets/providers.ts';
import { DEFAULT_RUNS } from './options.ts';
import { defaultQuotaMode } from './quota.ts';
import { openTarget } from './target.ts';
import { readVersion, TOOL_NAME } from './version.ts';

export type { TestContext, TestFramework } from '../runner/register.ts';

/** Who is judged and what by; everything has the default that it has on the command line. */
export interface RegisterOptions extends Selection {
  /** Address of the target; without one that of the environment or the target file. */
  readonly endpoint?: string;
  /** Test the embedded reference instead. */
  readonly reference?: boolean;
  /** Target file; without one `conformance.config.*` of the working directory, where there is one. */
  readonly config?: string;
  readonly provider?: string;
  readonly name?: string;
  readonly regions?: readonly string[];
  /** What the target has or lacks, e.g. `['ed25519', 'no-ppk']`. */
  readonly capabilities?: readonly string[];
  readonly concurrency?: number;
  readonly clients?: readonly RunClientKind[];
  readonly reading?: Reading;
  readonly quota?: QuotaMode;
  /** Seed of every generated value; `KEYPAIR_CONFORMANCE_SEED` or a random one unless told. */
  readonly seed?: number;
  /** Generated cases of a property. */
  readonly runs?: number;
}

/**
 * Registers every requirement as a test of a framework: `describe` and `test` of vitest, or of `node:test`. With
 * `afterAll` the run is ended in order also when the framework leaves tests out.
 * @throws UsageError for settings that cannot be used
 */
export async function register(framework: TestFramework, options: RegisterOptions = {}): Promise<void> {
  const {
    config,
    capabilities,
    concurrency,
    endpoint,
    reference,
    name,
    provider,
    regions,
    reading = 'observed',
  } = options;
  const flags = {
    ...(config !== undefined && { config }),
    ...(capabilities !== undefined && { capabilities }),
    ...(concurrency !== undefined && { concurrency }),
    ...(reference !== undefined && { reference }),
    ...(name !== undefined && { name }),
    ...(provider !== undefined && { provider }),
    ...(regions !== undefined && { regions }),
    reading,
    out: false as const,
  };
  const opened = await openTarget(endpoint, flags);
  const { target, contract, client } = opened;
  const checks = bindChecks(contract, SUITES);
  const clients = client === undefined ? await openClients(target, options.clients) : ([client] as const);
  const ordinary = client === undefined ? await openOrdinary(target) : undefined;
  registerChecks(
    framework,
    {
      checks,
      selected: selectChecks(checks, options, contract),
      contract,
      target,
      clients,
      ...(ordinary !== undefined && { ordinary }),
      seed: options.seed ?? seedOf(process.env.KEYPAIR_CONFORMANCE_SEED) ?? randomInt(0x7fff_ffff),
      reading,
      quota: options.quota ?? defaultQuotaMode(target),
      runs: options.runs ?? DEFAULT_RUNS,
      signal: new AbortController().signal,
      tool: { name: TOOL_NAME, version: readVersion() },
      selection: {},
      reproduce: reproduceWith(target),
    },
    async () => {
      for (const client of clients) await client.close();
      await ordinary?.close();
      await opened.close();
    },
  );
}

function seedOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}
