import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of its own in which the witnesses `openssl`, `ssh-keygen` and `puttygen` read and write keys. */
export class Workshop {
  readonly folder: string = mkdtempSync(join(tmpdir(), 'keypair-conformance-keys-'));

  /** Runs a tool in the folder; words are split at spaces. @returns its standard output */
  run(command: string, ...more: string[]): string {
    const [tool = '', ...words] = command.split(' ');
    return execFileSync(tool, [...words, ...more], { cwd: this.folder, encoding: 'utf8', stdio: 'pipe' });
  }

  /** Runs a tool that writes bytes to its standard output. */
  bytes(command: string): Buffer {
    const [tool = '', ...words] = command.split(' ');
    return execFileSync(tool, words, { cwd: this.folder, stdio: 'pipe' });
  }

  read(name: string): string {
    return readFileSync(join(this.folder, name), 'utf8');
  }

  /** Private keys are refused by ssh-keygen unless only their owner may read them. */
  write(name: string, content: string | Uint8Array): void {
    writeFileSync(join(this.folder, name), content, { mode: 0o600 });
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
