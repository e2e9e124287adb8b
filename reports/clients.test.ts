import { describe, expect, it } from 'vitest';
import type { CheckFinished, RunEvent } from '../runner/events.ts';
import type { ClientKind } from '../targets/target.ts';
import { tableOf } from './clients.ts';
import { renderConsole } from './console.ts';
import { renderHtml } from './html/report.ts';
import { renderJunit } from './junit.ts';
import { reportOf } from './model.ts';
import { checked, exchange, finding, finished, planned, started } from './testing/events.ts';
import { reportValidator } from './testing/schema.ts';

const one = (
  operation: 'create' | 'delete',
  clients: object,
): { readonly operation: 'create' | 'delete'; readonly clients: object } => ({ operation, clients });

describe('the table of clients', () => {
  const results = [
    one('create', { wire: 'pass', sdk: 'pass', boto3: 'unsupported' }),
    one('delete', { sdk: 'pass', boto3: 'fail' }),
    one('delete', { sdk: 'fail', boto3: 'fail' }),
    one('delete', { wire: 'skipped' }),
  ];

  it('counts the verdicts of each client by operation, without what was skipped', () => {
    expect(tableOf(results, ['wire', 'sdk', 'boto3'])).toEqual([
      { client: 'wire', operation: 'create', pass: 1, fail: 0, notJudged: 0 },
      { client: 'sdk', operation: 'create', pass: 1, fail: 0, notJudged: 0 },
      { client: 'sdk', operation: 'delete', pass: 1, fail: 1, notJudged: 0 },
      { client: 'boto3', operation: 'create', pass: 0, fail: 0, notJudged: 1 },
      { client: 'boto3', operation: 'delete', pass: 0, fail: 2, notJudged: 0 },
    ]);
  });
});

/** The event of a client about the requirement of the tests, with an exchange of its own. */
function judged(
  client: ClientKind,
  verdict: CheckFinished['verdict'],
  rest: Partial<CheckFinished> = {},
): CheckFinished {
  const { call } = exchange();
  const asked = { ...call, operation: 'delete' as const };
  return checked('client.delete.existing', verdict, {
    client,
    findings: verdict === 'fail' ? [finding('client.delete.existing', { client })] : [],
    exchanges: [exchange({ client, id: 1, call: asked })],
    ...rest,
  });
}

function log(...events: readonly RunEvent[]): readonly RunEvent[] {
  const requirement = planned('client.delete.existing', { topic: 'client', operation: 'delete' });
  return [started([requirement], { clients: ['wire', 'sdk', 'boto3'] }), ...events, finished()];
}

const again = (sdk: 'pass' | 'fail', boto3: 'pass' | 'fail'): RunEvent => ({
  type: 'clients-asked-again',
  requirement: 'client.delete.existing',
  again: { sdk, boto3 },
});
const apart = log(judged('sdk', 'pass'), judged('boto3', 'fail'), again('pass', 'fail'));

describe('a disagreement between clients', () => {
  it('is a finding with both exchanges, where one fails again what the other passes again', () => {
    const report = reportOf(apart);
    expect(report.clients?.disagreements).toEqual([
      {
        requirement: 'client.delete.existing',
        operation: 'delete',
        gating: true,
        clients: { sdk: 'pass', boto3: 'fail' },
        summary: 'boto3 fails what sdk passes: a name of 256 characters is accepted',
        expected: 'refused with InvalidParameterValue (400)',
        observed: 'accepted with status 200',
        between: [
          { client: 'boto3', exchange: expect.objectContaining({ client: 'boto3' }) },
          { client: 'sdk', exchange: expect.objectContaining({ client: 'sdk' }) },
        ],
        fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
      },
    ]);
    expect(report.clients?.unsteady).toEqual([]);
  });

  it('counts as the verdict of its requirement, and no second time', () => {
    const { summary, results } = reportOf(apart);
    expect(summary.verdicts.fail).toBe(1);
    expect(results[0]?.findings).toHaveLength(1);
  });

  it('has the same fingerprint in two runs, and another one for another client', () => {
    const of = (events: readonly RunEvent[]): string | undefined =>
      reportOf(events).clients?.disagreements[0]?.fingerprint;
    const other = log(judged('sdk', 'fail'), judged('boto3', 'pass'), again('fail', 'pass'));
    expect(of(apart)).toBe(of([...apart]));
    expect(of(apart)).not.toBe(of(other));
  });

  it('is told where two clients read or were told different things, also when no other client passed', () => {
    const compared = [
      finding('client.delete.existing', { client: 'boto3', compared: { client: 'wire', exchange: 2 } }),
    ];
    const exchanges = [exchange({ id: 1, client: 'boto3' }), exchange({ id: 2 })];
    const report = reportOf(
      log(judged('sdk', 'unsupported'), judged('boto3', 'fail', { findings: compared, exchanges })),
    );
    expect(report.clients?.disagreements).toMatchObject([
      {
        summary: 'boto3 against wire: a name of 256 characters is accepted',
        between: [
          { client: 'boto3', exchange: { id: 1 } },
          { client: 'wire', exchange: { id: 2 } },
        ],
      },
    ]);
  });

  it.each<[string, readonly RunEvent[]]>([
    ['a client that cannot ask', log(judged('sdk', 'unsupported'), judged('boto3', 'fail'))],
    ['a failure of both', log(judged('sdk', 'fail'), judged('boto3', 'fail'))],
    ['a difference that nobody asked about again', log(judged('sdk', 'pass'), judged('boto3', 'fail'))],
    [
      'a failure that does not come again',
      log(judged('sdk', 'pass'), judged('boto3', 'fail'), again('pass', 'pass')),
    ],
    [
      'a pass that does not come again',
      log(judged('sdk', 'pass'), judged('boto3', 'fail'), again('fail', 'fail')),
    ],
  ])('is not told of %s', (_, events) => {
    expect(reportOf(events).clients?.disagreements).toEqual([]);
  });

  it('is not told of a target that wavers, which is told by itself', () => {
    const events = log(judged('sdk', 'pass'), judged('boto3', 'fail'), again('fail', 'pass'));
    expect(reportOf(events).clients).toMatchObject({
      disagreements: [],
      unsteady: [
        {
          requirement: 'client.delete.existing',
          clients: { sdk: 'pass', boto3: 'fail' },
          again: { sdk: 'fail', boto3: 'pass' },
        },
      ],
    });
  });

  it('is not looked for where only one client judges', () => {
    expect(reportOf(log(judged('boto3', 'fail'))).clients).toBeUndefined();
  });

  it('stands in every report, and the report fits its schema', () => {
    const report = reportOf(apart);
    const { fingerprint } = report.clients?.disagreements[0] ?? {};
    const texts = [renderConsole(report), renderHtml(report), renderJunit(report)];
    for (const text of texts) {
      expect(text).toContain(fingerprint);
      expect(text.replace(/\s+/g, ' ')).toContain('boto3 fails what sdk passes');
    }
    const validate = reportValidator();
    expect(validate(JSON.parse(JSON.stringify(report))) || validate.errors).toBe(true);
  });
});
