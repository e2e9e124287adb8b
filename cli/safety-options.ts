import { type Command, InvalidArgumentError, Option } from 'commander';
import { redactPattern } from './linear-pattern.ts';

/** Options that keep somebody's account, and its secrets, safe. */
export interface SafetyFlags {
  readonly allowRemote?: true;
  readonly account?: string;
  readonly fillRealQuota?: true;
  readonly dryPlan?: true;
  readonly ledger?: string;
  /** Fixed beginning of all names, before the random characters. */
  readonly namePrefix?: string;
  /** Requests per second. */
  readonly rate?: number;
  /** Repetitions of a throttled call. */
  readonly retries?: number;
  /** Milliseconds. */
  readonly consistencyWait?: number;
  /** Whether what the run makes is tagged. */
  readonly mark?: boolean;
  readonly redact?: readonly RegExp[];
}

/** Adds them to a verb that asks a target; `rate` is its requests per second at a real service. */
export function addSafetyOptions(command: Command, { rate = 5 }: { readonly rate?: number } = {}): Command {
  return command
    .option('--allow-remote', 'allow a target that is not on localhost')
    .addOption(
      new Option(
        '--account <id>',
        'account that the credentials must belong to; required for the real service',
      ).argParser(accountId),
    )
    .option('--ledger <file>', 'write-ahead log of created key pairs (always kept for remote targets)')
    .addOption(
      new Option(
        '--rate <number>',
        `maximum requests per second (default: ${rate} for the real service)`,
      ).argParser(numberFrom(0.01, 10_000)),
    )
    .addOption(
      new Option(
        '--retries <number>',
        'maximum retries of a throttled call (default: 5 for remote targets)',
      ).argParser(wholeFrom(0, 20)),
    )
    .addOption(
      new Option(
        '--consistency-wait <ms>',
        'maximum wait for eventual consistency (default: 10000 for remote targets)',
      ).argParser(wholeFrom(0, 600_000)),
    )
    .addOption(
      new Option(
        '--redact <pattern>',
        'redact matches of this regular expression everywhere (repeatable)',
      ).argParser((text: string, before: readonly RegExp[] | undefined) => [
        ...(before ?? []),
        pattern(text),
      ]),
    );
}

/** Adds those of a command that makes key pairs. */
export function addMakingOptions(command: Command): Command {
  return command
    .option('--mark', 'tag created key pairs with the run id and an expiry (default on remote targets)')
    .option('--no-mark', 'create key pairs without these tags')
    .option(
      '--name-prefix <text>',
      'prefix of every key pair name, before random characters (default: none)',
    );
}

function accountId(text: string): string {
  if (/^\d{12,16}$/.test(text)) return text;
  throw new InvalidArgumentError('expected an account id of 12 to 16 digits');
}

function wholeFrom(least: number, greatest: number): (text: string) => number {
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= greatest) return value;
    throw new InvalidArgumentError(`expected an integer between ${least} and ${greatest}`);
  };
}

function numberFrom(least: number, greatest: number): (text: string) => number {
  return (text) => {
    const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= greatest) return value;
    throw new InvalidArgumentError(`expected a number between ${least} and ${greatest}`);
  };
}

function pattern(text: string): RegExp {
  const made = redactPattern(text);
  if (made instanceof RegExp) return made;
  throw new InvalidArgumentError(made);
}
