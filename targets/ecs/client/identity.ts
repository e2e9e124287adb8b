import type { Asking } from '../../provider.ts';
import type { Target } from '../../target.ts';
import { askOnce, identityAddress } from '../../wire/identity-address.ts';
import { encodeParameters, type QueryParameter } from '../../wire/query-parameters.ts';
import { readAnswer } from './answer.ts';
import { acs3Headers } from './sign.ts';

/**
 * The account by GetCallerIdentity of STS.
 * @throws Error when the answer shows none
 */
export async function ecsCallerAccount(target: Target, { signal, real }: Asking): Promise<string> {
  const { origin, host, path } = identityAddress(target, real);
  const query: QueryParameter[] = [['RegionId', target.regions[0]]];
  const own: [string, string][] = [
    ['host', host],
    ['accept', 'application/json'],
    ['accept-encoding', 'identity'],
    ['x-acs-action', 'GetCallerIdentity'],
    ['x-acs-version', '2015-04-01'],
  ];
  const signed = Object.fromEntries(own.filter(([name]) => name === 'host' || name.startsWith('x-acs-')));
  const added = acs3Headers(
    { method: 'POST', path, query, headers: signed, body: '' },
    { credentials: target.credentials, date: new Date() },
  );
  const url = `${origin}${path}?${encodeParameters(query)}`;
  const { status, body } = await askOnce(
    target,
    { method: 'POST', url, headers: [...own, ...added], body: '' },
    signal,
  );
  const reading = readAnswer(body);
  const account = reading.ok ? reading.answer.node.text('AccountId')?.trim() : undefined;
  if (status !== 200 || account === undefined || account === '')
    throw new Error(`HTTP ${status}, no account`);
  return account;
}
