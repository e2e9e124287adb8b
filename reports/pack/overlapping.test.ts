import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onPath } from '../../targets/testing/on-path.ts';
import { reportOf } from '../model.ts';
import { checked, exchange, finding, finished, planned, started } from '../testing/events.ts';
import { packsOf } from './pack.ts';

const LIMIT_MS = 120_000;

/** A describe of a run: when it was sent, and how long its answer took. */
function sent(id: number, startedAt: number, durationMs: number): ReturnType<typeof exchange> {
  const one = exchange({ id, startedAt, durationMs });
  const call = { operation: 'describe', region: 'us-east-1', parameters: {} } as const;
  return { ...one, call, response: { ...one.response, status: 200 } };
}

/** The files of a failure with one step alone, then two that overlapped, the later of which decides. */
function filesOf(steps: readonly ReturnType<typeof exchange>[]): Readonly<Record<string, string>> {
  const decides = finding('a', { exchanges: [3, 1, 2] });
  const report = reportOf([
    started([planned('a')]),
    checked('a', 'fail', { exchanges: steps, findings: [decides] }),
    finished(),
  ]);
  return packsOf(report)[0]?.files ?? {};
}

describe('steps that overlapped in the run', () => {
  const files = filesOf([sent(1, 1_000, 10), sent(2, 1_020, 30), sent(3, 1_025, 4)]);
  let folder: string;
  let held: ServerResponse[] = [];
  let requests = 0;
  // The first request is answered at once, those after it only when two of them are there.
  const server = createServer((request, response) => {
    request.resume();
    requests += 1;
    held.push(response);
    if (requests % 3 === 2) return;
    for (const one of held) one.end('<DescribeKeyPairsResponse/>');
    held = [];
  });
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'overlapping-'));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true });
  });

  it.skipIf(!onPath('bash', 'curl')).each([
    ['bash', 'curl.sh'],
    [process.execPath, 'reproduce.mjs'],
  ])(
    'are sent at the same time and told in order: %s %s',
    async (program, file) => {
      const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const { stdout, stderr } = await promisify(execFile)(program, [file, endpoint], { cwd: folder });
      expect(stderr).toBe('');
      expect(stdout.match(/--- step \d of 3|DescribeKeyPairsResponse/g)).toEqual([
        '--- step 1 of 3',
        'DescribeKeyPairsResponse',
        '--- step 2 of 3',
        'DescribeKeyPairsResponse',
        '--- step 3 of 3',
        'DescribeKeyPairsResponse',
      ]);
      expect(stdout).not.toContain('In the run the response to this step was');
      expect(stdout).toContain('clean-up: nothing is left');
    },
    LIMIT_MS,
  );

  it('are named as such wherever the steps are', () => {
    for (const name of ['README.md', 'curl.sh', 'reproduce.mjs'])
      expect(files[name]).toContain('Steps that overlapped in the run are sent at the same time');
  });

  it('are not told from steps in a row where a clock of whole milliseconds makes them touch', () => {
    const inRow = filesOf([sent(1, 1_000, 10.4), sent(2, 1_010, 5.9), sent(3, 1_015, 4)]);
    expect(inRow['curl.sh']).not.toMatch(/^start /m);
    expect(inRow['README.md']).not.toContain('overlapped');
  });
});
