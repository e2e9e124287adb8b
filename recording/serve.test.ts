import { afterEach, expect, it } from 'vitest';
import { clientFor } from '../targets/providers.ts';
import type { ReferenceServer } from '../targets/reference/http.ts';
import type { KeyPairCall, Outcome } from '../targets/target.ts';
import { testTarget } from '../targets/testing/target.ts';
import { startBundle } from './serve.ts';
import { bundleOf, exchangeOf, refusalBody } from './testing/bundles.ts';

let server: ReferenceServer | undefined;
afterEach(() => server?.close());

const NAME = 'kpc-a1b2c3d4e5-none';

async function ask(changes: Partial<KeyPairCall> = {}): Promise<Outcome> {
  const client = await clientFor(testTarget({ endpoint: `${server?.url ?? ''}/` }));
  try {
    const call: KeyPairCall = {
      operation: 'describe',
      region: 'us-east-1',
      parameters: { names: [NAME] },
      ...changes,
    };
    return await client.call(call, { signal: AbortSignal.timeout(20_000) });
  } finally {
    await client.close();
  }
}

it('a recorded request is answered as it was, in the order of the recording, and then with the last response', async () => {
  const first = exchangeOf('describe.describe.a');
  const second = exchangeOf('describe.describe.a', {
    number: 2,
    response: { ...first.response, body: refusalBody('Second', 'later') },
  });
  server = await startBundle(bundleOf([first, second]));
  const codes = [await ask(), await ask(), await ask()].map((outcome) => 'code' in outcome && outcome.code);
  expect(codes).toEqual(['InvalidKeyPair.NotFound', 'Second', 'Second']);
});

it('any other request, and the same one in another region, was not recorded', async () => {
  server = await startBundle(bundleOf([exchangeOf('describe.describe.a')]));
  for (const changes of [{ parameters: { names: ['other'] } }, { region: 'eu-west-1' }]) {
    expect(await ask(changes)).toMatchObject({ kind: 'refused', status: 501, code: 'NotRecorded' });
  }
});
