import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Tls } from '../http.ts';

/** A certificate for loopback and the authority that signed it, PEM; valid for a day. */
export interface Certificates extends Tls {
  readonly ca: string;
}

/**
 * Makes an authority and a certificate with the `openssl` tool; `undefined` where there is none.
 * @param names whom the certificate is for, as OpenSSL writes alternative names
 */
export function makeCertificates(names: string = 'DNS:localhost,IP:127.0.0.1'): Certificates | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'certificates-'));
  const openssl = (...words: readonly string[]): void => {
    execFileSync('openssl', words, { cwd: folder, stdio: 'pipe' });
  };
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  try {
    openssl(
      'req',
      '-x509',
      ...key,
      '-keyout',
      'ca.key',
      '-out',
      'ca.pem',
      '-days',
      '1',
      '-subj',
      '/CN=test authority',
    );
    openssl('req', ...key, '-keyout', 'server.key', '-out', 'server.csr', '-subj', '/CN=localhost');
    writeFileSync(join(folder, 'names'), `subjectAltName=${names}\n`);
    const signed = [
      '-CA',
      'ca.pem',
      '-CAkey',
      'ca.key',
      '-CAcreateserial',
      '-days',
      '1',
      '-extfile',
      'names',
    ];
    openssl('x509', '-req', '-in', 'server.csr', ...signed, '-out', 'server.pem');
    return { key: read('server.key'), cert: read('server.pem'), ca: read('ca.pem') };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
