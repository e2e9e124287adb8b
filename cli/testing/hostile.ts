import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '../../reports/report.ts';
import { reportValidator } from '../../reports/schema.ts';
import { startReference } from '../../targets/ec2/reference/server.ts';
import type { Behaviour, HostileServer } from '../../targets/testing/hostile/behaviour.ts';
import { startFaulty } from '../../targets/testing/hostile/server.ts';
import { startCli } from './run-cli.ts';

/** Limits of a run against a hostile target, in milliseconds. */
const LIMITS = { connect: 2_500, request: 2_000, check: 6_000, run: 150_000 } as const;

/** What came of a run against a hostile target. */
export interface HostileRun {
  readonly exitCode: number | null;
  readonly peakMegabytes: number;
  readonly report: Report;
  /** Everything a person or a tool gets to see, by name. */
  readonly outputs: ReadonlyMap<string, string>;
  /** Bytes of the whole report folder. */
  readonly bytes: number;
  readonly trespasses: number;
  /** Names of key pairs that the run left on the well-behaved server behind. */
  readonly left: readonly string[];
}

const validate = reportValidator();

/** Runs the built command line against one bad behaviour, in front of a fresh well-behaved server. */
export async function runAgainst(behaviour: Behaviour): Promise<HostileRun> {
  const folder = mkdtempSync(join(tmpdir(), 'hostile-'));
  const reference = await startReference();
  let server: HostileServer | undefined;
  try {
    server =
      typeof behaviour.server === 'function'
        ? await startFaulty(reference.url, behaviour.server)
        : await behaviour.server.start(reference.url);
    const only = Object.keys(behaviour.expect.verdicts);
    const peak = join(folder, 'peak');
    const cli = startCli(
      [
        'run',
        server.url,
        ...['--out', join(folder, 'out'), '--timeout', String(LIMITS.request), '--seed', '7', '--runs', '5'],
        ...(only.length === 0 ? ['--topic', 'lifecycle'] : ['--only', only.join(',')]),
        ...(behaviour.options ?? []),
        ...(server.options ?? []),
      ],
      {
        cwd: folder,
        env: {
          KEYPAIR_CONFORMANCE_CONNECT_MS: String(LIMITS.connect),
          KEYPAIR_CONFORMANCE_CHECK_MS: String(LIMITS.check),
          NODE_OPTIONS: `--import=${new URL('./peak-memory.mjs', import.meta.url).href}`,
          PEAK_MEMORY_FILE: peak,
        },
      },
    );
    // A run that hangs must not outlive the test that shows it: without an exit code it fails.
    const guard = setTimeout(() => cli.child.kill('SIGKILL'), LIMITS.run);
    const { exitCode, stdout, stderr } = await cli.result;
    clearTimeout(guard);
    const outputs = new Map([['stdout', stdout], ['stderr', stderr], ...textsIn(join(folder, 'out'))]);
    const json = outputs.get('report.json');
    if (json === undefined) throw new Error(`no report, exit ${exitCode}: ${stdout}${stderr}`);
    const report = JSON.parse(json) as Report;
    if (!validate(report)) throw new Error(`the report is not valid: ${JSON.stringify(validate.errors)}`);
    return {
      exitCode,
      peakMegabytes: Number(readFileSync(peak, 'utf8')) / 1_024,
      report,
      outputs,
      bytes: [...outputs.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0),
      trespasses: server.trespasses?.() ?? 0,
      left: await namesOn(reference.url, report.target.regions),
    };
  } finally {
    await server?.close();
    await reference.close();
    rmSync(folder, { recursive: true });
  }
}

function textsIn(folder: string): [string, string][] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .map((name) => [name, readFileSync(join(folder, name), 'utf8')]);
}

/** Names of all key pairs in the regions of the server. */
async function namesOn(url: string, regions: readonly string[]): Promise<readonly string[]> {
  const shown = await Promise.all(
    regions.map(async (region) => {
      const answer = await fetch(url, {
        method: 'POST',
        headers: {
          authorization: `AWS4-HMAC-SHA256 Credential=AKIA/20260101/${region}/ec2/aws4_request, SignedHeaders=host, Signature=0`,
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: 'Action=DescribeKeyPairs&Version=2016-11-15',
      });
      return [...(await answer.text()).matchAll(/<keyName>([^<]*)</g)].map(([, name]) => name ?? '');
    }),
  );
  return shown.flat();
}
