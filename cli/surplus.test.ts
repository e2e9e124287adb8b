import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startReferenceOf } from '../targets/providers.ts';
import type { ReferenceServer } from '../targets/reference/http.ts';
import type { Fault } from '../targets/testing/hostile/behaviour.ts';
import { send } from '../targets/testing/hostile/faults.ts';
import { startFaulty } from '../targets/testing/hostile/server.ts';
import { run } from './api.ts';

let reference: ReferenceServer;
beforeAll(async () => {
  reference = await startReferenceOf('aws-ec2');
});
afterAll(() => reference.close());

const BODY =
  '<DescribeKeyPairsResponse><requestId>00000000-0000-4000-8000-000000000000</requestId><keySet/></DescribeKeyPairsResponse>';
const SURPLUS = `HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: ${BODY.length}\r\n\r\n${BODY}`;

/** What a server does besides giving the honest answer; `again`: the connection had an answer before. */
type Besides = (response: ServerResponse, again: boolean, answer: () => void) => void;

const KINDS: readonly (readonly [string, Besides])[] = [
  [
    'before the next answer, in one piece with it',
    (response, again, answer) => {
      response.req.socket.cork();
      if (again) response.req.socket.write(SURPLUS);
      answer();
      response.req.socket.uncork();
    },
  ],
  [
    'before the next answer, some time before it',
    (response, again, answer) => {
      if (again) response.req.socket.write(SURPLUS);
      setTimeout(answer, again ? 3 : 0);
    },
  ],
  [
    'right behind each answer',
    (response, _, answer) => {
      const { socket } = response.req;
      answer();
      socket.write(SURPLUS);
    },
  ],
  [
    'some time behind each answer',
    (response, _, answer) => {
      const { socket } = response.req;
      answer();
      setTimeout(() => socket.write(SURPLUS), 2);
    },
  ],
];

/** An honest target, but for what it sends besides. */
function sending(besides: Besides): Fault {
  const known = new WeakSet<object>();
  return async (asked, response) => {
    const good = await asked.good();
    const { socket } = response.req;
    const again = known.has(socket);
    known.add(socket);
    socket.on('error', () => undefined);
    besides(response, again, () => send(response, good));
  };
}

describe('a target that sends a response nobody asked for', () => {
  it.each(KINDS)(
    '%s is not judged by it',
    async (_, besides) => {
      const target = await startFaulty(reference.url, sending(besides));
      const verdicts = new Map<string, string>();
      try {
        const topics = ['lifecycle', 'describe', 'duplicate'];
        for await (const event of run({ endpoint: target.url, topics, clients: ['wire'], seed: 5 }))
          if (event.type === 'check-finished')
            verdicts.set(event.requirement, `${event.verdict} ${event.reason ?? ''}`);
      } finally {
        await target.close();
      }
      const wrong = [...verdicts].filter(([, verdict]) => /^(?:fail|defect)/.test(verdict));
      expect(wrong).toEqual([]);
      expect([...verdicts.values()].filter((verdict) => verdict.startsWith('pass')).length).toBeGreaterThan(
        20,
      );
    },
    300_000,
  );
});
