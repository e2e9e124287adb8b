import { removeSecrets } from './redact-secrets.ts';

/** Stands where a private key was. */
export const KEY_MARK = '[redacted private key]';
const MARK = '[redacted]';

/** A space and a colon, plain or percent-encoded. */
const SPACE = '(?:[ +]|%20)';
const COLON = '(?::|%3A)';

/**
 * PEM of every kind. Line breaks may be plain, `\n` of JSON, `&#10;` of XML or `%0A`. A key without its end line runs
 * to the end of its element, its string or the text.
 */
const PEM = new RegExp(
  `-----BEGIN${SPACE}(?:[A-Z0-9]+${SPACE})*PRIVATE${SPACE}KEY(?:${SPACE}BLOCK)?-----` +
    `[^<"]*?(?:-----END${SPACE}[A-Z0-9 +%]*-----|(?=[<"])|$)`,
  'g',
);

/** The private half of a PuTTY key file, with the checksum over it; the public half stays readable. */
const PPK = new RegExp(
  `Private-Lines${COLON}(?!${SPACE}\\[redacted)[^<"]*?(?:Private-(?:MAC|Hash)${COLON}${SPACE}*[0-9a-fA-F]+|(?=[<"])|$)`,
  'g',
);

/**
 * Base64, however its lines are broken and escaped. Every match succeeds at its first letter, so nothing is tried
 * twice; the bound keeps a hostile text from exhausting the stack of the matcher.
 */
const BASE64_RUN =
  /(?:[A-Za-z0-9+/_\r\n-]+|%2[BbFf]|%0[AaDd]|\\[nr]|&#(?:10|13|x[AaDd]);){1,20000}(?:=|%3[Dd]){0,2}/g;
/** An Ed25519 key in PKCS#8, the shortest there is, has 64 characters. */
const SHORTEST_KEY = 60;
/** Every character that a run of base64 can have. */
const OF_A_RUN: readonly boolean[] = Array.from({ length: 128 }, (_, code) =>
  /[A-Za-z0-9+/_\r\n%\\&#;=-]/.test(String.fromCharCode(code)),
);
const BASE64_NOISE = /%0[AaDd]|\\[nr]|&#(?:10|13|x[AaDd]);|[\r\n]/g;

/** What a private key shows after decoding: a PEM or PPK line, the OpenSSH magic, or the version field of its DER. */
const PRIVATE_CONTENT = /PRIVATE KEY-----|PuTTY-User-Key-File-|openssh-key-v1\0/;
const PRIVATE_DER = /^\x30(?:\x82..|\x81.|[\x10-\x7f])\x02\x01[\x00\x01][\x02\x30]/s;

const SIGNATURE = /\b((?:X-[A-Za-z]+-)?(?:Signature|Security-?Token))=[^&\s,;"'<>]+/gi;
const TOKEN_FIELD = /(security-?token["']?\s*:\s*["']?)[^\s,;"'<>]+/gi;

/** Alibaba Cloud's access key id, in a query, a form, a JSON or XML document or an Authorization header. */
const ACS_ACCESS_KEY =
  /(\bAccessKeyId(?:=|%3D|>|["']?\s*:\s*["']?)|\bACS3-HMAC-SHA256 Credential=)[^&%\s,;"'<>]+/g;
/**
 * Alibaba Cloud tells what a wrong signature should have been over: all parameters, with the access key and the
 * session token. It goes to the end of its string or element; the bound is that of the matcher's stack.
 */
const ACS_STRING_TO_SIGN =
  /(server (?:string to sign is:|StringToSign is |CanonicalRequest is ))[^"<\\]*(?:\\[\s\S][^"<\\]*){0,20000}/g;

/** The account in a resource name of AWS (`arn:aws:iam::ACCOUNT:`) or Alibaba Cloud (`acs:ram::ACCOUNT:`). */
const RESOURCE_NAME = new RegExp(
  `\\b(arn${COLON}aws[a-z-]*|acs)(${COLON}[a-z0-9-]*${COLON}[a-z0-9-]*${COLON})\\d{12,16}(?!\\d)`,
  'gi',
);
/** The account in a member of an answer that is known to hold one, as XML or JSON. */
const ACCOUNT_MEMBER = /(\b(?:Account|AccountId|OwnerId|OwnerAccount)(?:>|"\s*:\s*"?))\d{12,16}(?!\d)/gi;
const ACCOUNT_MARK = '[redacted account]';

/** What stands in every text that a pattern matches, so that the many others are not searched; cheap to look for. */
const HINT = {
  signature: /(?:signature|token)=/i,
  tokenField: /security-?token/i,
  account: /\d{12}/,
} as const;

/**
 * Removes private keys of every format, signatures, security tokens, what Alibaba Cloud tells of both, account ids, and
 * the given secrets from a text.
 * Doing it twice changes nothing more.
 */
export function redactText(text: string, secrets: readonly string[] = []): string {
  let clean = text;
  if (clean.includes('-----BEGIN')) clean = clean.replace(PEM, KEY_MARK);
  if (clean.includes('Private-Lines')) clean = clean.replace(PPK, `Private-Lines: ${MARK}`);
  if (hasLongRun(clean))
    clean = clean.replace(BASE64_RUN, (run) => (hidesPrivateKey(run, 2) ? KEY_MARK : run));
  clean = withoutSignatures(clean);
  if (clean.includes('server ')) clean = clean.replace(ACS_STRING_TO_SIGN, `$1${MARK}`);
  if (clean.includes('AccessKeyId') || clean.includes('Credential='))
    clean = clean.replace(ACS_ACCESS_KEY, `$1${MARK}`);
  if (HINT.tokenField.test(clean)) clean = clean.replace(TOKEN_FIELD, `$1${MARK}`);
  if (HINT.account.test(clean))
    clean = clean.replace(RESOURCE_NAME, `$1$2${ACCOUNT_MARK}`).replace(ACCOUNT_MEMBER, `$1${ACCOUNT_MARK}`);
  return removeSecrets(clean, secrets);
}

/** Removes the values of signatures and security tokens alone. */
export function withoutSignatures(text: string): string {
  return HINT.signature.test(text) ? text.replace(SIGNATURE, `$1=${MARK}`) : text;
}

/**
 * Whether somewhere as many characters of a run stand together as a key has at least. Looks at windows of that length
 * from their end, and starts the next behind the first character that breaks one, so most are never looked at.
 */
function hasLongRun(text: string): boolean {
  for (let end = SHORTEST_KEY - 1; end < text.length; ) {
    let at = end;
    while (at > end - SHORTEST_KEY && OF_A_RUN[text.charCodeAt(at)] === true) at -= 1;
    if (at === end - SHORTEST_KEY) return true;
    end = at + SHORTEST_KEY;
  }
  return false;
}

/** Whether a run of base64 is a private key, or base64 of one, up to `depth` wrappings. */
function hidesPrivateKey(run: string, depth: number): boolean {
  if (run.length < SHORTEST_KEY) return false;
  const bare = run.replace(BASE64_NOISE, '').replace(/%2B/gi, '+').replace(/%2F/gi, '/');
  // The run may begin with letters that only touch the base64 text, so every alignment is tried.
  return [0, 1, 2, 3].some((offset) => {
    const decoded = Buffer.from(bare.slice(offset), 'base64').toString('latin1');
    if (PRIVATE_CONTENT.test(decoded) || PRIVATE_DER.test(decoded)) return true;
    if (depth === 1 || !hasLongRun(decoded)) return false;
    return (decoded.match(BASE64_RUN) ?? []).some((inner) => hidesPrivateKey(inner, depth - 1));
  });
}
