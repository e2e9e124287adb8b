import { randomBytes } from 'node:crypto';

const MEGABYTE = 1_048_576;

const ec2 = (content) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<DescribeKeyPairsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>00000000-0000-4000-8000-000000000000</requestId>${content}</DescribeKeyPairsResponse>`;
const ecs = (pairs) =>
  `{"RequestId":"00000000-0000-4000-8000-000000000000","TotalCount":1,"PageNumber":1,"PageSize":50,"KeyPairs":{"KeyPair":[${pairs}]}}`;
const pair = '<item><keyName>some-name</keyName><keyFingerprint>aa:bb</keyFingerprint></item>';
const repeated = (text, count) => text.repeat(Math.floor(count));

/** What a server that tries to fill the memory says to a describe, by name; those with JSON in it are for Alibaba Cloud. */
export const DESCRIBES = {
  'describe of 15 MB': () => ec2(`<keySet>${repeated(pair, (15 * MEGABYTE) / pair.length)}</keySet>`),
  'two million items': () => ec2(`<keySet>${repeated('<item/>', 2_000_000)}</keySet>`),
  '600,000 tags': () =>
    ec2(
      `<keySet><item><keyName>a</keyName><tagSet>${repeated('<item><key>a</key></item>', 600_000)}</tagSet></item></keySet>`,
    ),
  '400,000 key pairs': () =>
    ec2(`<keySet>${repeated('<item><keyName>a</keyName></item>', 400_000)}</keySet>`),
  'one text of 15 MB': () =>
    ec2(`<keySet><item><keyName>${repeated('a', 15 * MEGABYTE)}</keyName></item></keySet>`),
  'half a million attributes': () =>
    ec2(`<keySet ${Array.from({ length: 500_000 }, (_, at) => `a${at}="b"`).join(' ')}/>`),
  'JSON of five million levels': () => '['.repeat(5_000_000),
  'JSON of two million objects': () => ecs(repeated('{},', 2_000_000).slice(0, -1)),
  'JSON of one object with half a million members': () =>
    `{${Array.from({ length: 500_000 }, (_, at) => `"n${at}":1`).join(',')}}`,
  'JSON of 15 MB of key pairs': () =>
    ecs(repeated('{"KeyPairName":"some-name","KeyPairFingerPrint":"aa"},', 280_000).slice(0, -1)),
  'a body of 15 MB of quotes': () => repeated('"', 15 * MEGABYTE),
  'random bytes': () => randomBytes(15 * MEGABYTE),
};

/** What such a server does to the honest responses of the reference. */
export const PADDINGS = {
  'padded by 60 KB of comment': (body) =>
    body.replace('<requestId>', `<!--${repeated('p', 60_000)}--><requestId>`),
  'padded by 64 KB of quotes': (body) =>
    body.replace('<requestId>', `<!--${repeated('"', 64_000)}--><requestId>`),
  'padded by 64 KB of other text each time': (body) =>
    body.replace('<requestId>', `<!--${randomBytes(48_000).toString('hex')}--><requestId>`),
  'padded to 1 MB': (body) => body.replace('<requestId>', `<!--${repeated('p', MEGABYTE)}--><requestId>`),
};

/** Answers with single-byte chunks for as long as anybody listens. */
export function dripForEver(response) {
  response.socket.setNoDelay(true);
  const line = Buffer.from('1\r\n \r\n'.repeat(20_000));
  response.socket.write('HTTP/1.1 200 OK\r\ncontent-type: text/xml\r\ntransfer-encoding: chunked\r\n\r\n');
  const more = () => {
    while (!response.socket.destroyed && response.socket.write(line));
  };
  response.socket.on('drain', more).on('error', () => {});
  more();
}
