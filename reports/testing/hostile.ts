import type { RunEvent } from '../../runner/events.ts';
import { checked, exchange, finding, finished, planned, started } from './events.ts';

/** Texts that must stay dead wherever a report shows them. */
export const HOSTILE: string = `</script><script>window.pwned=1</script><img src=x onerror=window.pwned=1>" onmouseover="window.pwned=1" '\x1b[31m\u202egnp.exe\u2066 \`\`\` | [x](javascript:alert(1)) @everyone`;

/** A run whose target answers with hostile texts in every place that a target can reach. */
export function hostileEvents(): readonly RunEvent[] {
  const text = HOSTILE;
  const sent = exchange();
  return [
    started([planned('name.hostile', { statement: `states ${text}` }, { sources: [text] })], {
      target: {
        name: text,
        provider: 'aws-ec2',
        endpoint: 'http://127.0.0.1:5000/',
        regions: ['us-east-1'],
        software: text,
      },
    }),
    checked('name.hostile', 'fail', {
      remarks: [text],
      findings: [
        finding('name.hostile', {
          summary: text,
          expected: text,
          observed: `${text} also`,
          hints: [text],
          counterexample: { seed: 1, path: '0', value: text, runs: 1, shrinks: 0 },
          reproduce: { curl: `curl ${text}\nx`, aws: text },
        }),
      ],
      exchanges: [
        {
          ...sent,
          request: { ...sent.request, headers: [['X-Name', text]], body: text },
          response: {
            status: 200,
            headers: [['Server', text]],
            body: { kind: 'text', text },
          },
        },
      ],
    }),
    { type: 'cleanup-failed', requirement: 'name.hostile', what: text, reason: text },
    finished(),
  ];
}
