import process from 'node:process';
import { environmentSecrets } from '../targets/config/environment.ts';
import { createRedactor, type Redactor, redactText } from '../targets/redact.ts';
import type { Target } from '../targets/target.ts';
import type { RunFlags } from './options.ts';

type RedactFlags = Pick<RunFlags, 'redact' | 'account'>;

/** Redactors of the targets that this process has opened: an error may quote what any of them must not show. */
const opened: Redactor[] = [];

/** What the user does not want to see in any report. */
export function patternsOf({ redact = [], account }: RedactFlags): readonly RegExp[] {
  return account === undefined ? redact : [...redact, new RegExp(account, 'g')];
}

/** The redactor of what a command prints of a target; what a run prints comes from its events, which have their own. */
export function redactorFor(target: Pick<Target, 'credentials' | 'secrets'>, flags: RedactFlags): Redactor {
  const { credentials, secrets = [] } = target;
  const redactor = createRedactor({ credentials, secrets, patterns: patternsOf(flags) });
  opened.push(redactor);
  return redactor;
}

/** The text of an error without what this process knows to be secret. */
export function redactError(text: string): string {
  const clean = redactText(text, environmentSecrets(process.env));
  return opened.reduce((rest, redactor) => redactor.text(rest), clean);
}
