import process from 'node:process';
import { createJiti } from 'jiti';
import { startReference } from '../build/targets/ec2/reference/server.js';
import { startFaultyProxy } from '../build/targets/faulty-proxy.js';
import { DESCRIBES, dripForEver, PADDINGS } from './large-bodies.mjs';
import { generator } from './random.mjs';

/*
 * The servers of the soak, in a process of their own, so that what it measures is the suite alone: the reference behind a
 * proxy that loses requests and answers, and gives those of hostile targets in between. Answers one question at a time.
 */
const random = generator(Number(process.argv[2]));
const { BEHAVIOURS } = await createJiti(import.meta.url).import('../targets/testing/hostile/index.ts');
const { startFaulty } = await createJiti(import.meta.url).import('../targets/testing/hostile/server.ts');

const large = Object.entries(DESCRIBES).map(([id, make]) => {
  let body;
  return [
    id,
    ({ action, good }, response) => {
      if (action !== 'DescribeKeyPairs') return pass(response, good);
      body ??= make();
      response.writeHead(200, { 'content-type': 'text/xml' }).end(body);
    },
  ];
});
const padded = Object.entries(PADDINGS).map(([id, pad]) => [
  id,
  ({ good }, response) => pass(response, good, pad),
]);
const drips = ({ action, good }, response) =>
  action === 'DescribeKeyPairs' ? dripForEver(response) : pass(response, good);
const ofTests = BEHAVIOURS.filter(({ server }) => typeof server === 'function');
/** Answers between good ones, by what they are. */
const answers = [
  ...ofTests.map(({ id, server }) => [id, server]),
  ...large,
  ...padded,
  ['bodies of one-byte chunks', drips],
];
/** Servers that are hostile as a whole; first those that are nothing else, with bad connections and TLS. */
const whole = [
  ...BEHAVIOURS.filter(({ server }) => typeof server !== 'function').map(({ id, server }) => [id, server]),
  ...answers,
];

const reference = await startReference();
/** Names and ids in calls whose answer did not arrive whole; only these may be open in the ledger and not exist. */
const unsure = new Set();
const met = new Set();
const counts = { requests: 0, faults: 0, hostile: 0 };
const proxy = await startFaultyProxy(reference.url, (passing) => {
  counts.requests += 1;
  const fault = faultBy(random(), passing);
  if (fault.kind !== 'none' && fault.kind !== 'delay') counts.faults += 1;
  return fault;
});
let alone;

const QUESTIONS = {
  start: () => ({ url: proxy.url, behind: reference.url, answers: answers.length, whole: whole.length }),
  /** When every request has been answered. */
  async idle() {
    await proxy.idle();
    return { ...counts, met: [...met], unsure: [...unsure] };
  },
  /** The next server that is hostile as a whole, in front of a reference of its own. */
  async whole(turn) {
    const [id, server] = whole[turn % whole.length];
    const behind = await startReference();
    const hostile =
      typeof server === 'function' ? await startFaulty(behind.url, server) : await server.start(behind.url);
    alone = { hostile, behind };
    return { id, url: hostile.url, options: hostile.options ?? [] };
  },
  async alone() {
    const trespasses = alone.hostile.trespasses?.() ?? 0;
    await alone.hostile.close();
    await alone.behind.close();
    return { trespasses };
  },
};

process.on('message', async ({ question, about }) => {
  process.send(await QUESTIONS[question](about));
});
process.on('disconnect', () => process.exit(0));

async function pass(response, good, change = (body) => body) {
  const { status, headers, body } = await good();
  const { 'content-length': _, ...others } = headers;
  response.writeHead(status, others).end(change(body));
}

/** A hostile answer says anything, so the key pairs that its request named may be there or not. */
function hostileFault({ target: path, body, count }) {
  const words = new URLSearchParams(body === '' ? path.slice(path.indexOf('?') + 1) : body);
  for (const [name, value] of words) if (/^Key(?:Name|PairId)/.test(name)) unsure.add(value);
  const [id, answer] = answers[Math.floor(random() * answers.length)];
  counts.hostile += 1;
  met.add(id);
  const asked = { action: words.get('Action') ?? '', count, self: proxy.url };
  return { kind: 'own', answer: (response, good) => answer({ ...asked, good }, response) };
}

function faultBy(share, passing) {
  if (share < 0.03) return { kind: 'reset-before' };
  if (share < 0.06) return { kind: 'reset-after' };
  if (share < 0.09) return { kind: 'unavailable' };
  if (share < 0.15) return { kind: 'delay', milliseconds: share * 200 };
  if (share < 0.2) return hostileFault(passing);
  return { kind: 'none' };
}
