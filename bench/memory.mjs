import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/*
 * Most resident memory of the command line, in MB, over whole honest runs and over targets that try to fill it. Exit 1
 * when a run takes more than it may.
 *   node bench/memory.mjs [--only NAME,...]
 */
const { values } = parseArgs({ options: { only: { type: 'string' } } });
const wanted = values.only?.split(',');
const HONEST_MB = 200;
const HOSTILE_MB = 300;
const MAIN = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const PEAK = new URL('../cli/testing/peak-memory.mjs', import.meta.url).href;
const folder = mkdtempSync(join(tmpdir(), 'bench-memory-'));
const MEGABYTE = 1_048_576;

const ec2 = (content) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<DescribeKeyPairsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>00000000-0000-4000-8000-000000000000</requestId>${content}</DescribeKeyPairsResponse>`;
const ecs = (pairs) =>
  `{"RequestId":"00000000-0000-4000-8000-000000000000","TotalCount":1,"PageNumber":1,"PageSize":50,"KeyPairs":{"KeyPair":[${pairs}]}}`;
const pair = '<item><keyName>some-name</keyName><keyFingerprint>aa:bb</keyFingerprint></item>';
const repeated = (text, count) => text.repeat(Math.floor(count));

/** What a server says to every describe, by the name of the case. */
const DESCRIBES = {
  'describe of 15 MB': () => ec2(`<keySet>${repeated(pair, (15 * MEGABYTE) / pair.length)}</keySet>`),
  'two million items': () => ec2(`<keySet>${repeated('<item/>', 2_000_000)}</keySet>`),
  '600,000 tags': () =>
    ec2(
      `<keySet><item><keyName>a</keyName><tagSet>${repeated('<item><key>a</key></item>', 600_000)}</tagSet></item></keySet>`,
    ),
  '480,000 key pairs': () =>
    ec2(`<keySet>${repeated('<item><keyName>a</keyName></item>', 400_000)}</keySet>`),
  'one text of 15 MB': () =>
    ec2(`<keySet><item><keyName>${repeated('a', 15 * MEGABYTE)}</keyName></item></keySet>`),
  'half a million attributes': () =>
    ec2(`<keySet ${Array.from({ length: 500_000 }, (_, at) => `a${at}="b"`).join(' ')}/>`),
  'JSON of five million levels': () => '['.repeat(5_000_000),
  'JSON of two million objects': () => ecs(repeated('{},', 2_000_000).slice(0, -1)),
  'JSON of one object with half a million members': () =>
    `{${Array.from({ length: 500_000 }, (_, at) => `"n${at}":1`).join(',')}}`,
  'JSON of 15 MB of key pairs': () =>
    ecs(repeated('{"KeyPairName":"some-name","KeyPairFingerPrint":"aa"},', 280_000).slice(0, -1)),
  'a body of 15 MB of quotes': () => repeated('"', 15 * MEGABYTE),
  'random bytes': () => randomBytes(15 * MEGABYTE),
};

/** What a server does to the honest responses of the reference. */
const PADDINGS = {
  'padded by 60 KB of comment': (body) =>
    body.replace('<requestId>', `<!--${repeated('p', 60_000)}--><requestId>`),
  'padded by 64 KB of quotes': (body) =>
    body.replace('<requestId>', `<!--${repeated('"', 64_000)}--><requestId>`),
  'padded by 64 KB of other text each time': (body) =>
    body.replace('<requestId>', `<!--${randomBytes(48_000).toString('hex')}--><requestId>`),
  'padded to 1 MB': (body) => body.replace('<requestId>', `<!--${repeated('p', MEGABYTE)}--><requestId>`),
};

const results = [];
for (const provider of ['aws-ec2', 'alibaba-ecs'])
  await measure(`honest ${provider}`, HONEST_MB, ['run', '--reference', '--provider', provider]);
for (const [name, make] of Object.entries(DESCRIBES)) {
  await against(name, async () => {
    const body = make();
    return (request, response, forward) => (/Describe/.test(request) ? response.end(body) : forward());
  });
}
await against('bodies of one-byte chunks', async () => (request, response, forward) => {
  if (!/Describe/.test(request)) return forward();
  response.socket.setNoDelay(true);
  const line = Buffer.from('1\r\n \r\n'.repeat(20_000));
  response.socket.write('HTTP/1.1 200 OK\r\ncontent-type: text/xml\r\ntransfer-encoding: chunked\r\n\r\n');
  const more = () => {
    while (!response.socket.destroyed && response.socket.write(line));
  };
  response.socket.on('drain', more).on('error', () => {});
  more();
});
for (const [name, pad] of Object.entries(PADDINGS)) {
  await against(name, async () => (_request, _response, forward) => forward((body) => pad(body)), []);
}
rmSync(folder, { recursive: true });
process.exit(results.every(Boolean) ? 0 : 1);

/** A run against a server in front of the reference. */
async function against(name, prepare, selection = ['--topic', 'lifecycle,describe']) {
  if (wanted !== undefined && !wanted.some((one) => name.includes(one))) return;
  const provider = name.includes('JSON') ? 'alibaba-ecs' : 'aws-ec2';
  const answer = await prepare();
  const reference = spawn(process.execPath, [MAIN, 'serve', '--provider', provider, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const behind = await new Promise((resolve) => {
    reference.stdout.on('data', (text) => {
      const address = /http:\/\/[\d.:]+/.exec(String(text))?.[0];
      if (address !== undefined) resolve(address);
    });
  });
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const sent = Buffer.concat(chunks);
    const forward = async (change = (body) => body) => {
      const { connection: _, host: _host, ...headers } = request.headers;
      const good = await fetch(new URL(request.url, behind), {
        method: request.method,
        headers: { ...headers, 'x-forwarded-host': request.headers.host },
        ...(sent.length > 0 && { body: sent }),
      });
      response.writeHead(good.status, { 'content-type': good.headers.get('content-type') ?? 'text/xml' });
      response.end(change(await good.text()));
    };
    await answer(`${request.url}${sent}${request.headers['x-acs-action'] ?? ''}`, response, forward);
  });
  server.on('request', (_request, response) => response.on('error', () => {}));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${server.address().port}/`;
  await measure(name, HOSTILE_MB, ['run', url, '--provider', provider, ...selection, '--quota', 'skip']);
  server.close();
  server.closeAllConnections();
  reference.kill();
}

async function measure(name, limit, words) {
  if (wanted !== undefined && !wanted.some((one) => name.includes(one))) return;
  const peak = join(folder, createHash('sha256').update(name).digest('hex'));
  const from = performance.now();
  const child = spawn(process.execPath, [MAIN, ...words, '--quiet', '--seed', '7', '--out', `${peak}.out`], {
    env: { ...process.env, NODE_OPTIONS: `--import=${PEAK}`, PEAK_MEMORY_FILE: peak },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text) => (said = (said + text).slice(-200)));
  const code = await new Promise((resolve) => child.on('close', resolve));
  const megabytes = Math.round(Number(readFileSync(peak, 'utf8')) / 1_024);
  const good = megabytes <= limit && code !== 4;
  results.push(good);
  const seconds = ((performance.now() - from) / 1_000).toFixed(0);
  process.stdout.write(
    `${good ? 'ok  ' : 'FAIL'}  ${String(megabytes).padStart(5)} MB  exit ${code}  ${seconds} s  ${name}\n`,
  );
  if (!good) process.stdout.write(`      ${said.trim().split('\n').at(-1)}\n`);
}
