import { expect, it } from 'vitest';
import { createKey } from './recorded/keys.ts';
import { blobOf } from './recorded/ssh.ts';
import { withheldMaterial } from './redact-material.ts';

it('the public half of a withheld OpenSSH key stays readable, and its private half does not', async () => {
  for (let key = 0; key < 20; key += 1) {
    const { material, publicKey } = await createKey('ed25519', 'pem', `name-${key}`);
    const line = `ssh-ed25519 ${blobOf(publicKey).toString('base64')}`;
    const { remove } = withheldMaterial([material]);
    expect(remove(line)).toBe(line);
    const body = material.replaceAll(/-----[A-Z ]+-----|\n/g, '');
    const bytes = Buffer.from(body, 'base64');
    // The seed stands in front of the last of the public numbers.
    const end = bytes.lastIndexOf(blobOf(publicKey).subarray(-32));
    const seed = body.slice(Math.ceil(((end - 32) * 8) / 6), Math.floor((end * 8) / 6));
    expect(seed.length).toBeGreaterThan(40);
    expect(remove(`quoted: ${seed}`)).not.toContain(seed.slice(8, 32));
  }
});
