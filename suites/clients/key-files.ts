import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type CheckBody, type CheckContext, NotSelected } from '../check.ts';
import { removeLater } from '../flows.ts';
import { judgeAccepted } from '../judges/answer.ts';
import { readPublicKey } from '../keys/read-public.ts';
import { mustFind } from '../lookups.ts';
import { plainCall } from './calls.ts';
import { twoClients } from './two.ts';

const run = promisify(execFile);
/** The program of OpenSSH that prints the public half of a private key. */
const SSH_KEYGEN = 'ssh-keygen';
/** Milliseconds it may take. */
const KEYGEN_MS = 10_000;
/** What SSH asks of the file of a private key. */
const PRIVATE_MODE = 0o600;

/** Given: `keyType`, `keyFormat`; `query` where the client prints the material by a query. */
export const keyFile: CheckBody = {
  kind: 'example',
  method:
    'Creates a key pair through a client and writes the material that it returns to a private file; ssh-keygen reads it and prints the public key that a describe returns.',
  uses: ['describe'],
  second: true,
  async run(ctx) {
    const two = twoClients(ctx);
    const { name, parameters } = await plainCall(ctx, two);
    removeLater(two.wire, name);
    const { query } = ctx.given;
    const asked = typeof query === 'string' ? { query } : {};
    const outcome = await ctx.call({ operation: ctx.requirement.operation, parameters, ...asked });
    ctx.must(judgeAccepted(outcome, 'through the client'));
    if (outcome.kind !== 'accepted') return;
    const material =
      outcome.native?.printed !== undefined && query !== undefined
        ? outcome.native.printed
        : outcome.keyPairs[0]?.privateKey;
    const printed = await publicHalf(ctx, material ?? '');
    const shown = (await mustFind(two.wire, name, { publicKey: true })).publicKey ?? '';
    const [own, described] = [readPublicKey(printed.text), readPublicKey(shown)];
    if (own.ok && described.ok && own.blob.equals(described.blob)) return;
    const facts = {
      expected: described.ok ? shown.trim() : 'a public key in the describe',
      reason: own.ok ? printed.text.trim() : printed.text || 'ssh-keygen does not read the file',
    };
    ctx.must({ code: 'client-key-file', facts, exchange: outcome.exchange });
  },
};

/** What ssh-keygen makes of material in a file; what it says when it cannot read it. */
async function publicHalf(ctx: CheckContext, material: string): Promise<{ readonly text: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'keypair-conformance-'));
  try {
    const path = join(folder, 'key');
    await writeFile(path, material, { mode: PRIVATE_MODE });
    const options = { timeout: KEYGEN_MS, signal: ctx.signal };
    const { stdout } = await run(SSH_KEYGEN, ['-y', '-P', '', '-f', path], options);
    return { text: stdout };
  } catch (error) {
    const { code, stderr } = error as { readonly code?: string | number; readonly stderr?: string };
    if (code === 'ENOENT') throw new NotSelected(`${SSH_KEYGEN} is not installed here`);
    return { text: (stderr ?? '').replaceAll(folder, '').trim() };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
