import { expect, test } from 'vitest';
import { readContract } from './compiled.ts';
import { testFaults } from './testing/planted-fault.ts';

const FILE = 'evidence/recordings.yaml';

testFaults('the recordings', [
  {
    fault: 'a call stands in two places',
    change: { file: FILE, replace: 'seen: ST-P 9,', by: 'seen: ST-P 1,' },
    at: '{ seen: ST-P 1, with: { KeyName: existing } }',
    messages: ["the recorded call 'ST-P 1' stands in two places; keep one"],
  },
  {
    fault: 'a call is of no session',
    change: { file: FILE, replace: 'seen: ST-P 9,', by: 'seen: ST-X 9,' },
    at: '{ seen: ST-X 9,',
    messages: ["unknown session 'ST-X'; known are ST-P, ST-S, ST-B, ST-D"],
  },
  {
    fault: 'a session has no such call',
    change: { file: FILE, replace: 'seen: ST-D 1,', by: 'seen: ST-D 2,' },
    at: '{ seen: ST-D 2,',
    messages: ["session 'ST-D' has no call 2; its last is 1"],
  },
  {
    fault: 'an extrapolation is misspelt',
    change: { file: FILE, replace: 'extrapolated: delete-by-name', by: 'extrapolated: delete-by-nam' },
    at: '{ extrapolated: delete-by-nam,',
    messages: ["unknown extrapolation 'delete-by-nam'; did you mean 'delete-by-name'?"],
  },
  {
    fault: 'a session names no document',
    change: {
      file: FILE,
      replace: 'id: ST-D\n    document: aws-recordings-stackd',
      by: 'id: ST-D\n    document: aws-recordings',
    },
    at: 'aws-recordings\n',
    messages: [/^session 'ST-D' names the unknown document 'aws-recordings'/],
  },
]);

test('of the recorded calls, only those that are no call of this contract have no answer', async () => {
  const { recordings } = await readContract('aws-ec2');
  const seen = recordings?.answers.flatMap(({ calls }) => calls.flatMap((call) => call.seen ?? [])) ?? [];
  const answered = new Set(
    seen.flatMap((text) => {
      const [session, ...numbers] = text.split(' ');
      return numbers.map((number) => `${session} ${number}`);
    }),
  );
  const all = recordings?.sessions.flatMap(({ id, calls }) =>
    Array.from({ length: calls }, (_, index) => `${id} ${index + 1}`),
  );
  expect(all?.filter((call) => !answered.has(call))).toEqual(['ST-P 29', 'ST-P 31', 'ST-P 34']);
});
