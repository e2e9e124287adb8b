import { clientFor } from '../targets/providers.ts';
import type { Outcome } from '../targets/target.ts';
import { UsageError } from '../targets/usage-error.ts';
import type { BundleExchange } from './bundle.ts';

/** Reads a recorded response as the client of the provider reads it. */
export type ResponseReader = (exchange: BundleExchange) => Outcome;

/**
 * The reader of a provider; nothing is connected.
 * @throws UsageError when no client reads its responses
 */
export async function responseReader(provider: string): Promise<ResponseReader> {
  const client = await clientFor({
    name: 'a recording',
    provider,
    endpoint: 'https://recording.invalid/',
    regions: ['one', 'two', 'three'],
    credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
    concurrency: 1,
    timeouts: { connectMs: 1, requestMs: 1, checkMs: 1 },
    maxBodyBytes: 1,
    capabilities: {},
  });
  await client.close();
  if (client.read === undefined) throw new UsageError(`no client reads recorded responses of '${provider}'`);
  const read = client.read.bind(client);
  return ({ client: kind, operation, region, parameters, request, response, time, durationMs, number }) =>
    read({
      id: number,
      client: kind,
      startedAt: Date.parse(time),
      durationMs,
      request,
      response: { ...response, body: Buffer.from(response.body, response.base64 ? 'base64' : 'utf8') },
      call: { operation, region, parameters },
    });
}
