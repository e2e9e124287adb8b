import { execFileSync } from 'node:child_process';
import { ec2Request } from '../ec2/client/request.ts';
import type { Reproduction } from '../provider.ts';
import type { Exchange, KeyPairCall, Target } from '../target.ts';
import { testTarget } from './target.ts';

/** Everything a shell, a form and an option parser give a meaning to. */
export const ODD_TEXT = 'it\'s "a" $HOME `id` \\ !\n\té—🔑 %41+&=#*~-';

/** Credentials as commands expect them in the environment. */
export const KEYS = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' };

const DATE = new Date('2026-01-02T03:04:05Z');

/** The exchange of a call as the wire client would have sent it, with an empty answer. */
export async function exchangeOf(
  call: Partial<KeyPairCall>,
  target: Target = testTarget(),
): Promise<Exchange> {
  const full: KeyPairCall = { operation: 'create', region: 'us-east-1', parameters: {}, ...call };
  return {
    id: 1,
    client: 'wire',
    startedAt: 0,
    durationMs: 1,
    request: await ec2Request(full, target, DATE),
    response: { status: 200, headers: [], body: new Uint8Array() },
    call: full,
  };
}

/** @throws Error with the reason where there is no command */
export function commandOf(reproduction: Reproduction): string {
  if (reproduction.kind === 'none') throw new Error(reproduction.reason);
  return reproduction.command;
}

/** What bash prints for a script; `environment` holds its only variables. */
export function bash(script: string, environment: Readonly<Record<string, string>> = {}): Buffer {
  const { PATH = '' } = process.env;
  return execFileSync('bash', ['--norc', '-c', script], { env: { PATH, ...environment } });
}

/** The words bash makes of a command, with the test credentials in its environment. */
export function wordsOf(command: string): string[] {
  return bash(`printf '%s\\0' ${command}`, KEYS).toString().split('\0').slice(0, -1);
}
