import type { RunOptions } from '../runner/options.ts';
import { run } from '../runner/run.ts';
import type { OperationRole } from '../specs/contract.ts';
import type { RunClientKind } from '../targets/client-kinds.ts';
import { DEFAULT_CREDENTIALS } from '../targets/config/config.ts';
import { openClients, startReferenceOf } from '../targets/providers.ts';
import { withCall } from '../targets/wire/wrapped.ts';

/** Requests of a run by operation. */
export type Requests = { readonly [role in OperationRole]: number };

/**
 * Counts the requests of a run by doing it against the reference in this process, with the same checks, the same seed
 * and the same choices. Nothing reaches the target.
 */
export async function rehearse(
  options: RunOptions,
  kinds: readonly RunClientKind[] | undefined,
): Promise<Requests> {
  const reference = await startReferenceOf(options.target.provider);
  const { ca: _, ...target } = options.target;
  const rehearsed = {
    ...target,
    endpoint: `${reference.url}/`,
    distance: 'loopback',
    credentials: DEFAULT_CREDENTIALS,
  } as const;
  const opened = await openClients(rehearsed, kinds);
  const counts = { create: 0, import: 0, describe: 0, delete: 0 };
  const [first, ...others] = opened.map((client) =>
    withCall(client, (call, callOptions) => {
      counts[call.operation] += 1;
      return client.call(call, callOptions);
    }),
  );
  if (first === undefined) throw new Error('a run has at least one client');
  try {
    const { consistencyMs: _none, ledger: _unused, names: _own, ordinary: _last, ...plain } = options;
    for await (const _event of run({ ...plain, target: rehearsed, clients: [first, ...others] })) {
      // Only the counts matter.
    }
  } finally {
    for (const client of opened) await client.close();
    await reference.close();
  }
  return counts;
}
