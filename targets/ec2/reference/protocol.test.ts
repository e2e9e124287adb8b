import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReferenceServer } from '../../reference/http.ts';
import { base64, freshLine } from '../../reference/testing/gold.ts';
import { withBehaviours } from './behaviours.ts';
import { refusal } from './outcome.ts';
import { startReference } from './server.ts';
import { ask, claim, only, refusalOf, send, texts } from './testing/ask.ts';

let server: ReferenceServer;
beforeAll(async () => {
  server = await startReference();
});
afterAll(() => server.close());

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

describe('the query protocol', () => {
  test.each([
    ['no action', { Action: '' }, '400 MissingAction: The request must contain the parameter Action'],
    [
      'an unknown action',
      { Action: 'DescribeNothing' },
      '400 InvalidAction: The action DescribeNothing is not valid for this web service.',
    ],
    [
      'an unknown version',
      { Action: 'DescribeKeyPairs', Version: '2010-03-31' },
      '400 NoSuchVersion: The requested version (2010-03-31) of service AmazonEC2 does not exist',
    ],
    [
      'no version',
      { Action: 'DescribeKeyPairs', Version: '' },
      '400 MissingParameter: The request must contain the parameter Version',
    ],
    [
      'an unknown parameter',
      { Action: 'DescribeKeyPairs', MaxResults: '5' },
      '400 UnknownParameter: The parameter MaxResults is not recognized',
    ],
    [
      'a parameter of another action',
      { Action: 'DeleteKeyPair', KeyName: 'a', KeyType: 'rsa' },
      '400 UnknownParameter: The parameter KeyType is not recognized',
    ],
    [
      'a list where there is none',
      { Action: 'DeleteKeyPair', 'KeyName.1': 'a' },
      '400 InvalidRequest: The request received was invalid.',
    ],
    [
      'a boolean that is none',
      { Action: 'DescribeKeyPairs', DryRun: 'yes' },
      "400 InvalidParameterValue: Invalid value 'yes' for DryRun. It should be true or false",
    ],
    [
      'a boolean that is none',
      { Action: 'DescribeKeyPairs', IncludePublicKey: '1' },
      "400 InvalidParameterValue: Invalid value '1' for IncludePublicKey. It should be true or false",
    ],
  ])('refuses %s', async (_case, parameters, expected) => {
    expect(refusalOf(await ask(server, parameters))).toBe(expected);
  });

  test('refuses methods other than GET and POST', async () => {
    for (const method of ['PUT', 'DELETE', 'PATCH']) {
      const answer = await ask(server, { Action: 'DescribeKeyPairs' }, { method });
      expect([answer.status, only(answer, 'Code')]).toEqual([405, 'MethodNotAllowed']);
    }
  });

  test('takes parameters from the query, the body and both together', async () => {
    const headers = { authorization: claim('merge-1') };
    const material = encodeURIComponent(base64(freshLine()));
    const query = '/?Action=ImportKeyPair&Version=2016-11-15&KeyName=';
    const got = await send(server, `${query}a+b%20c&PublicKeyMaterial=${material}`, '', {
      method: 'GET',
      headers,
    });
    expect(only(got, 'keyName')).toBe('a b c');
    const both = await send(server, `${query}both`, `PublicKeyMaterial=${material}`, {
      method: 'POST',
      headers,
    });
    expect(only(both, 'keyName')).toBe('both');
    const post = await ask(server, { Action: 'DescribeKeyPairs' }, { region: 'merge-1', place: 'query' });
    expect(texts(post, 'keyName').sort()).toEqual(['a b c', 'both']);
  });

  test('refuses broken percent-encoding and broken UTF-8', async () => {
    for (const body of ['Action=%zz', 'Action=%ff', '%=1']) {
      const answer = await send(server, '/', body, { method: 'POST', headers: { authorization: claim() } });
      expect([answer.status, only(answer, 'Code')]).toEqual([400, 'MalformedQueryString']);
    }
  });

  test('reads no parameters from a body that is no form', async () => {
    const headers = { authorization: claim(), 'content-type': 'application/json' };
    const answer = await send(server, '/', '{"Action":"DescribeKeyPairs"}', { method: 'POST', headers });
    expect(only(answer, 'Code')).toBe('MissingAction');
  });

  test('answers refusals in the EC2 envelope, without namespace, with RequestID', async () => {
    const answer = await ask(server, { Action: 'DescribeKeyPairs', 'KeyName.1': '<&">' });
    expect(answer.headers['content-type']).toBe('text/xml;charset=UTF-8');
    expect(answer.text).toMatch(
      new RegExp(
        `^<\\?xml version="1.0" encoding="UTF-8"\\?>\n<Response><Errors><Error><Code>InvalidKeyPair.NotFound</Code><Message>The key pair '&lt;&amp;&quot;&gt;' does not exist</Message></Error></Errors><RequestID>${UUID}</RequestID></Response>$`,
      ),
    );
  });

  test('answers successes with namespace and requestId, and an empty list as an empty element', async () => {
    const answer = await ask(server, { Action: 'DescribeKeyPairs' }, { region: 'empty-1' });
    expect(answer.headers['content-type']).toBe('text/xml;charset=UTF-8');
    expect(answer.text.replace(/\n\s*/g, '')).toMatch(
      new RegExp(
        `^<\\?xml version="1.0" encoding="UTF-8"\\?><DescribeKeyPairsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>${UUID}</requestId><keySet/></DescribeKeyPairsResponse>$`,
      ),
    );
  });

  test('gives every response an id of its own', async () => {
    const one = await ask(server, { Action: 'DescribeKeyPairs' });
    const other = await ask(server, { Action: 'DescribeKeyPairs' });
    expect(only(one, 'requestId')).not.toBe(only(other, 'requestId'));
  });

  test('writes no character that XML cannot carry', async () => {
    const answer = await ask(server, { Action: 'DescribeKeyPairs', 'KeyName.1': 'a\u0001\u0000\r\ufffe\tb' });
    expect(only(answer, 'Message')).toBe("The key pair 'a\ufffd\ufffd\r\ufffd\tb' does not exist");
    expect(answer.text).toContain('&#xD;');
  });

  test('keeps regions apart', async () => {
    const parameters = { Action: 'ImportKeyPair', KeyName: 'same', PublicKeyMaterial: base64(freshLine()) };
    const one = await ask(server, parameters, { region: 'apart-1' });
    const other = await ask(server, parameters, { region: 'apart-2' });
    expect([one.status, other.status]).toEqual([200, 200]);
    const id = only(one, 'keyPairId');
    const seen = await ask(server, { Action: 'DescribeKeyPairs', 'KeyPairId.1': id }, { region: 'apart-2' });
    expect(only(seen, 'Message')).toBe(`Invalid value '${id}' for keyPairId.`);
  });

  test('tells the account by STS', async () => {
    const answer = await ask(server, { Action: 'GetCallerIdentity', Version: '2011-06-15' });
    expect(only(answer, 'Account')).toBe('000000000000');
    expect(answer.text).toContain(
      '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">',
    );
    const wrong = await ask(server, { Action: 'GetCallerIdentity' });
    expect(only(wrong, 'Code')).toBe('NoSuchVersion');
  });
});

