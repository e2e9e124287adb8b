import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startReference } from '../../targets/ec2/reference/server.ts';
import { startProxy } from './proxy.ts';
import { type CliResult, runCli } from './run-cli.ts';

/** Options of a short run in which the server with wrong fingerprints fails and passes. */
export const SHORT_RUN: readonly string[] = [
  '--only',
  'fingerprint.import.*',
  '--seed',
  '5',
  '--client',
  'wire',
  '--quiet',
];

/** The reference with wrong fingerprints, and a folder for reports about it. */
export interface WrongFingerprints {
  readonly url: string;
  /** Address of the reference, whose fingerprints are right. */
  readonly behind: string;
  readonly folder: string;
  /** The command line in that folder. */
  cli(...words: readonly string[]): Promise<CliResult>;
  close(): Promise<void>;
}

/** Starts it; `close` removes the folder too. */
export async function startWrongFingerprints(): Promise<WrongFingerprints> {
  const folder = mkdtempSync(join(tmpdir(), 'cli-fingerprints-'));
  const reference = await startReference();
  const { url, close } = await startProxy(reference.url, ({ responseBody }) =>
    responseBody.replace(/(<keyFingerprint>)[^<]*/g, '$1aa:bb'),
  );
  return {
    url,
    behind: reference.url,
    folder,
    cli: (...words) => runCli(words, { cwd: folder }),
    async close() {
      await close();
      await reference.close();
      rmSync(folder, { recursive: true });
    },
  };
}
