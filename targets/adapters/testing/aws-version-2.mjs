// Stands in for version 2 of the AWS command line, where it differs from version 1: it says its version on standard output,
// opens a pager unless there is none, takes the text of a file for base64 unless told otherwise, writes times with an
// offset, ends with 254 when the service refuses and with 252 when it does not know an option, and adds lines to an error
// unless asked to write it as before.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import process from 'node:process';

const [service, verb, ...options] = process.argv.slice(2);
if (service === '--version') {
  process.stdout.write('aws-cli/2.36.28 Python/3.14.6 Linux/6.1 exe/x86_64\n');
  process.exit(0);
}

const KNOWN = new Set([
  ...['endpoint-url', 'region', 'output', 'query', 'no-cli-pager', 'cli-binary-format'],
  ...['key-name', 'key-names', 'public-key-material'],
]);
const given = new Map();
for (const option of options) {
  const [, name, value = 'true'] = /^--([a-z-]+)(?:=([\s\S]*))?$/.exec(option) ?? [];
  if (!KNOWN.has(name)) end(252, `\naws: [ERROR]: Unknown options: ${option}\n`);
  given.set(name, value);
}

const ACTIONS = { 'import-key-pair': 'ImportKeyPair', 'describe-key-pairs': 'DescribeKeyPairs' };
const action =
  ACTIONS[verb] ?? end(252, `\naws: [ERROR]: argument operation: Found invalid choice '${verb}'\n`);
const form = new URLSearchParams({ Action: action, Version: '2016-11-15' });
if (given.has('key-name')) form.set('KeyName', given.get('key-name'));
for (const [index, name] of JSON.parse(given.get('key-names') ?? '[]').entries())
  form.set(`KeyName.${index + 1}`, name);
if (given.has('public-key-material')) form.set('PublicKeyMaterial', material().toString('base64'));
send();

/** The blob of a file: bytes as they are, and text as base64 unless the format says that it is the blob itself. */
function material() {
  const [, bytes, path] = /^file(b?):\/\/(.*)$/.exec(given.get('public-key-material')) ?? [];
  const content = readFileSync(path);
  if (bytes === 'b' || given.get('cli-binary-format') === 'raw-in-base64-out') return content;
  const text = content.toString();
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) end(252, `\naws: [ERROR]: Invalid base64: "${text}"\n`);
  return Buffer.from(text, 'base64');
}

function send() {
  const proxy = new URL(process.env.http_proxy);
  const key = process.env.AWS_ACCESS_KEY_ID;
  const scope = `20261122/${given.get('region')}/ec2/aws4_request`;
  const headers = {
    host: new URL(given.get('endpoint-url')).host,
    'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
    authorization: `AWS4-HMAC-SHA256 Credential=${key}/${scope}, SignedHeaders=host, Signature=${'0'.repeat(64)}`,
  };
  const { hostname, port } = proxy;
  const asked = request(
    { hostname, port, method: 'POST', path: given.get('endpoint-url'), headers },
    (answer) => {
      let body = '';
      answer.on('data', (chunk) => {
        body += chunk;
      });
      answer.on('end', () => tell(answer.statusCode, body));
    },
  );
  asked.end(form.toString());
}

function tell(status, body) {
  const text = (name, of = body) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(of)?.[1];
  if (status >= 300) {
    const error = `An error occurred (${text('Code')}) when calling the ${action} operation: ${text('Message')}`;
    const details =
      process.env.AWS_CLI_ERROR_FORMAT === 'legacy' ? '' : '\n\nAdditional error details:\nType: User';
    end(254, `\naws: [ERROR]: ${error}${details}\n`);
  }
  const pair = (of) => ({
    KeyPairId: text('keyPairId', of),
    KeyFingerprint: text('keyFingerprint', of),
    KeyName: text('keyName', of),
    KeyType: text('keyType', of),
    CreateTime: text('createTime', of)?.replace('Z', '000+00:00'),
  });
  const items = body.match(/<item>[\s\S]*?<\/item>/g) ?? [];
  const shown = action === 'DescribeKeyPairs' ? { KeyPairs: items.map(pair) } : pair(body);
  print(`${JSON.stringify(shown, undefined, 4)}\n`);
}

/** Through the pager, which is `less` where nobody says otherwise, and which shows a page and waits. */
function print(text) {
  const pager = process.env.AWS_PAGER ?? 'less';
  if (pager !== '' && !given.has('no-cli-pager'))
    spawnSync('cat', { input: '(a pager)\n', stdio: ['pipe', 1, 2] });
  process.stdout.write(text);
}

function end(code, text) {
  process.stderr.write(text);
  process.exit(code);
}
