import { ADAPTER_SCHEME } from '../targets/adapters/outcomes.ts';
import type { Reproduction } from '../targets/provider.ts';
import { curlCommand, providerCliCommand } from '../targets/providers.ts';
import type { Exchange, Target } from '../targets/target.ts';
import type { Finding } from './events.ts';

/** Commands that send an exchange again, by tool, for the log; notes on a command follow it as a shell comment. */
export function reproduceWith(target: Target): (exchange: Exchange) => Finding['reproduce'] {
  return (exchange) => {
    // There is no request to send again but through the adapter.
    if (exchange.request.url.startsWith(ADAPTER_SCHEME)) return {};
    const curl = commandOf(curlCommand(exchange, target));
    const cli = providerCliCommand(exchange, target);
    const command = cli && commandOf(cli.reproduction);
    return {
      ...(curl !== undefined && { curl }),
      ...(cli !== undefined && command !== undefined && { [cli.tool]: command }),
    };
  };
}

function commandOf(reproduction: Reproduction): string | undefined {
  if (reproduction.kind === 'none') return undefined;
  const { command, notes } = reproduction;
  return notes.length === 0 ? command : `${command} # ${notes.join(' ')}`;
}
