import { execFileSync } from 'node:child_process';
import process from 'node:process';

/** An AWS command line, and the version that it tells; none where it cannot be started. */
export interface ChosenCli {
  readonly program: string;
  readonly version: string | undefined;
}

/**
 * The AWS command line to judge with: version 2 where the path has one, because no registry does; else the one that was
 * installed.
 * @param installed path of that one
 */
export function chooseAwsCli(installed: string, env: NodeJS.ProcessEnv = process.env): ChosenCli {
  const found = versionOf('aws', env);
  return found !== undefined && Number.parseInt(found, 10) >= 2
    ? { program: 'aws', version: found }
    : { program: installed, version: versionOf(installed, env) };
}

function versionOf(program: string, env: NodeJS.ProcessEnv): string | undefined {
  try {
    const told = execFileSync(program, ['--version'], {
      encoding: 'utf8',
      timeout: 60_000,
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return /aws-cli\/([\d.]+)/.exec(told)?.[1];
  } catch {
    return undefined;
  }
}
