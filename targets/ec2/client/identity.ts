import type { Asking } from '../../provider.ts';
import type { Target } from '../../target.ts';
import { askOnce, identityAddress } from '../../wire/identity-address.ts';
import { childOf, readXml } from '../../wire/xml.ts';
import { signHeaders } from './sign.ts';

const FORM = 'application/x-www-form-urlencoded; charset=utf-8';
const BODY = 'Action=GetCallerIdentity&Version=2011-06-15';

/**
 * The account by GetCallerIdentity of STS.
 * @throws Error when the answer shows none
 */
export async function ec2CallerAccount(target: Target, { signal, real }: Asking): Promise<string> {
  const { origin, host, path } = identityAddress(target, real);
  const signable = { method: 'POST', host, path, query: [], headers: { 'content-type': FORM }, body: BODY };
  const { credentials, regions } = target;
  const signing = { credentials, region: regions[0], service: 'sts', date: new Date() };
  const headers: [string, string][] = [
    ['host', host],
    ['content-type', FORM],
    ['accept-encoding', 'identity'],
    ...(await signHeaders(signable, signing)),
  ];
  const request = { method: 'POST', url: `${origin}${path}`, headers, body: BODY };
  const { status, body } = await askOnce(target, request, signal);
  const reading = readXml(body);
  const result = reading.ok ? childOf(reading.root, 'GetCallerIdentityResult') : undefined;
  const account = result && childOf(result, 'Account')?.text.trim();
  if (status !== 200 || account === undefined || account === '')
    throw new Error(`HTTP ${status}, no account`);
  return account;
}
