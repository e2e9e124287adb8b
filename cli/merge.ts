import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { mergeShards } from '../gate/merge.ts';
import { renderConsole } from '../reports/console.ts';
import { decide } from '../reports/decide.ts';
import { openReportFolder } from '../reports/folder.ts';
import { reportOf } from '../reports/model.ts';
import { readEvidence, readLog } from '../reports/read.ts';
import { wantsColour } from '../reports/text/style.ts';
import { UsageError } from '../targets/usage-error.ts';
import { cannotWrite } from './report.ts';
import { fitting, widthOf } from './width.ts';

export interface MergeFlags {
  readonly out: string;
  readonly quiet?: true;
}

/**
 * Puts the report folders of all shards of a run together to the folder of the whole run. Resolves to the exit code that
 * the whole run would have had, or to 3 with one line and no folder when a shard is missing or did not end.
 * @throws UsageError when a log is no shard or belongs to another run, when the report of a shard does not follow from its
 * log, or when the folder cannot be written
 */
export async function mergeVerb(shards: readonly string[], { out, quiet }: MergeFlags): Promise<number> {
  const own = shards.find((path) => resolve(path) === resolve(out));
  if (own !== undefined)
    throw new UsageError(`--out '${out}' is one of the shards; choose another directory`);
  // The log is what counts; a report beside it that says otherwise shows that one of the two was changed.
  for (const path of shards) if (existsSync(join(path, 'report.json'))) readEvidence(path);
  const merged = mergeShards(shards.map((label) => ({ label, events: readLog(label).events })));
  if (merged.kind === 'incomplete') {
    process.stdout.write(fitting([`INCOMPLETE  ${merged.why}`]));
    return 3;
  }
  const { events } = merged;
  const report = reportOf(events);
  try {
    const folder = openReportFolder(out);
    for (const event of events) folder.event(event);
    await folder.finish(report);
  } catch (error) {
    throw new UsageError(cannotWrite(out, error), { cause: error });
  }
  const text = renderConsole(report, {
    width: widthOf(),
    colour: wantsColour(process.stdout, process.env),
    quiet: quiet === true,
  });
  process.stdout.write(text);
  return decide(report).exitCode;
}
