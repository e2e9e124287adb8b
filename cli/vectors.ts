import { writeFileSync } from 'node:fs';
import process from 'node:process';
import { vectorsOf } from '../reports/vectors/vectors.ts';
import { UsageError } from '../targets/usage-error.ts';
import { contractFor } from './contract.ts';
import { readVersion, TOOL_NAME } from './version.ts';

export interface VectorFlags {
  readonly provider: string;
  readonly out?: string;
}

/**
 * Prints the test vectors of a contract as JSON, or writes them to a file.
 * @throws UsageError when the file cannot be written
 */
export async function vectorsVerb({ provider, out }: VectorFlags): Promise<number> {
  const tool = { name: TOOL_NAME, version: readVersion() };
  const text = `${JSON.stringify(vectorsOf(await contractFor(provider), tool), null, 2)}\n`;
  if (out === undefined) {
    process.stdout.write(text);
    return 0;
  }
  try {
    writeFileSync(out, text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`--out '${out}' cannot be written: ${reason}`);
  }
  return 0;
}