describe('precedence', () => {
  test('asks for a credential before anything else', async () => {
    const body = 'Action=Nothing&Version=1&DryRun=true';
    for (const headers of [
      {},
      { authorization: 'Bearer x' },
      { authorization: 'AWS4-HMAC-SHA256 nothing' },
    ]) {
      const answer = await send(server, '/', body, { method: 'POST', headers });
      expect(refusalOf(answer)).toBe(
        '400 MissingParameter: The request must contain the parameter AWSAccessKeyId',
      );
      expect(answer.headers['content-type']).toBe('text/xml;charset=UTF-8');
    }
  });

  test('takes a credential from the query, signed or not', async () => {
    const scope = encodeURIComponent('AK/20260925/eu-west-1/ec2/aws4_request');
    for (const claimed of [`X-Amz-Credential=${scope}`, 'AWSAccessKeyId=AK']) {
      const path = `/?Action=DescribeKeyPairs&Version=2016-11-15&${claimed}`;
      expect((await send(server, path, '', { method: 'GET', headers: {} })).status).toBe(200);
    }
  });

  test('looks at version and action before a dry run', async () => {
    const action = await ask(server, { Action: 'Nothing', DryRun: 'true' });
    expect(only(action, 'Code')).toBe('InvalidAction');
    const version = await ask(server, { Action: 'Nothing', DryRun: 'true', Version: '1' });
    expect(only(version, 'Code')).toBe('NoSuchVersion');
  });

  test('lets a missing permission win over a dry run', async () => {
    const denying = await startReference({ deny: ['CreateKeyPair', 'DescribeKeyPairs'] });
    const create = await ask(denying, { Action: 'CreateKeyPair', KeyName: 'x', DryRun: 'true' });
    const list = await ask(denying, { Action: 'DescribeKeyPairs' });
    const other = await ask(denying, { Action: 'DeleteKeyPair', KeyName: 'x' });
    await denying.close();
    expect([create.status, list.status, other.status]).toEqual([403, 403, 200]);
    expect(only(create, 'Message')).toBe(
      'You are not authorized to perform this operation. User: arn:aws:iam::000000000000:user/reference is not authorized to perform: ec2:CreateKeyPair on resource: arn:aws:ec2:us-east-1:000000000000:key-pair/x because no identity-based policy allows the ec2:CreateKeyPair action.',
    );
    expect(only(list, 'Message')).toContain('ec2:DescribeKeyPairs because no');
  });

  test('puts a throttled caller behind its credential and before its action', async () => {
    const throttled = await startReference({
      behaviours: withBehaviours({
        protocol: { throttle: () => refusal('RequestLimitExceeded', 'Request limit exceeded.', 503) },
      }),
    });
    const answer = await ask(throttled, { Action: 'Nothing' });
    const nobody = await send(throttled, '/', 'Action=Nothing', { method: 'POST', headers: {} });
    await throttled.close();
    expect(refusalOf(answer)).toBe('503 RequestLimitExceeded: Request limit exceeded.');
    expect(only(nobody, 'Code')).toBe('MissingParameter');
  });

  test('turns a fault of its own into a 500 and goes on', async () => {
    const faulty = await startReference({
      behaviours: withBehaviours({
        names: {
          missing: () => {
            throw new Error('a fault');
          },
        },
      }),
    });
    const answer = await ask(faulty, { Action: 'CreateKeyPair', KeyName: 'x' });
    const next = await ask(faulty, { Action: 'DescribeKeyPairs' });
    await faulty.close();
    expect(refusalOf(answer)).toBe('500 InternalError: An internal error has occurred');
    expect(next.status).toBe(200);
  });
});
