import type { OutgoingHttpHeaders } from 'node:http';
import { type Answer, send } from '../../../ec2/reference/testing/ask.ts';
import type { ReferenceServer } from '../../../reference/http.ts';

/** An answer of the reference of ECS with its JSON read. */
export interface EcsAnswer extends Answer {
  readonly json: Record<string, unknown>;
}

/** Parameters of a request; those of the tests are in Hangzhou unless they say otherwise. */
export type EcsParameters = Readonly<Record<string, string>>;

/** Headers that claim a credential of signature version 3 and prove nothing. */
export function claim(action: string, version = '2014-05-26'): OutgoingHttpHeaders {
  return {
    'x-acs-action': action,
    'x-acs-version': version,
    authorization: 'ACS3-HMAC-SHA256 Credential=LTAIexample,SignedHeaders=host,Signature=00',
  };
}

/** Sends one request as the official SDK lays it out. */
export async function ask(
  server: ReferenceServer,
  action: string,
  parameters: EcsParameters = {},
): Promise<EcsAnswer> {
  const query = new URLSearchParams({ RegionId: 'cn-hangzhou', ...parameters });
  const answer = await send(server, `/?${query}`, '', { method: 'POST', headers: claim(action) });
  return { ...answer, json: JSON.parse(answer.text) as Record<string, unknown> };
}

/** Sends one request of signature version 2, which is answered in XML unless `Format` says otherwise. */
export function askV2(
  server: ReferenceServer,
  parameters: EcsParameters,
  method: 'GET' | 'POST' = 'GET',
): Promise<Answer> {
  const common = { Version: '2014-05-26', AccessKeyId: 'LTAIexample', RegionId: 'cn-hangzhou' };
  const form = new URLSearchParams({ ...common, ...parameters }).toString();
  return method === 'GET'
    ? send(server, `/?${form}`, '', { method, headers: {} })
    : send(server, '/', form, { method, headers: {} });
}

/** Status, code and message of a refusal, as one line. */
export function refusalOf({ status, json }: EcsAnswer): string {
  return `${status} ${String(json.Code)}: ${String(json.Message)}`;
}

/** The items of a DescribeKeyPairs answer. */
export function itemsOf({ json }: EcsAnswer): Record<string, unknown>[] {
  const { KeyPair } = json.KeyPairs as { KeyPair: Record<string, unknown>[] };
  return KeyPair;
}

/** The names of a DescribeKeyPairs answer, in its order. */
export function namesOf(answer: EcsAnswer): unknown[] {
  return itemsOf(answer).map((item) => item.KeyPairName);
}
