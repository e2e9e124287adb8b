import { awsCliCommand } from './ec2/reproduce-aws-cli.ts';
import { aliyunCliCommand } from './ecs/reproduce-aliyun-cli.ts';
import type { Exchange, Target } from './target.ts';

export { awsCliCommand } from './ec2/reproduce-aws-cli.ts';
export { aliyunCliCommand } from './ecs/reproduce-aliyun-cli.ts';
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

/** Command line tools of providers, by the names that findings tell them by. */
export type ProviderCli = 'aws' | 'aliyun';

type CommandOf = (
  exchange: Exchange,
  target: Pick<Target, 'provider' | 'endpoint' | 'credentials' | 'ca'>,
) => Reproduction;

const CLIS: ReadonlyMap<string, { readonly tool: ProviderCli; readonly commandOf: CommandOf }> = new Map([
  ['aws-ec2', { tool: 'aws', commandOf: awsCliCommand }],
  ['alibaba-ecs', { tool: 'aliyun', commandOf: aliyunCliCommand }],
]);

/** The exchange as a command of the provider's own tool; undefined where no tool of that provider is known here. */
export function providerCliCommand(
  ...[exchange, target]: Parameters<CommandOf>
): { readonly tool: ProviderCli; readonly reproduction: Reproduction } | undefined {
  const cli = CLIS.get(target.provider);
  return cli && { tool: cli.tool, reproduction: cli.commandOf(exchange, target) };
}
