import { expect, it } from 'vitest';
import { harParts } from './har.ts';
import { checked, exchange, finished, planned, started } from './testing/events.ts';

it('holds all exchanges of the log check after check, each under its requirement', () => {
  const late = exchange({ startedAt: 2_000 });
  const early = exchange({
    startedAt: 1_000,
    request: { method: 'GET', url: 'http://t.test/?Action=A&N=%26', headers: [], body: '' },
    response: {
      status: 204,
      headers: [['Content-Type', 'x/y']],
      body: { kind: 'base64', base64: '/w==', cutFrom: 9 },
    },
  });
  const { log } = JSON.parse(
    [
      ...harParts(() => [
        started([planned('a'), planned('b')]),
        checked('b', 'fail', { exchanges: [early] }),
        checked('a', 'pass', { exchanges: [late] }),
        finished(),
      ]),
    ].join(''),
  ) as { log: { version: string; pages: { id: string }[]; entries: Record<string, unknown>[] } };
  expect(log.version).toBe('1.2');
  expect(log.pages.map(({ id }) => id)).toEqual(['b (wire)', 'a (wire)']);
  expect(log.entries).toMatchObject([
    {
      pageref: 'b (wire)',
      startedDateTime: '1970-01-01T00:00:01.000Z',
      request: {
        method: 'GET',
        queryString: [
          { name: 'Action', value: 'A' },
          { name: 'N', value: '&' },
        ],
      },
      response: {
        status: 204,
        content: { size: 1, encoding: 'base64', mimeType: 'x/y', comment: 'cut from 9 bytes' },
      },
    },
    { pageref: 'a (wire)', request: { postData: { text: late.request.body } } },
  ]);
});

it('is an archive without entries for a run that sent nothing', () => {
  expect(JSON.parse([...harParts(() => [started([]), finished()])].join(''))).toMatchObject({
    log: { pages: [], entries: [] },
  });
});
