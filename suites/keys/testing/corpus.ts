/** Saved texts that look like keys and are none. */
export const KEY_TEXTS: readonly (readonly [name: string, text: string])[] = [
  [
    'der-indefinite-lengths',
    `-----BEGIN PRIVATE KEY-----
MIAwgDCAMIAwgDCAMIAwgA==
-----END PRIVATE KEY-----
`,
  ],
  [
    'der-lengths-outside',
    `-----BEGIN RSA PRIVATE KEY-----
MIT/////AoT/////AA==
-----END RSA PRIVATE KEY-----
`,
  ],
  [
    'labels-differ',
    `-----BEGIN EC PRIVATE KEY-----
AAAA
-----END RSA PRIVATE KEY-----
`,
  ],
  ['line-exponent-zero', 'ssh-rsa AAAAB3NzaC1yc2EAAAABAAAAAAEA\n'],
  ['line-length-outside', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA/wIA\n'],
  ['markup', '<script>alert(1)</script>\u001b[31m-----BEGIN PRIVATE KEY-----\n'],
  [
    'openssh-absurd-strings',
    `-----BEGIN OPENSSH PRIVATE KEY-----
b3BlbnNzaC1rZXktdjEA/////w==
-----END OPENSSH PRIVATE KEY-----
`,
  ],
  [
    'ppk-absurd-lines',
    `PuTTY-User-Key-File-2: ssh-ed25519\r
Encryption: none\r
Comment: x\r
Public-Lines: 999999999\r
AAAA\r
`,
  ],
  [
    'ppk-absurd-strings',
    `PuTTY-User-Key-File-3: ssh-rsa
Encryption: none
Comment:\u0020
Public-Lines: 1
/////3NzaC0=
Private-Lines: 1
////8A==
Private-MAC: 00
`,
  ],
  [
    'ppk-encrypted',
    `PuTTY-User-Key-File-2: ssh-rsa
Encryption: aes256-cbc
Comment: x
Public-Lines: 0
`,
  ],
  [
    'rfc4716-open',
    `---- BEGIN SSH2 PUBLIC KEY ----
Comment: \\
\\
\\
AAAA
`,
  ],
  [
    'rsa-of-zeros',
    `-----BEGIN RSA PRIVATE KEY-----
MBsCAQACAQACAQACAQACAQACAQACAQACAQACAQA=
-----END RSA PRIVATE KEY-----
`,
  ],
];
