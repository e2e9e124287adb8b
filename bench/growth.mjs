import { join } from 'node:path';
import { command, withServer } from './command.mjs';
import { median } from './measure.mjs';

/** Key pairs of others per region. */
const CROWDS = [10, 1_000, 100_000];

/**
 * A run beside ever more key pairs of others, and a bare client that asks for the whole list as often as the run did and
 * reads it as text: what a run takes more than in an almost empty region against what the lists themselves take.
 */
export async function* growth(keyFile, scratch, crowds = CROWDS) {
  yield 'key pairs of others     run     user CPU   memory   whole lists   their bytes   the lists alone';
  for (const crowd of crowds) {
    yield await withServer('crowded.mjs', [String(crowd), keyFile], async (url, ask) => {
      const words = [
        'run',
        url,
        '--quota',
        'skip',
        '--seed',
        '1',
        '--quiet',
        '--out',
        join(scratch, 'crowd'),
      ];
      const { code, ms, cpuMs, megabytes } = await command(words, scratch);
      const { wholeLists } = await ask();
      const { bytes, each } = await wholeList(url);
      return [
        String(crowd).padStart(19),
        `${(ms / 1_000).toFixed(0).padStart(6)} s`,
        `${(cpuMs / 1_000).toFixed(0).padStart(8)} s`,
        `${megabytes.toFixed(0).padStart(6)} MB`,
        String(wholeLists).padStart(10),
        `${((wholeLists * bytes) / 1_000_000).toFixed(1).padStart(12)} MB`,
        `${((wholeLists * each) / 1_000).toFixed(1).padStart(12)} s`,
        code === 0 ? '' : `  exit ${code}`,
      ].join('  ');
    });
  }
}

/** Bytes of the list of everything, and milliseconds that it takes to ask for it and read it. */
async function wholeList(url) {
  const headers = {
    authorization:
      'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260101/us-east-1/ec2/aws4_request, SignedHeaders=host, Signature=00',
    'x-amz-date': '20260101T000000Z',
  };
  let bytes = 0;
  const times = [];
  for (let round = 0; round < 3; round += 1) {
    const started = performance.now();
    const response = await fetch(`${url}/?Action=DescribeKeyPairs&Version=2016-11-15`, { headers });
    bytes = (await response.text()).length;
    times.push(performance.now() - started);
  }
  return { bytes, each: median(times) };
}
