import process from 'node:process';
import { claimFile, FILE_KINDS, writeOwnFile } from '../reports/own-file.ts';
import { vectorsOf } from '../reports/vectors/vectors.ts';
import { contractFor } from './contract.ts';
import { readVersion, TOOL_NAME } from './version.ts';

export interface VectorFlags {
  readonly provider: string;
  readonly out?: string;
}

/**
 * Prints the test vectors of a contract as JSON, or writes them to a file.
 * @throws UsageError when the file is not one of test vectors, or cannot be written
 */
export async function vectorsVerb({ provider, out }: VectorFlags): Promise<number> {
  if (out !== undefined) claimFile(out, FILE_KINDS.vectors);
  const tool = { name: TOOL_NAME, version: readVersion() };
  const text = `${JSON.stringify(vectorsOf(await contractFor(provider), tool), null, 2)}\n`;
  if (out === undefined) process.stdout.write(text);
  else writeOwnFile(out, FILE_KINDS.vectors, text);
  return 0;
}
