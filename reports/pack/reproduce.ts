import type { Authentication } from '../../targets/call.ts';
import type { Sent } from '../../targets/provider.ts';
import type { Report, ReportedFinding } from '../report.ts';
import { groupsOf, noteOnOverlaps, type ReplayPlan, SOME_NAME } from './plan.ts';

/** Headers that the script makes itself. */
const OWN_HEADERS = [
  'host',
  'content-length',
  'authorization',
  'accept-encoding',
  'connection',
  'user-agent',
  'x-amz-user-agent',
  'x-amz-content-sha256',
  'amz-sdk-invocation-id',
  'amz-sdk-request',
];

/**
 * `reproduce.mjs`: sends all steps of a finding again with nothing but what Node has, freshly signed and under names of
 * its own, prints the answers, and deletes what it made. The endpoint can be given as its argument. Credentials come
 * from the usual environment variables.
 */
export function reproduceScript(
  plan: ReplayPlan,
  finding: Pick<ReportedFinding, 'summary' | 'expected' | 'observed'>,
  { provider }: Pick<Report['target'], 'provider'>,
  variables: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken: string;
  },
): string {
  const data = {
    provider,
    summary: finding.summary,
    expected: finding.expected,
    observed: finding.observed,
    variables,
    token: plan.token,
    nameMember: plan.provider.nameMember,
    count: plan.steps.length,
    // Those of a group are sent at the same time.
    groups: groupsOf(plan.steps).map((group) =>
      group.map(({ step, carried, removals }) => ({
        role: step.role,
        title: `${step.call.operation} in ${step.call.region}`,
        status: step.response.status,
        request: requestOf(step, plan),
        carried,
        removals: removals.map(({ request, own }) => ({ request: requestOf(request, plan), own })),
      })),
    ),
    regions: plan.regions.map(({ everything, removal }) => ({
      everything: requestOf(everything, plan),
      removal: requestOf(removal, plan),
    })),
  };
  const notes = new Set(plan.steps.map(({ step }) => noteOn(step.call.wire?.authentication ?? 'header')));
  const note = noteOnOverlaps(plan);
  if (note !== undefined) notes.add(`// ${note}\n`);
  const json = JSON.stringify(data, null, 2).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
  return `${HEAD}${[...notes].join('')}
const finding = ${json};

${plan.provider.signer}
${TAIL}`;
}

function requestOf({ request, call }: Sent, { provider }: ReplayPlan): object {
  const authentication = call.wire?.authentication ?? 'header';
  const overridden = new Set((call.wire?.headers ?? []).map(([name]) => name.toLowerCase()));
  const own = new Set([...OWN_HEADERS, ...provider.signatureHeaders]);
  const [url = '', query = ''] = request.url.split(/\?(.*)/s);
  const kept = query
    .split('&')
    .filter((part) => part !== '' && !provider.signatureParameters.test(part.split('=')[0] ?? ''));
  const header = (wanted: RegExp): string | undefined =>
    request.headers.find(([name]) => wanted.test(name))?.[1];
  return {
    method: request.method,
    url: kept.length === 0 ? url : `${url}?${kept.join('&')}`,
    headers: request.headers.filter(([name]) => {
      const lower = name.toLowerCase();
      return !own.has(lower) || (overridden.has(lower) && lower !== 'authorization');
    }),
    body: request.body,
    region: call.region,
    authentication,
    ...(authentication === 'expired' && { date: header(/^x-(amz|acs)-date$/i) }),
    ...(authentication === 'unknown-access-key' && {
      accessKeyId: /Credential=([A-Za-z0-9]+)/.exec(header(/^authorization$/i) ?? '')?.[1],
    }),
  };
}

function noteOn(authentication: Authentication): string {
  if (authentication === 'presigned')
    return '// A request was presigned; here it is signed in a header instead.\n';
  if (authentication === 'altered-after-signing')
    return '// A request was changed after signing; here a wrong secret stands for that.\n';
  return '';
}

const HEAD = `// Sends the steps of a finding again, freshly signed and under new names, prints the answers, and deletes what it made.
// Usage: node reproduce.mjs [endpoint]. Node 20 or newer; nothing to install. Credentials: the usual environment variables.
// For a certificate authority of the target set NODE_EXTRA_CA_CERTS.
import { createHash, createHmac, randomInt, randomUUID } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
`;

