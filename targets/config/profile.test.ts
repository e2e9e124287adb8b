import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { UsageError } from '../usage-error.ts';
import { profileCredentials } from './profile.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'home-'));
  mkdirSync(join(home, '.aws'));
  writeFileSync(
    join(home, '.aws', 'credentials'),
    '[default]\naws_access_key_id = D\n\n[work]\n# note\naws_access_key_id = AKIDWORK\naws_secret_access_key=w=/+\n',
  );
  writeFileSync(
    join(home, '.aws', 'config'),
    '[profile work]\nregion = eu-west-1\n[profile login]\nsso_session = x\n',
  );
});
afterEach(() => rmSync(home, { recursive: true }));

test('the keys of a profile are read from the files of the home folder', () => {
  expect(profileCredentials('work', { HOME: home })).toEqual({
    accessKeyId: 'AKIDWORK',
    secretAccessKey: 'w=/+',
  });
});

test('the files may be elsewhere, and a session token belongs to the keys', () => {
  const elsewhere = join(home, 'elsewhere');
  writeFileSync(
    elsewhere,
    '[work]\r\naws_access_key_id = A\r\naws_secret_access_key = B\r\naws_session_token = C\r\n',
  );
  const env = { HOME: home, AWS_SHARED_CREDENTIALS_FILE: elsewhere };
  expect(profileCredentials('work', env)).toEqual({
    accessKeyId: 'A',
    secretAccessKey: 'B',
    sessionToken: 'C',
  });
});

test.each([
  ['wrk', "there is no profile 'wrk' in the AWS credentials files; did you mean 'work'?"],
  ['nobody-has-this', "there is no profile 'nobody-has-this' in the AWS credentials files"],
])('the profile %s is unknown', (profile, message) => {
  expect(() => profileCredentials(profile, { HOME: home })).toThrow(new UsageError(message));
});

test.each(['login', 'default'])(
  'the profile %s without keys is refused with the way to export them',
  (profile) => {
    expect(() => profileCredentials(profile, { HOME: home })).toThrow(
      `eval "$(aws configure export-credentials --format env --profile ${profile})"`,
    );
  },
);

test('without any file there is no profile', () => {
  expect(() => profileCredentials('work', { HOME: join(home, 'empty') })).toThrow(UsageError);
});
