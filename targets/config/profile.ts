import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { didYouMean } from '../../specs/similar.ts';
import type { Credentials } from '../target.ts';
import { UsageError } from '../usage-error.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Credentials of a profile of the AWS credentials and config files. Only keys that stand in the files are read; a
 * profile that logs in or assumes a role is refused with the way to export its keys.
 * @throws UsageError
 */
export function profileCredentials(profile: string, env: Environment): Credentials {
  const folder = join(env.HOME ?? homedir(), '.aws');
  const sections = new Map([
    ...sectionsOf(env.AWS_CONFIG_FILE ?? join(folder, 'config')),
    ...sectionsOf(env.AWS_SHARED_CREDENTIALS_FILE ?? join(folder, 'credentials')),
  ]);
  const section = sections.get(profile);
  if (section === undefined)
    throw new UsageError(
      `there is no profile '${profile}' in the AWS credentials files${didYouMean(profile, sections.keys())}`,
    );
  const accessKeyId = section.get('aws_access_key_id');
  const secretAccessKey = section.get('aws_secret_access_key');
  const sessionToken = section.get('aws_session_token');
  if (accessKeyId === undefined || secretAccessKey === undefined)
    throw new UsageError(
      `profile '${profile}' has no aws_access_key_id and aws_secret_access_key; ` +
        `run: eval "$(aws configure export-credentials --format env --profile ${profile})" and leave --profile out`,
    );
  return { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) };
}

/** Sections of an INI file by profile name; a file that is not there has none. */
function sectionsOf(path: string): Map<string, Map<string, string>> {
  const sections = new Map<string, Map<string, string>>();
  let section: Map<string, string> | undefined;
  for (const line of contentOf(path).split(/\r?\n/)) {
    const name = line
      .match(/^\s*\[([^\]]+)\]/)?.[1]
      ?.trim()
      .replace(/^profile\s+/, '');
    if (name !== undefined && name !== '') {
      section = sections.get(name) ?? new Map();
      sections.set(name, section);
      continue;
    }
    const [, key, value] = line.match(/^([A-Za-z_]+)\s*=(.*)$/) ?? [];
    if (key !== undefined && value !== undefined) section?.set(key.toLowerCase(), value.trim());
  }
  return sections;
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