const TAIL = `
const env = process.env;
const drawn = (letters) => letters[randomInt(letters.length)];
const fresh = finding.token
  .replace(/[a-z]/g, () => drawn('abcdefghijklmnopqrstuvwxyz'))
  .replace(/[A-Z]/g, () => drawn('ABCDEFGHIJKLMNOPQRSTUVWXYZ'))
  .replace(/[0-9]/g, () => drawn('0123456789'));
// What the run had, and what stands for it now.
const renewals = [[finding.token, fresh]];
for (const change of ['toLowerCase', 'toUpperCase'])
  if (finding.token[change]() !== finding.token) renewals.push([finding.token[change](), fresh[change]()]);
const renew = (text) => renewals.reduce((rest, [from, to]) => rest.replaceAll(from, () => to), text);
const percent = (text) => encodeURIComponent(text).replace(/[!'()*]/g, (one) => '%' + one.charCodeAt(0).toString(16).toUpperCase());
const base64 = (text) => Buffer.from(text).toString('base64');
const FORMS = {
  plain: (text) => text,
  percent,
  base64,
  'percent-base64': (text) => percent(base64(text)),
  upper: (text) => text.toUpperCase(),
};

function send(request, change = renew) {
  const recorded = new URL(change(request.url));
  const base = new URL(process.argv[2] ?? recorded.origin);
  const url = new URL(recorded.pathname + recorded.search, base);
  const sent = { method: request.method, body: change(request.body) };
  const headers = request.headers.map(([name, value]) => [name, change(value)]);
  if (!headers.some(([name]) => name.toLowerCase() === 'host')) headers.push(['host', url.host]);
  const { accessKeyId, secretAccessKey, sessionToken } = finding.variables;
  const wrong = ['wrong-secret', 'altered-after-signing'].includes(request.authentication);
  if (request.authentication !== 'none')
    sign(sent, url, headers, {
      id: request.accessKeyId ?? env[accessKeyId] ?? 'test',
      secret: (env[secretAccessKey] ?? 'test') + (wrong ? '-wrong' : ''),
      token: request.accessKeyId === undefined ? env[sessionToken] : undefined,
      region: request.region,
      date: request.date,
    });
  headers.push(['content-length', String(Buffer.byteLength(sent.body))]);
  return new Promise((resolve, reject) => {
    const { request: start } = url.protocol === 'https:' ? https : http;
    const asked = start(url, { method: sent.method, headers: headers.flat(), agent: false, timeout: 60_000 }, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('error', reject);
      answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.rawHeaders, text: Buffer.concat(parts).toString() }));
    });
    asked.on('timeout', () => asked.destroy(new Error('no answer within 60 seconds')));
    asked.on('error', reject);
    asked.end(sent.body);
  });
}

function print({ status, headers, text }) {
  console.log('HTTP ' + status);
  for (let at = 0; at < headers.length; at += 2) console.log(headers[at] + ': ' + headers[at + 1]);
  console.log('\\n' + text + '\\n');
}

const ENTITIES = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
// The texts of all elements or members of a name.
function valuesOf(text, member) {
  const name = member.replaceAll('.', '\\\\.');
  const found = text.matchAll(new RegExp('<' + name + '>([^<]*)<|"' + name + '"\\\\s*:\\\\s*("(?:[^"\\\\\\\\]|\\\\\\\\.)*")', 'gi'));
  return [...found].map(([, xml, json]) => json === undefined ? xml.replace(/&(\\w+);/g, (all, one) => ENTITIES[one] ?? all) : parsed(json));
}

function parsed(json) {
  try {
    return JSON.parse(json);
  } catch {
    return json.slice(1, -1);
  }
}

const removals = [];
let stopped = false;
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => (stopped = true));

function follow({ status, carried, removals: undo }, answer) {
  if (answer.status < 300) removals.push(...undo.filter(({ own }) => !own));
  print(answer);
  if (answer.status !== status) console.log('In the run the response to this step was HTTP ' + status + '.\\n');
  for (const { member, occurrence, forms } of carried) {
    const value = valuesOf(answer.text, member)[occurrence - 1];
    if (value === undefined) console.log('The response has no ' + member + ' to go on with.\\n');
    else for (const { form, old } of forms) renewals.push([old, FORMS[form](value)]);
  }
}

async function replay() {
  let number = 0;
  for (const group of finding.groups) {
    if (stopped) throw new Error('interrupted');
    const head = ({ role, title }) => console.log('--- step ' + ++number + ' of ' + finding.count + ', ' + role + ': ' + title);
    if (group.length === 1) head(group[0]);
    for (const { removals: undo } of group) removals.push(...undo.filter(({ own }) => own));
    const answers = await Promise.all(group.map(({ request }) => send(request)));
    for (const [at, step] of group.entries()) {
      if (group.length > 1) head(step);
      follow(step, answers[at]);
    }
  }
  console.log('--- ' + finding.summary + '\\nexpected: ' + finding.expected + '\\nobserved in the run: ' + finding.observed + '\\n');
}

async function cleanUp() {
  for (const { request } of removals.reverse()) await send(request);
  const left = [];
  for (const { everything, removal } of finding.regions) {
    const ownNames = async () => valuesOf((await send(everything)).text, finding.nameMember)
      .filter((name) => name.toLowerCase().includes(fresh.toLowerCase()));
    for (const name of await ownNames())
      await send(removal, (text) => text.replaceAll('${SOME_NAME}', () => text.includes('%22${SOME_NAME}') ? percent(JSON.stringify(name).slice(1, -1)) : percent(name)));
    left.push(...await ownNames());
  }
  console.log(left.length === 0 ? '--- clean-up: nothing is left' : '--- clean-up: still there: ' + left.join(', '));
  if (left.length > 0) process.exitCode = 1;
}

try {
  await replay();
} catch (error) {
  console.error('not replayed to the end: ' + error.message);
  process.exitCode = 1;
} finally {
  await cleanUp().catch((error) => {
    console.error('clean-up failed: ' + error.message);
    process.exitCode = 1;
  });
}
`;
