import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { DESCRIBES, dripForEver, PADDINGS } from './large-bodies.mjs';

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
  dripForEver(response);
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
