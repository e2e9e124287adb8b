import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { command, withServer } from './command.mjs';

/**
 * User CPU of all shards of a run against that of the run in one piece, on a reference of their own each. The merged
 * report must have the verdicts of the whole run. Quota is left out, it is not divided.
 */
export async function shards(count, keyFile, scratch) {
  const whole = await piece([], 'whole', keyFile, scratch);
  let cpuMs = 0;
  const folders = [];
  for (let index = 1; index <= count; index += 1) {
    const shard = await piece(['--shard', `${index}/${count}`], `shard-${index}`, keyFile, scratch);
    cpuMs += shard.cpuMs;
    folders.push(shard.folder);
  }
  const merged = join(scratch, 'merged');
  const { code } = await command(['merge', ...folders, '--out', merged, '--quiet'], scratch);
  if (code !== 0) throw new Error(`the merge of ${count} shards ended with ${code}`);
  const [a, b] = [whole.folder, merged].map(verdictsIn);
  const others = [...a].filter(([id, verdict]) => b.get(id) !== verdict).map(([id]) => id);
  if (others.length > 0 || a.size !== b.size)
    throw new Error(
      `merged, ${count} shards are another report: ${others.join(', ') || 'other requirements'}`,
    );
  return { subject: cpuMs, base: whole.cpuMs };
}

function piece(words, name, keyFile, scratch) {
  const folder = join(scratch, name);
  return withServer('reference.mjs', [keyFile], async (url) => {
    const figures = await command(
      ['run', url, '--quota', 'skip', '--seed', '1', '--quiet', '--out', folder, ...words],
      scratch,
    );
    return { ...figures, folder };
  });
}

function verdictsIn(folder) {
  const { results } = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'));
  return new Map(
    results.map(({ requirement, client, verdict }) => [`${requirement} ${client ?? ''}`, verdict]),
  );
}
