import type { Finding } from '../runner/events.ts';
import { awsCliCommand, curlCommand, type Reproduction } from '../targets/reproduce.ts';
import type { Exchange, Target } from '../targets/target.ts';

/** Commands that send an exchange again, for the log; notes on a command follow it as a shell comment. */
export function reproduceWith(target: Target): (exchange: Exchange) => Finding['reproduce'] {
  return (exchange) => {
    const curl = commandOf(curlCommand(exchange, target));
    const aws = commandOf(awsCliCommand(exchange, target));
    return { ...(curl !== undefined && { curl }), ...(aws !== undefined && { aws }) };
  };
}

function commandOf(reproduction: Reproduction): string | undefined {
  if (reproduction.kind === 'none') return undefined;
  const { command, notes } = reproduction;
  return notes.length === 0 ? command : `${command} # ${notes.join(' ')}`;
}
