import { aliyunCliCommand } from './reproduce-aliyun-cli.ts';
import { awsCliCommand } from './reproduce-aws-cli.ts';
import type { Exchange, Target } from './target.ts';

export { aliyunCliCommand } from './reproduce-aliyun-cli.ts';
export { awsCliCommand } from './reproduce-aws-cli.ts';
export { curlCommand } from './reproduce-curl.ts';

/** A command that shows an exchange again, to be pasted into a shell, or why there is none. */
export type Reproduction =
  | {
      readonly kind: 'command';
      readonly command: string;
      /** What the command does otherwise than the exchange did; plain sentences. */
      readonly notes: readonly string[];
    }
  | { readonly kind: 'none'; readonly reason: string };

/** The exchange as a command of the provider's own tool. */
export function providerCliCommand(
  exchange: Exchange,
  target: Pick<Target, 'provider' | 'endpoint' | 'credentials' | 'ca'>,
): Reproduction {
  switch (target.provider) {
    case 'aws-ec2':
      return awsCliCommand(exchange, target);
    case 'alibaba-ecs':
      return aliyunCliCommand(exchange, target);
    default:
      return { kind: 'none', reason: `no command line tool of ${target.provider} is known here` };
  }
}
