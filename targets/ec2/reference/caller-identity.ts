import { ACCOUNT } from './account.ts';
import type { Context } from './context.ts';
import type { Prepared } from './outcome.ts';

/** GetCallerIdentity of STS (2011-06-15), which tells a client in whose account it is about to work. */
export function getCallerIdentity(ctx: Context): Prepared {
  const body = [
    '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">',
    '  <GetCallerIdentityResult>',
    `    <Arn>arn:aws:iam::${ACCOUNT}:user/reference</Arn>`,
    '    <UserId>AIDAREFERENCEUSER0000</UserId>',
    `    <Account>${ACCOUNT}</Account>`,
    '  </GetCallerIdentityResult>',
    '  <ResponseMetadata>',
    `    <RequestId>${ctx.requestId}</RequestId>`,
    '  </ResponseMetadata>',
    '</GetCallerIdentityResponse>',
    '',
  ].join('\n');
  return {
    kind: 'prepared',
    perform: () => Promise.resolve({ kind: 'literal', status: 200, contentType: 'text/xml', body }),
  };
}
