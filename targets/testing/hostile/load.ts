import { setTimeout } from 'node:timers/promises';
import type { Behaviour, Fault } from './behaviour.ts';
import { bytes, describing, errorBody, honest, onlyFor, replaceText, send, withBody } from './faults.ts';

const DESCRIBE = 'lifecycle.describe.works';
const SILENT = {
  verdicts: { [DESCRIBE]: ['inconclusive'] },
  exit: [3],
} as const satisfies Behaviour['expect'];
const HOURS_MS = 5 * 3_600_000;

function busy(status: number, code: string, headers: Readonly<Record<string, string>> = {}): Fault {
  return (_asked, response) => {
    send(response, {
      status,
      headers: { 'content-type': 'text/xml', ...headers },
      body: errorBody(code, 'busy'),
    });
  };
}

/** Honest but for every n-th request. */
function every(nth: number, fault: Fault): Fault {
  return (asked, response) => (asked.count % nth === 0 ? fault : honest)(asked, response);
}

/** Servers that are too busy, unreliable, slow, or live in another time. */
export const LOADS: readonly Behaviour[] = [
  {
    id: 'throttles-for-a-day',
    summary: 'answers describes with HTTP 429 and asks to come back in a day',
    server: describing(busy(429, 'Throttling', { 'retry-after': '86400' })),
    expect: SILENT,
  },
  {
    id: 'throttles-until-a-date',
    summary: 'answers describes with HTTP 503 and a date next century',
    server: describing(busy(503, 'Unavailable', { 'retry-after': 'Fri, 31 Dec 2199 23:59:59 GMT' })),
    expect: SILENT,
  },
  {
    id: 'throttles-without-words',
    summary: 'answers describes with HTTP 503 and no body',
    server: describing(bytes(Buffer.alloc(0), 503, 'text/plain')),
    expect: SILENT,
  },
  {
    id: 'request-limit-exceeded',
    summary: 'answers describes with RequestLimitExceeded',
    server: describing(busy(503, 'RequestLimitExceeded')),
    expect: SILENT,
  },
  {
    id: 'throttles-everything',
    summary: 'answers everything with HTTP 429',
    server: busy(429, 'Throttling', { 'retry-after': '86400' }),
    expect: { verdicts: { 'lifecycle.create.works': ['inconclusive'] }, exit: [3, 5], unreachable: true },
  },
  {
    id: 'throttles-deletes',
    summary: 'is too busy for deletes alone, so that what was made stays',
    server: onlyFor('DeleteKeyPair', busy(503, 'RequestLimitExceeded', { 'retry-after': '3600' })),
    expect: { verdicts: { 'lifecycle.delete.works': ['inconclusive', 'blocked'] }, exit: [5] },
  },
  {
    id: 'not-implemented',
    summary: 'answers describes with HTTP 501',
    server: describing(busy(501, 'NotImplemented')),
    expect: { verdicts: { [DESCRIBE]: ['unsupported'] }, exit: [3] },
  },
  {
    id: 'internal-errors',
    summary: 'answers describes with HTTP 500',
    server: describing(busy(500, 'InternalError')),
    expect: { verdicts: { [DESCRIBE]: ['fail'] }, exit: [1] },
  },
  {
    id: 'flaky-errors',
    summary: 'answers every third call with HTTP 500',
    server: every(3, busy(500, 'InternalError')),
    expect: {
      verdicts: { 'lifecycle.import.whole-life': ['fail', 'blocked', 'inconclusive'] },
      exit: [1, 5],
    },
  },
  {
    id: 'flaky-resets',
    summary: 'resets every third call',
    server: every(3, (_asked, response) => void response.socket?.resetAndDestroy()),
    expect: {
      verdicts: { 'lifecycle.import.whole-life': ['inconclusive', 'blocked', 'fail'] },
      exit: [1, 3, 5],
    },
  },
  {
    id: 'flaky-throttling',
    summary: 'throttles every third call',
    server: every(3, busy(503, 'RequestLimitExceeded', { 'retry-after': '1' })),
    expect: { verdicts: { 'lifecycle.import.whole-life': ['inconclusive', 'blocked'] }, exit: [3, 5] },
  },
  {
    id: 'slow-but-in-time',
    summary: 'takes for every call just less than one request may take',
    // Near the limit of a request it counts as one that hangs, and its checks get no more time.
    server: async (asked, response) => {
      await setTimeout(1_500);
      await honest(asked, response);
    },
    expect: {
      verdicts: { 'filter.describe.any-pattern': ['inconclusive', 'blocked'] },
      exit: [3],
      says: /no verdict within/,
    },
  },
  {
    id: 'clock-refuses',
    summary: 'has a clock hours off and refuses every signature as expired',
    server: busy(400, 'RequestExpired'),
    expect: { verdicts: { 'lifecycle.create.works': ['fail', 'inconclusive'] }, exit: [1, 3] },
  },
  {
    id: 'clock-hours-off',
    summary: 'has a clock hours off and shows it as the time of creation',
    server: withBody((body) =>
      replaceText(body, 'createTime', new Date(Date.now() - HOURS_MS).toISOString()),
    ),
    expect: { verdicts: { 'describe.describe.create-time-created': ['fail', 'inconclusive'] }, exit: [1, 3] },
  },
  {
    id: 'clock-nonsense',
    summary: 'shows a time of creation that no calendar has',
    server: withBody((body) => replaceText(body, 'createTime', '+275760-09-13T00:00:00.001Z')),
    expect: { verdicts: { 'describe.describe.create-time-created': ['fail'] }, exit: [1] },
  },
];
