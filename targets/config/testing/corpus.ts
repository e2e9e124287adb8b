/** Saved configuration files, by whether they load. */
export const CONFIG_FILES: readonly (readonly [name: string, text: string])[] = [
  ['config-bad-byte-order-mark', '\ufeff{"name": "n"}'],
  [
    'config-bad-comma',
    `{"name": "n",
  "quota": 5,
}`,
  ],
  ['config-bad-deep', '['.repeat(20_000)],
  ['config-bad-key', '{"endpont": "http://127.0.0.1:5000/"}'],
  [
    'config-bad-line-break',
    `{"name": "a
b"}`,
  ],
  [
    'config-bad-no-comma',
    `{"name": "n"
 "quota": 5}`,
  ],
  ['config-bad-nothing', ''],
  ['config-bad-null', 'null'],
  ['config-bad-proto', '{"__proto__": {"name": "n"}}'],
  ['config-good-empty', '{}'],
  [
    'config-good',
    `{
  "$schema": "./config.schema.json",
  "name": "our emulator",
  "endpoint": "http://127.0.0.1:5000/",
  "regions": ["us-east-1", "eu-west-1"],
  "credentials": { "accessKeyId": "a", "secretAccessKey": "s" },
  "timeouts": { "requestMs": 10000 },
  "capabilities": { "ppk": false },
  "command": ["start", "it"],
  "quota": 500
}
`,
  ],
];

/** Saved files of AWS profiles, by whether they are readable. */
export const PROFILE_FILES: readonly (readonly [name: string, text: string])[] = [
  [
    'profile-bad-bracket',
    `[default
aws_access_key_id = a
`,
  ],
  [
    'profile-bad-empty',
    `[]
[profile ]
[ ]
=
aws_access_key_id
`,
  ],
  [
    'profile-bad-role',
    `[emulator]
role_arn = arn:aws:iam::000000000000:role/r
source_profile = default
`,
  ],
  [
    'profile-good',
    `# keys of a test account
[default]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY

[profile emulator]
region = us-east-1
aws_access_key_id=AKIDEXAMPLE
aws_secret_access_key=secret
aws_session_token = token=with=signs
`,
  ],
];
