import process from 'node:process';
import { changesOf } from '../recording/patch/changes.ts';
import { readBundle } from '../recording/read.ts';
import { responseReader } from '../recording/reader.ts';
import { reviewOf } from '../recording/review.ts';
import { reviewInWords } from '../recording/review-text.ts';
import { claimFile, FILE_KINDS, writeOwnFile } from '../reports/own-file.ts';
import { contractDigest } from '../runner/started.ts';
import { escapeLine } from '../specs/escape.ts';
import { UsageError } from '../targets/usage-error.ts';
import { contractFor } from './contract.ts';

/** What `evidence` was told. */
export interface EvidenceFlags {
  readonly json?: true;
  /** File for the patch of the contract. */
  readonly patch?: string;
}

/**
 * Prints what a bundle says of the contract: what it confirms and contradicts, which questions it answers, and what would
 * change. Resolves to 0, also where it contradicts something: that is what it is for.
 * @throws UsageError when the bundle cannot be read, or a patch is asked for from no recording of the real service
 */
export async function evidenceVerb(path: string, { json, patch }: EvidenceFlags): Promise<number> {
  const bundle = readBundle(path);
  const { provider, service } = bundle.header;
  if (patch !== undefined && service !== 'real')
    throw new UsageError(
      `${path} was not recorded at the real service; nothing of it may change the contract`,
    );
  if (patch !== undefined) claimFile(patch, FILE_KINDS.patch);
  const contract = await contractFor(provider);
  const read = await responseReader(provider);
  const review = reviewOf(bundle, contract, contractDigest(contract), read);
  const changes = changesOf(review, bundle, contract, read);
  const text =
    json === true
      ? JSON.stringify({ ...review, outcomes: review.outcomes.map(outcomeAsJson), changes }, null, 2)
      : reviewInWords(review, contract, changes).map(escapeLine).join('\n');
  process.stdout.write(`${text}\n`);
  if (patch === undefined) return 0;
  const { patchOf } = await import('../recording/patch/patch.ts');
  const { text: diff, files } = await patchOf(provider, changes);
  writeOwnFile(patch, FILE_KINDS.patch, diff);
  process.stderr.write(
    `${patch}: ${files.length} files; apply it in a checkout with: git apply ${escapeLine(patch)}\n`,
  );
  return 0;
}

function outcomeAsJson({
  requirement: { id, level, evidence, statement },
  ...rest
}: ReturnType<typeof reviewOf>['outcomes'][number]): object {
  return { requirement: id, level, evidence, statement, ...rest };
}
