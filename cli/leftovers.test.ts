import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Report } from '../reports/report.ts';
import { startReference } from '../targets/ec2/reference/server.ts';
import { type CliResult, runCli } from './testing/run-cli.ts';

const LIMIT_MS = 300_000;
const ONLY = ['--only', 'lifecycle.import.works', '--client', 'wire'];
/** Key pairs of somebody else, with names that a run could use. */
const OTHERS = ['a', 'z', 'prod'];

/** How a server responds instead: with a text under a status. */
type Response = readonly [status: number, body: string];
/** Hands a request on to the correct server. */
type Ask = (parameters: Readonly<Record<string, string>>) => Promise<Response>;
type Deviation = (parameters: Readonly<Record<string, string>>, ask: Ask) => Promise<Response>;

let folder: string;
let reference: Awaited<ReturnType<typeof startReference>>;
const servers: Server[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cli-leftovers-'));
  reference = await startReference();
  for (const KeyName of OTHERS)
    expect((await ask({ Action: 'CreateKeyPair', KeyName, KeyType: 'ed25519' }))[0]).toBe(200);
}, LIMIT_MS);
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
  await reference.close();
  rmSync(folder, { recursive: true });
});

const ask: Ask = async (parameters) => {
  const body = new URLSearchParams({ Version: '2016-11-15', ...parameters }).toString();
  const date = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const scope = `AKIAQ3EGRX5Q7NZTB2LM/${date.slice(0, 8)}/us-east-1/ec2/aws4_request`;
  const headers = {
    'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
    'x-amz-date': date,
    // The reference believes every signature.
    authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`,
  };
  const response = await fetch(reference.url, { method: 'POST', headers, body });
  return [response.status, await response.text()];
};

const namesThere = async (): Promise<readonly string[]> => {
  const [, text] = await ask({ Action: 'DescribeKeyPairs' });
  return [...text.matchAll(/<keyName>([^<]*)/g)].map(([, name = '']) => name).toSorted();
};

/** A server in front of the correct one. */
async function serverWith(deviation: Deviation): Promise<string> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const parameters = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()));
      deviation(parameters, ask).then(
        ([status, text]) =>
          response.writeHead(status, { 'content-type': 'text/xml;charset=UTF-8' }).end(text),
        () => response.destroy(),
      );
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const run = (url: string, ...words: readonly string[]): Promise<CliResult> =>
  runCli(['run', url, '--quiet', '--out', 'out', ...words], { cwd: folder });
const lastLine = ({ stdout }: CliResult): string => stdout.trimEnd().split('\n').at(-1) ?? '';
const cleanup = (): Report['cleanup'] =>
  (JSON.parse(readFileSync(join(folder, 'out/report.json'), 'utf8')) as Report).cleanup;

const error = (code: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<Response><Errors><Error><Code>${code}</Code><Message>no</Message></Error></Errors><RequestID>6f1b1a1e-0000-4000-8000-000000000000</RequestID></Response>`;

describe('leftovers are looked for, and told beside the verdict', () => {
  const lyingDelete: Deviation = async (asked, forward) => {
    if (asked.Action !== 'DeleteKeyPair') return forward(asked);
    const [, text] = await forward({ ...asked, DryRun: 'true' });
    const id = /<RequestID>([^<]*)/.exec(text)?.[1] ?? '6f1b1a1e-0000-4000-8000-000000000000';
    return [
      200,
      `<?xml version="1.0" encoding="UTF-8"?>\n<DeleteKeyPairResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>${id}</requestId><return>true</return></DeleteKeyPairResponse>`,
    ];
  };
  const rejectedAndMade: Deviation = async (asked, forward) => {
    const [status, text] = await forward(asked);
    return asked.Action === 'ImportKeyPair' && status === 200
      ? [400, error('InvalidParameterValue')]
      : [status, text];
  };
  let pairs = 0;
  const secondPair: Deviation = async (asked, forward) => {
    const response = await forward(asked);
    if (asked.Action === 'ImportKeyPair' && response[0] === 200) {
      pairs += 1;
      await forward({ ...asked, KeyName: `${asked.KeyName}-${pairs}` });
    }
    return response;
  };

  it.each<[string, Deviation, readonly string[], number, RegExp]>([
    [
      'a delete that lies',
      lyingDelete,
      ONLY,
      5,
      /^CLEAN-UP INCOMPLETE {2}\d+ leftovers of the run on the target/,
    ],
    [
      'a second key pair per import',
      secondPair,
      ONLY,
      5,
      /^CLEAN-UP INCOMPLETE {2}\d+ leftovers of the run on the target/,
    ],
    [
      'a create that is rejected and made',
      rejectedAndMade,
      ONLY,
      1,
      /^NOT CONFORMANT .*\d+ leftovers of the run on the target/,
    ],
    [
      'a delete that lies, where that is tested',
      lyingDelete,
      ['--only', 'lifecycle.import.works,lifecycle.delete.*', '--client', 'wire'],
      1,
      /^NOT CONFORMANT .*\d+ leftovers of the run on the target/,
    ],
  ])(
    '%s',
    async (_what, deviation, words, code, line) => {
      const result = await run(await serverWith(deviation), ...words);
      expect([result.exitCode, lastLine(result)], result.stdout + result.stderr).toEqual([
        code,
        expect.stringMatching(line),
      ]);
      const there = await namesThere();
      expect(there).toEqual(expect.arrayContaining(OTHERS));
      const left = there.filter((name) => !OTHERS.includes(name));
      expect(left.length).toBeGreaterThan(0);
      const told = cleanup().map(({ what }) => what);
      expect(told).toHaveLength(left.length);
      for (const name of left) expect(told.join('\n')).toContain(name);
    },
    LIMIT_MS,
  );

  it.each([
    ['InvalidAction', 3],
    ['UnsupportedOperation', 1],
    ['InternalError', 1],
  ])(
    'are none where a target says %s to everything: nothing was made, and the exit code is %i',
    async (code, exitCode) => {
      const url = await serverWith(() =>
        Promise.resolve([code === 'InternalError' ? 500 : 400, error(code)]),
      );
      const result = await run(url, '--topic', 'lifecycle,duplicate', '--timeout', '20000');
      expect([result.exitCode, result.stdout], result.stderr).toEqual([
        exitCode,
        expect.not.stringMatching(/CLEAN-UP|leftover/),
      ]);
      expect(cleanup()).toEqual([]);
    },
    LIMIT_MS,
  );
});

it(
  'a create that returns what somebody else has is not conformant, and what they have is there',
  async () => {
    const made = async (asked: Readonly<Record<string, string>>, forward: Ask): Promise<Response> => {
      const response = await forward(asked);
      if (!/InvalidKeyPair\.Duplicate/.test(response[1])) return response;
      const [, shown] = await forward({ Action: 'DescribeKeyPairs', 'KeyName.1': asked.KeyName ?? '' });
      const [id, print] = ['keyPairId', 'keyFingerprint'].map(
        (element) => new RegExp(`<${element}>([^<]*)`).exec(shown)?.[1] ?? '',
      );
      const kind = asked.Action ?? '';
      return [
        200,
        `<?xml version="1.0" encoding="UTF-8"?>\n<${kind}Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>6f1b1a1e-0000-4000-8000-000000000000</requestId><keyName>${asked.KeyName}</keyName><keyFingerprint>${print}</keyFingerprint><keyPairId>${id}</keyPairId></${kind}Response>`,
      ];
    };
    const words = ['--only', 'name.import.length-*,duplicate.*', '--client', 'wire', '--quota', 'skip'];
    const result = await run(await serverWith(made), ...words);
    expect([result.exitCode, lastLine(result)], result.stdout).toEqual([
      1,
      expect.stringMatching(/^NOT CONFORMANT/),
    ]);
    expect(await namesThere()).toEqual(OTHERS.toSorted());
  },
  LIMIT_MS,
);

it(
  'a response that names what somebody else has makes nobody delete that',
  async () => {
    const [, shown] = await ask({ Action: 'DescribeKeyPairs', 'KeyName.1': 'prod' });
    const id = /<keyPairId>([^<]*)/.exec(shown)?.[1] ?? '';
    for (const [element, value] of [
      ['keyName', 'prod'],
      ['keyPairId', id],
    ] as const) {
      const url = await serverWith(async (asked, forward) => {
        const [status, text] = await forward(asked);
        const own = /^(?:Create|Import)KeyPair$/.test(asked.Action ?? '');
        return [status, own ? text.replace(new RegExp(`(<${element}>)[^<]*`), `$1${value}`) : text];
      });
      const words = ['--only', 'lifecycle.*,duplicate.import-*,name.import.*', '--client', 'wire'];
      const result = await run(url, ...words, '--quota', 'skip');
      expect([result.exitCode, lastLine(result)], result.stdout).toEqual([
        1,
        expect.stringMatching(/^NOT CONFORMANT/),
      ]);
      expect(await namesThere()).toEqual(expect.arrayContaining(OTHERS));
    }
  },
  LIMIT_MS,
);

it.each([
  ['503', 503],
  ['400', 400],
])(
  'a target that throttles every describe with %s is incomplete, and no gate opens on it',
  async (_what, status) => {
    const url = await serverWith(async (asked, forward) =>
      asked.Action === 'DescribeKeyPairs' ? [status, error('RequestLimitExceeded')] : forward(asked),
    );
    const result = await run(url, '--topic', 'lifecycle,duplicate', '--client', 'wire', '--quota', 'skip');
    expect([result.exitCode, lastLine(result)], result.stdout + result.stderr).toEqual([
      3,
      expect.stringMatching(/^INCOMPLETE|^UNREACHABLE/),
    ]);
    writeFileSync(join(folder, 'policy.yaml'), 'rules:\n  - name: no failure\n    maxFailures: 0\n');
    writeFileSync(join(folder, 'none.yaml'), 'entries:\n');
    const gate = await runCli(['gate', '--policy', 'policy.yaml', 'out'], { cwd: folder });
    const baseline = await runCli(['baseline', 'check', 'none.yaml', 'out'], { cwd: folder });
    expect([gate.exitCode, baseline.exitCode], gate.stdout + baseline.stdout).toEqual([3, 3]);
    expect(baseline.stdout).toMatch(/^INCOMPLETE /m);
    expect(gate.stdout).not.toMatch(/GATE OPEN/);
  },
  LIMIT_MS,
);

it(
  'a call without a name fails alike whether or not an earlier run left what it makes',
  async () => {
    const url = await serverWith(async (asked, forward) => {
      const KeyName = asked.KeyName === undefined ? 'None' : asked.KeyName === '' ? 'Empty' : undefined;
      if (KeyName !== undefined && /^(?:Create|Import)KeyPair$/.test(asked.Action ?? ''))
        return forward({ ...asked, KeyName });
      // Says that the key pair of this id is gone, and keeps it.
      if (asked.Action === 'DeleteKeyPair' && asked.KeyPairId !== undefined)
        return forward({ ...asked, KeyPairId: 'key-0123456789abcdef0' });
      return forward(asked);
    });
    const names = ['name.create.absent', 'name.create.empty', 'name.import.absent', 'name.import.empty'];
    const failures = async (): Promise<readonly (readonly string[])[]> => {
      await run(url, '--only', names.join(','), '--client', 'wire', '--max-leftovers', '9');
      const { results } = JSON.parse(readFileSync(join(folder, 'out/report.json'), 'utf8')) as Report;
      return results.flatMap(({ requirement, findings }) =>
        findings.map(({ code, fingerprint, observed }) => [requirement, code, fingerprint, observed]),
      );
    };
    const [first, second] = [await failures(), await failures()];
    expect(second.map((failure) => failure.slice(0, 3))).toEqual(first.map((failure) => failure.slice(0, 3)));
    expect(second.map(([requirement]) => requirement).toSorted()).toEqual(names);
    expect(first.join('\n')).toContain('accepted (HTTP 200)');
    for (const [, , , observed] of second) expect(observed).toContain('InvalidKeyPair.Duplicate');
  },
  LIMIT_MS,
);
