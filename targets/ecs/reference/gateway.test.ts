import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { send } from '../../ec2/reference/testing/ask.ts';
import type { ReferenceServer } from '../../reference/http.ts';
import { withEcsBehaviours } from './behaviours.ts';
import { refusal } from './outcome.ts';
import { startEcsReference } from './server.ts';
import { ask, askV2, claim, type EcsAnswer, refusalOf } from './testing/ask.ts';

let server: ReferenceServer;
beforeAll(async () => {
  server = await startEcsReference();
});
afterAll(() => server.close());

async function raw(
  method: string,
  query: string,
  headers: Parameters<typeof send>[3]['headers'],
  body: string | Buffer = '',
  at: ReferenceServer = server,
): Promise<EcsAnswer> {
  const answer = await send(at, `/?${query}`, body, { method, headers });
  return { ...answer, json: JSON.parse(answer.text) as Record<string, unknown> };
}

describe('the gateway', () => {
  test('tells an error with all its members', async () => {
    const answer = await ask(server, 'Nothing');
    expect(answer.status).toBe(404);
    expect(answer.headers['content-type']).toBe('application/json;charset=utf-8');
    expect(answer.json).toEqual({
      RequestId: expect.stringMatching(/^[0-9A-F-]{36}$/),
      HostId: server.url.replace('http://', ''),
      Code: 'InvalidAction.NotFound',
      Message: 'Specified api is not found, please check your url and method.',
      Recommend: expect.stringMatching(/^https:\/\//),
    });
  });

  test('asks for a credential before anything else', async () => {
    const none = await raw('POST', 'Format=JSON&Action=Nothing', {});
    const other = await raw('POST', '', { 'x-acs-action': 'Nothing', authorization: 'Bearer x' });
    const broken = await raw('POST', '', { authorization: 'ACS3-HMAC-SHA256 nothing' });
    expect([none, other].map(refusalOf)).toEqual(
      Array(2).fill('400 MissingAccessKeyId: AccessKeyId is mandatory for this action.'),
    );
    expect(refusalOf(broken)).toBe(
      '400 IncompleteSignature: The request signature does not conform to Aliyun standards.',
    );
  });

  test('asks for an action and a version it knows', async () => {
    const { authorization } = claim('');
    const noAction = await raw('POST', '', { authorization, 'x-acs-version': '2014-05-26' });
    const noVersion = await raw('POST', '', { authorization, 'x-acs-action': 'DescribeKeyPairs' });
    const wrong = await raw('POST', '', claim('DescribeKeyPairs', '2016-11-15'));
    expect([noAction, noVersion, wrong].map(refusalOf)).toEqual([
      '400 MissingAction: Action is mandatory for this action.',
      '400 MissingVersion: Version is mandatory for this action.',
      '400 InvalidVersion: Specified parameter Version is not valid.',
    ]);
  });

  test.each(['PUT', 'DELETE'])('refuses the method %s', async (method) => {
    const answer = await raw(method, 'RegionId=cn-hangzhou', claim('DescribeKeyPairs'));
    expect([answer.status, answer.json.Code]).toEqual([400, 'UnsupportedHTTPMethod']);
  });

  test('refuses a region that is not there or not named', async () => {
    const unknown = await ask(server, 'DescribeKeyPairs', { RegionId: 'us-east-9' });
    const none = await raw('POST', '', claim('DescribeKeyPairs'));
    expect(refusalOf(unknown)).toBe(
      '404 InvalidRegionId.NotFound: The RegionId provided does not exist in our records.',
    );
    expect(refusalOf(none)).toBe(
      '400 MissingParameter: The input parameter "RegionId" that is mandatory for processing this request is not supplied.',
    );
  });

  test('merges query and form body, the query first', async () => {
    const headers = { ...claim('DescribeKeyPairs'), 'content-type': 'application/x-www-form-urlencoded' };
    const split = await raw('POST', 'PageSize=20', headers, 'RegionId=cn-hangzhou&PageSize=30&PageNumber=4');
    expect(split.json).toMatchObject({ PageSize: 20, PageNumber: 4 });
  });

  test('refuses what cannot be decoded or is too large', async () => {
    const small = await startEcsReference({ limits: { bodyBytes: 10 } });
    const broken = await raw('POST', 'RegionId=%ZZ', claim('DescribeKeyPairs'));
    const large = await raw('POST', '', claim('DescribeKeyPairs'), 'x'.repeat(11), small);
    await small.close();
    expect([broken.status, large.status]).toEqual([400, 413]);
  });

  test('answers who is asking, without a region and under the version of STS', async () => {
    const answer = await raw('POST', '', claim('GetCallerIdentity', '2015-04-01'));
    expect(answer.json).toMatchObject({
      IdentityType: 'RAMUser',
      AccountId: expect.stringMatching(/^\d{16}$/),
      Arn: expect.stringMatching(/^acs:ram::\d{16}:user\//),
    });
    const wrong = await raw('POST', '', claim('GetCallerIdentity'));
    expect(wrong.json.Code).toBe('InvalidVersion');
  });

  test('refuses an action without a permission, and only that', async () => {
    const denying = await startEcsReference({ deny: ['CreateKeyPair'] });
    const create = await ask(denying, 'CreateKeyPair', { KeyPairName: 'x' });
    const list = await ask(denying, 'DescribeKeyPairs');
    await denying.close();
    expect(refusalOf(create)).toBe(
      "403 Forbidden.RAM: User not authorized to operate on the specified resource, or this API doesn't support RAM.",
    );
    expect(list.status).toBe(200);
  });

  test('throttles behind the credential', async () => {
    const throttled = await startEcsReference({
      behaviours: withEcsBehaviours({
        protocol: {
          throttle: () => refusal('Throttling.User', 'Request was denied due to user flow control.'),
        },
      }),
    });
    const answer = await ask(throttled, 'Nothing');
    const nobody = await raw('POST', 'Format=JSON', {}, '', throttled);
    await throttled.close();
    expect([answer.json.Code, nobody.json.Code]).toEqual(['Throttling.User', 'MissingAccessKeyId']);
  });

  test('turns a fault of its own into a 500 and goes on', async () => {
    const faulty = await startEcsReference({
      behaviours: withEcsBehaviours({
        names: {
          missing: () => {
            throw new Error('a fault');
          },
        },
      }),
    });
    const answer = await ask(faulty, 'CreateKeyPair', { KeyPairName: 'x' });
    const next = await ask(faulty, 'DescribeKeyPairs');
    await faulty.close();
    expect([answer.status, answer.json.Code, next.status]).toEqual([500, 'InternalError', 200]);
  });
});

describe('answers to signature version 2', () => {
  test('are XML unless JSON is asked for', async () => {
    const described = await askV2(server, { Action: 'DescribeKeyPairs', KeyPairName: 'nobody' });
    expect(described.headers['content-type']).toBe('text/xml;charset=utf-8');
    expect(described.text).toMatch(
      /^<\?xml version='1.0' encoding='UTF-8'\?>\n<DescribeKeyPairsResponse><RequestId>[0-9A-F-]{36}<\/RequestId><PageNumber>1<\/PageNumber><PageSize>10<\/PageSize><TotalCount>0<\/TotalCount><KeyPairs><\/KeyPairs><\/DescribeKeyPairsResponse>$/,
    );
    const json = await askV2(server, { Action: 'DescribeKeyPairs', Format: 'json' }, 'POST');
    expect(JSON.parse(json.text)).toMatchObject({ KeyPairs: { KeyPair: [] } });
  });

  test('repeat an element for each member of a list, with escaped text', async () => {
    const tags = { 'Tag.1.Key': 'a<b', 'Tag.1.Value': '"&"', 'Tag.2.Key': 'c' };
    await askV2(server, { Action: 'CreateKeyPair', KeyPairName: 'listed', ...tags }, 'POST');
    const { text } = await askV2(server, { Action: 'DescribeKeyPairs', KeyPairName: 'listed' });
    expect(text).toContain(
      '<Tags><Tag><TagKey>a&lt;b</TagKey><TagValue>&quot;&amp;&quot;</TagValue></Tag><Tag><TagKey>c</TagKey><TagValue></TagValue></Tag></Tags>',
    );
  });

  test('name the root of an error Error', async () => {
    const { status, text } = await askV2(server, { Action: 'CreateKeyPair', KeyPairName: '1' });
    expect(status).toBe(400);
    expect(text).toMatch(
      /<Error><RequestId>[^<]+<\/RequestId><HostId>[^<]+<\/HostId><Code>InvalidKeyPairName\.Malformed<\/Code><Message>[^<]+<\/Message><Recommend>[^<]+<\/Recommend><\/Error>$/,
    );
  });

  test('are told from version 3 by the signature and not by a header', async () => {
    const query = 'Action=DescribeKeyPairs&Version=2014-05-26&AccessKeyId=LTAI&RegionId=cn-hangzhou';
    const headers = { 'x-acs-action': 'DescribeKeyPairs', 'x-acs-version': '2014-05-26' };
    const answer = await send(server, `/?${query}`, '', { method: 'POST', headers });
    expect(answer.text).toContain('<DescribeKeyPairsResponse>');
  });
});
