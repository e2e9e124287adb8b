import { beforeAll, describe, expect, it } from 'vitest';
import { ec2Request } from '../targets/ec2/client/request.ts';
import { readCredential, type SignedCredential } from '../targets/ec2/reference/sigv4.ts';
import { type HttpRequest, Parameters } from '../targets/reference/request.ts';
import { matchesAsKnown } from './repeatable.ts';

const KEY = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret of the example' };
const NONE = new Parameters([]);
let request: HttpRequest;
let credential: SignedCredential;

beforeAll(async () => {
  const call = { operation: 'describe', region: 'us-east-1', parameters: {} } as const;
  const target = { endpoint: 'http://127.0.0.1:1/', credentials: KEY };
  const { method, headers, body } = await ec2Request(call, target, new Date());
  request = { method, path: '/', query: '', headers: Object.fromEntries(headers), body: Buffer.from(body) };
  const read = readCredential(request, NONE);
  if (read === undefined || read.kind === 'unsigned') throw new Error('the request is not signed');
  credential = read;
});

describe('a remembered signature', () => {
  it('is right as often as it is asked', () => {
    expect(matchesAsKnown(request, NONE, credential, KEY.secretAccessKey)).toBe(true);
    expect(matchesAsKnown(request, NONE, credential, KEY.secretAccessKey)).toBe(true);
  });

  it('is compared anew where a server reads another credential or has another secret', () => {
    const other = { ...credential, region: 'eu-west-1' };
    expect(matchesAsKnown(request, NONE, other, KEY.secretAccessKey)).toBe(false);
    expect(matchesAsKnown(request, NONE, credential, 'another secret')).toBe(false);
    expect(matchesAsKnown(request, NONE, credential, KEY.secretAccessKey)).toBe(true);
  });

  it('belongs to its request and to no other with the same credential', () => {
    expect(matchesAsKnown(request, NONE, credential, KEY.secretAccessKey)).toBe(true);
    const altered = { ...request, body: Buffer.from('Action=DeleteKeyPair') };
    expect(matchesAsKnown(altered, NONE, credential, KEY.secretAccessKey)).toBe(false);
  });
});
