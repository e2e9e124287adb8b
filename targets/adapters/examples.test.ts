import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import type { CallParameters, KeyPairClient, Outcome } from '../target.ts';
import { testTarget } from '../testing/target.ts';
import { createExecutableClient } from './executable.ts';
import { go, python } from './testing/tools.ts';

const EXAMPLES = fileURLToPath(new URL('../../docs/examples/adapters/', import.meta.url));
const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl a';

const folder = mkdtempSync(join(tmpdir(), 'adapter-examples-'));
afterAll(() => rmSync(folder, { recursive: true }));

function commandOf(language: 'python' | 'go', tool: string): readonly string[] {
  if (language === 'python') return [tool, join(EXAMPLES, 'python/adapter.py')];
  const program = join(folder, 'adapter');
  const env = { ...process.env, GOFLAGS: '-mod=mod', GO111MODULE: 'off' };
  execFileSync(tool, ['build', '-o', program, join(EXAMPLES, 'go/adapter.go')], { env, timeout: 240_000 });
  return [program];
}

async function conversation(command: readonly string[]): Promise<readonly Outcome[]> {
  const client: KeyPairClient = createExecutableClient(
    { kind: 'adapter', label: 'store', command },
    testTarget(),
  );
  const outcomes: Outcome[] = [];
  const ask = async (
    operation: 'import' | 'describe' | 'delete',
    parameters: CallParameters,
    region = 'here',
  ): Promise<void> => {
    outcomes.push(
      await client.call({ operation, region, parameters }, { signal: AbortSignal.timeout(20_000) }),
    );
  };
  try {
    await ask('import', { name: 'a', material: KEY, tags: [{ key: 'k', value: 'v' }] });
    await ask('import', { name: 'a', material: KEY });
    await ask('import', { name: 'b', material: 'ssh-ed25519 !!' });
    await ask('describe', { names: ['a'] });
    await ask('describe', { names: ['a'] }, 'elsewhere');
    await ask('delete', { name: 'a' });
    await ask('delete', { name: 'a' });
    await ask('describe', {});
    return outcomes;
  } finally {
    await client.close();
  }
}

const STORED = {
  name: 'a',
  id: expect.stringMatching(/^key-[0-9a-f]{17}$/),
  fingerprint: '+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU=',
  tags: [{ key: 'k', value: 'v' }],
};
const EXPECTED = [
  { kind: 'accepted', keyPairs: [STORED] },
  { kind: 'refused', code: 'InvalidKeyPair.Duplicate', status: 400 },
  { kind: 'refused', code: 'InvalidKey.Format', status: 400 },
  { kind: 'accepted', keyPairs: [{ ...STORED, keyType: 'ed25519' }] },
  { kind: 'refused', code: 'InvalidKeyPair.NotFound', status: 400 },
  { kind: 'accepted', deleted: { acknowledged: 'true', id: expect.stringMatching(/^key-/) } },
  { kind: 'accepted', deleted: { acknowledged: 'true' } },
  { kind: 'accepted', keyPairs: [] },
];

describe.each([
  ['python', python()],
  ['go', go()],
] as const)('the example adapter in %s', (language, tool) => {
  it.skipIf(tool === undefined)(
    `stores, shows, refuses and deletes${tool === undefined ? ` (skipped: ${language} is not installed here)` : ''}`,
    async () => {
      const outcomes = await conversation(commandOf(language, tool ?? ''));
      expect(outcomes).toMatchObject(EXPECTED);
    },
    300_000,
  );
});
