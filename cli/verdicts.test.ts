import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../reports/report.ts';
import { startReference } from '../targets/ec2/reference/server.ts';
import type { ReferenceServer } from '../targets/reference/http.ts';
import { type CliResult, runCli } from './testing/run-cli.ts';

let folder: string;
let reference: ReferenceServer;
const servers: Server[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'verdicts-'));
  reference = await startReference();
});
afterAll(async () => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  await reference.close();
  rmSync(folder, { recursive: true });
});

const run = (...words: readonly string[]): Promise<CliResult> =>
  runCli(['run', '--quiet', ...words], { cwd: folder });
const lastLine = ({ stdout }: CliResult): string => stdout.trimEnd().split('\n').at(-1) ?? '';

/** What a server does with a request; `undefined` answers as the reference does. */
type Behavior = (
  body: string,
  answer: { readonly status: number; readonly text: string },
  count: number,
) => { readonly status: number; readonly text: string; readonly delayMs?: number } | undefined;

/** A server in front of the reference, which never hears of the calls that are `withheld`. */
async function serverWith(behavior: Behavior, withheld?: RegExp): Promise<string> {
  let count = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const headers = Object.fromEntries(
        Object.entries(request.headers).filter(
          (entry): entry is [string, string] =>
            typeof entry[1] === 'string' && !['host', 'connection', 'content-length'].includes(entry[0]),
        ),
      );
      const asked = withheld?.test(body) === true ? 'Action=None' : body;
      const sent = fetch(new URL(request.url ?? '/', reference.url), {
        method: 'POST',
        headers,
        body: asked,
      });
      sent
        .then(async (real) => {
          const text = await real.text();
          count += 1;
          const {
            status,
            text: own,
            delayMs = 0,
          } = behavior(body, { status: real.status, text }, count) ?? { status: real.status, text };
          setTimeout(() => response.writeHead(status, { 'content-type': 'text/xml' }).end(own), delayMs);
        })
        .catch(() => response.destroy());
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const error = (code: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<Response><Errors><Error><Code>${code}</Code><Message>no</Message></Error></Errors><RequestID>00000000-0000-0000-0000-000000000000</RequestID></Response>`;

describe('a target that says "not implemented"', () => {
  it('wherever it should reject a value is not conformant', async () => {
    const url = await serverWith((_, { status }) =>
      status >= 400 ? { status: 400, text: error('UnsupportedNotImplemented') } : undefined,
    );
    const result = await run(url, '--topic', 'duplicate', '--out', 'cheat');
    expect(result.exitCode).toBe(1);
    expect(lastLine(result)).toMatch(/^NOT CONFORMANT/);
  }, 120_000);

  it('to a whole operation is incomplete: no green badge, errors in JUnit, and a gate that stays closed', async () => {
    const create = /Action=CreateKeyPair/;
    const url = await serverWith(
      (body) => (create.test(body) ? { status: 400, text: error('InvalidAction') } : undefined),
      create,
    );
    const result = await run(url, '--topic', 'duplicate', '--out', 'no-create');
    expect([result.exitCode, lastLine(result)]).toEqual([
      3,
      expect.stringMatching(/^INCOMPLETE .* not supported and not declared/),
    ]);
    expect(readFileSync(join(folder, 'no-create/badge.json'), 'utf8')).toContain('"incomplete, coverage');
    expect(readFileSync(join(folder, 'no-create/junit.xml'), 'utf8')).not.toContain(
      ' errors="0" skipped="0"',
    );
    writeFileSync(join(folder, 'policy.yaml'), 'rules:\n  - name: no failure\n    maxFailures: 0\n');
    const gate = await runCli(['gate', '--policy', 'policy.yaml', 'no-create'], { cwd: folder });
    expect([gate.exitCode, lastLine(gate)]).toEqual([3, expect.stringMatching(/^GATE CLOSED/)]);
    writeFileSync(join(folder, 'none.yaml'), 'entries:\n');
    const baseline = await runCli(['baseline', 'check', 'none.yaml', 'no-create'], { cwd: folder });
    expect(baseline.exitCode).toBe(3);
  }, 180_000);
});

describe('a target that accepts every signature', () => {
  it.each([
    ['as the run finds out', []],
    ['as its owner declares', ['--without', 'verifies-signatures']],
  ])(
    '%s, is conformant, and the verdict says it wherever it stands',
    async (_what, options) => {
      const only = ['--only', 'wire.describe.*,lifecycle.import.works', '--client', 'wire'];
      const result = await run(reference.url, ...only, '--out', 'signatures', ...options);
      expect([result.exitCode, lastLine(result)], result.stdout + result.stderr).toEqual([
        0,
        expect.stringMatching(/^CONFORMANT {2}.*; the target accepts every signature/),
      ]);
      for (const file of ['summary.md', 'index.html'])
        expect(readFileSync(join(folder, 'signatures', file), 'utf8')).toContain('accepts every signature');
    },
    120_000,
  );
});

describe('a target behind an adapter', () => {
  /** Imports, shows and deletes Ed25519 keys as the service does, and has nothing else. */
  const STORE = `
    import { createHash, randomBytes } from 'node:crypto';
    const pairs = new Map();
    const unsupported = { type: 'unsupported', reason: 'not here' };
    export default { name: 'little', client: { async call({ operation, parameters: p }) {
      const pair = pairs.get(p.name ?? p.names?.[0]);
      if (operation === 'import') {
        const [type, data] = (p.material ?? '').split(' ');
        const others = Object.keys(p).filter((one) => !['name', 'material', 'tags'].includes(one));
        if (pair || type !== 'ssh-ed25519' || others.length > 0) return unsupported;
        const made = {
          name: p.name,
          id: 'key-' + randomBytes(8).toString('hex') + '0',
          fingerprint: createHash('sha256').update(Buffer.from(data, 'base64')).digest('base64'),
          tags: p.tags ?? [],
        };
        pairs.set(p.name, { ...made, keyType: 'ed25519', createdAt: new Date().toISOString() });
        return { type: 'result', keyPairs: [made] };
      }
      if (operation === 'create' || !pair) return unsupported;
      if (operation === 'describe') return { type: 'result', keyPairs: [pair] };
      pairs.delete(pair.name);
      return { type: 'result', deleted: { acknowledged: 'true', id: pair.id } };
    } } };`;

  it('is incomplete where it says "unsupported" to whatever it would get wrong', async () => {
    writeFileSync(join(folder, 'little.mjs'), STORE);
    const words = ['--adapter', './little.mjs', '--topic', 'lifecycle,duplicate', '--out', 'little'];
    const result = await run(...words, '--provider', 'aws-ec2');
    expect([result.exitCode, lastLine(result)], result.stdout + result.stderr).toEqual([
      3,
      expect.stringMatching(/^INCOMPLETE {2}\d+ of \d+ requirements not supported and not declared/),
    ]);
    const { summary } = JSON.parse(readFileSync(join(folder, 'little/report.json'), 'utf8')) as Report;
    expect(summary.verdicts.fail, 'a fault would close it too').toBe(0);
    expect(summary.verdicts.pass).toBeGreaterThan(0);
  }, 120_000);
});

describe('a report that was changed', () => {
  const commands = [
    ['gate', '--policy', 'policy.yaml'],
    ['baseline', 'check', 'none.yaml'],
    ['matrix', '--out', 'matrix'],
    ['verify'],
  ] as const;
  const changes: readonly (readonly [string, (report: Report) => unknown])[] = [
    ['has no results', (report) => ({ ...report, results: [] })],
    [
      'has only what passes',
      (report) => ({ ...report, results: report.results.filter(({ verdict }) => verdict === 'pass') }),
    ],
    [
      'has other verdicts',
      (report) => ({
        ...report,
        results: report.results.map((one) => ({ ...one, verdict: 'pass', findings: [] })),
      }),
    ],
    [
      'fails without findings',
      (report) => ({ ...report, results: report.results.map((one) => ({ ...one, findings: [] })) }),
    ],
  ];

  it('is refused by everything that decides on it, beside its log and without', async () => {
    const url = await serverWith((body, { text }) =>
      body.includes('Action=ImportKeyPair')
        ? { status: 200, text: text.replace(/(<keyFingerprint>)[^<]*/, '$1aa:bb') }
        : undefined,
    );
    await run(url, '--only', 'fingerprint.import.rsa', '--out', 'changed');
    const file = join(folder, 'changed/report.json');
    const honest = readFileSync(file, 'utf8');
    const verified = await runCli(['verify', 'changed'], { cwd: folder });
    expect([verified.exitCode, verified.stdout]).toEqual([0, expect.stringMatching(/^VERIFIED {2}changed/)]);
    writeFileSync(join(folder, 'policy.yaml'), 'rules:\n  - name: no failure\n    maxFailures: 0\n');
    writeFileSync(join(folder, 'none.yaml'), 'entries:\n');
    const texts = changes.map(([, change]) => JSON.stringify(change(JSON.parse(honest) as Report)));
    texts.push(`${honest.trimEnd().slice(0, -1)},"results":[]}`);
    for (const text of texts) {
      writeFileSync(file, text);
      writeFileSync(join(folder, 'alone.json'), text);
      const [command] = commands;
      expect((await runCli([...command, 'changed'], { cwd: folder })).exitCode).toBe(2);
      expect((await runCli([...command, 'alone.json'], { cwd: folder })).exitCode).toBe(2);
    }
    for (const command of commands)
      expect((await runCli([...command, 'changed'], { cwd: folder })).exitCode).toBe(2);
    writeFileSync(file, honest);
    writeFileSync(join(folder, 'alone.json'), honest);
    const alone = await runCli(['gate', '--policy', 'policy.yaml', 'alone.json'], { cwd: folder });
    expect([alone.exitCode, alone.stdout]).toEqual([1, expect.stringMatching(/^alone\.json: not verified/)]);
  }, 300_000);
});

describe('reaching a target', () => {
  it('waits for a cold one, whose first answer takes longer than any other may', async () => {
    const url = await serverWith((_, answer, count) =>
      count === 1 ? { ...answer, delayMs: 6_000 } : undefined,
    );
    const words = ['--only', 'lifecycle.import.works', '--no-out', '--quiet', '--timeout', '5000'];
    expect((await run(url, ...words)).exitCode).toBe(0);
  }, 120_000);

  it('names what answers in another protocol, and looks for nothing that it did not make', async () => {
    const server = createServer((_, response) => {
      response.writeHead(405, { 'content-type': 'text/html' }).end('<!DOCTYPE html><html>no</html>');
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const { exitCode, stdout } = await run(url, '--no-out');
    expect([exitCode, stdout]).toEqual([
      3,
      `UNREACHABLE  ${url} does not speak the EC2 query protocol: it responded with HTTP 405 (text/html) with "<!DOCTYPE html><html>no</html>"\n`,
    ]);
    const secured = await run(url.replace('http:', 'https:'), '--no-out');
    expect([secured.exitCode, secured.stdout]).toEqual([
      3,
      expect.stringContaining(`the port does not speak TLS; write ${url} instead`),
    ]);
  }, 120_000);

  it.each([
    [[], 'start the target, or wait for it with --wait 60'],
    [['--wait', '0'], 'start the target, or wait for it with --wait 60'],
    [['--wait', '1'], 'also after the 1 s of --wait; start the target at this address, or wait longer'],
  ])(
    'says of a port where nobody listens, given %j, what else to do',
    async (options, advice) => {
      const { exitCode, stdout } = await run(
        'http://127.0.0.1:1/',
        ...['--provider', 'aws-ec2', '--no-out', '--quiet'],
        ...options,
      );
      expect([exitCode, stdout]).toEqual([
        3,
        expect.stringMatching(/^UNREACHABLE {2}http:\S+ did not respond: no connection: .*\n$/),
      ]);
      expect(stdout).toContain(advice);
    },
    120_000,
  );

  it('names the limit of a first answer that does not come, and the option for it', async () => {
    const silent = createServer(() => {});
    servers.push(silent);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/`;
    const { exitCode, stdout } = await run(url, '--no-out', '--quiet', '--connect-timeout', '1000');
    expect([exitCode, stdout]).toEqual([
      3,
      `UNREACHABLE  ${url} did not respond: the connection was accepted, but the first call got no response within 1000 ms; give it longer with --connect-timeout\n`,
    ]);
  }, 120_000);

  it.each([
    [
      'http://moto:5000',
      /could be an implementation of any provider, and is not on this machine; add --provider \S+ or --provider \S+, and --allow-remote$/,
    ],
    ['moto:5000', /'moto:5000' must begin with http:\/\/ or https:\/\/; write it like http:\/\/moto:5000\/$/],
    ['localhost:5000', /write it like http:\/\/localhost:5000\/$/],
    ['127.0.0.1:5000', /write it like http:\/\/127\.0\.0\.1:5000\/$/],
  ])('says of %s in one line all that is missing', async (address, message) => {
    const { exitCode, stdout, stderr } = await run(address, '--no-out');
    expect([exitCode, stdout, stderr.split('\n').length]).toEqual([2, '', 2]);
    expect(stderr.trimEnd()).toMatch(message);
  });
});
