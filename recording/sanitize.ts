import type { Credentials } from '../targets/target.ts';

/** What a bundle must not name. */
export interface Identity {
  readonly credentials: Credentials;
  readonly account?: string;
}

/** Headers of a request that sign it or name who signs. */
const SIGNING_HEADER =
  /^(?:authorization|x-amz-security-token|x-acs-(?:security-token|accesskey-id|signature-nonce|credentials-provider))$/i;
/** Parameters that sign a request. */
const SIGNING_PARAMETER =
  /(^|[?&])(?:X-Amz-Signature|X-Amz-Security-Token|Signature|SignatureNonce|SecurityToken)=[^&]*/gi;

/** Headers of a response that say something of the service; the rest is of the network between. */
const KEPT_HEADERS: ReadonlySet<string> = new Set([
  'cache-control',
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'date',
  'retry-after',
  'server',
  'strict-transport-security',
  'transfer-encoding',
  'vary',
  'x-acs-request-id',
  'x-acs-retry-after',
  'x-amzn-requestid',
]);

const ACCESS_KEY = /\b(?:(?:AKIA|ASIA)[A-Z0-9]{12,28}|LTAI[A-Za-z0-9]{8,28}|STS\.[A-Za-z0-9]{12,40})\b/g;
const ACCOUNT_IN_NAME =
  /(\b(?:arn(?::|%3A)aws[a-z-]*|acs)(?::|%3A)[a-z0-9-]*(?::|%3A)[a-z0-9-]*(?::|%3A))(\d{12,16})(?!\d)/gi;
/** Users and roles carry names of people and firms. */
const PRINCIPAL = /((?:(?:user|role|assumed-role|federated-user))\/)([\w+=,.@/-]+)/g;
/** It decodes, for who may, to the policy of the account. */
const ENCODED_MESSAGE = /(Encoded authorization failure message: ?)[\w+/=-]+/gi;
const MARKED_ACCOUNT = /\[redacted account\]/g;
const NOBODY = '000000000000';

/**
 * Replaces what identifies an account, each value by the same stand-in wherever it is, so that a reader still sees that
 * two are the same. Secrets were taken out before, by the redactor of the run.
 */
export class Sanitizer {
  readonly #seen = new Map<string, string>();
  readonly #counts = new Map<string, number>();
  readonly #known: readonly (readonly [value: string, kind: string])[];

  constructor({ credentials, account }: Identity) {
    const { accessKeyId, secretAccessKey, sessionToken } = credentials;
    const known = [
      [accessKeyId, 'access-key'],
      [secretAccessKey, 'secret'],
      [sessionToken, 'token'],
      [account, 'account'],
    ] as const;
    // Short ones, such as `test`, are words of other texts and identify nobody.
    this.#known = known.flatMap(([value, kind]) =>
      value === undefined || value.length < 8 ? [] : [[value, kind] as const],
    );
  }

  /** A text of any origin. */
  text(text: string): string {
    let clean = text;
    for (const [value, kind] of this.#known)
      for (const form of new Set([value, encodeURIComponent(value)]))
        clean = clean.replaceAll(form, this.#standIn(kind, value));
    return clean
      .replace(ACCESS_KEY, (key) => this.#standIn('access-key', key))
      .replace(ACCOUNT_IN_NAME, (_, before: string, id: string) => before + this.#standIn('account', id))
      .replace(PRINCIPAL, (_, kind: string, name: string) => kind + this.#standIn('principal', name))
      .replace(ENCODED_MESSAGE, '$1[withheld]')
      .replace(MARKED_ACCOUNT, NOBODY);
  }

  /** Every text in a value of JSON. */
  value<Value>(value: Value): Value {
    return this.#mapped(value) as Value;
  }

  requestHeaders(headers: readonly (readonly [string, string])[]): [string, string][] {
    return headers
      .filter(([name]) => !SIGNING_HEADER.test(name))
      .map(([name, value]) => [name, this.text(value)]);
  }

  responseHeaders(headers: readonly (readonly [string, string])[]): [string, string][] {
    return headers
      .filter(([name]) => KEPT_HEADERS.has(name.toLowerCase()))
      .map(([name, value]) => [name, this.text(value)]);
  }

  /** A URL or a form body without the parameters that sign it. */
  parameters(text: string): string {
    return this.text(
      text
        .replace(SIGNING_PARAMETER, '$1')
        .replace(/([?&])&+/g, '$1')
        .replace(/[?&]$/, ''),
    );
  }

  #mapped(value: unknown): unknown {
    if (typeof value === 'string') return this.text(value);
    if (Array.isArray(value)) return value.map((one) => this.#mapped(one));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, this.#mapped(one)]));
  }

  #standIn(kind: string, value: string): string {
    if (STAND_IN.test(value)) return value;
    const key = `${kind} ${value}`;
    const known = this.#seen.get(key);
    if (known !== undefined) return known;
    const count = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, count);
    const standIn = kind === 'account' ? String(count).padStart(12, '0') : `${kind}-${count}`;
    this.#seen.set(key, standIn);
    return standIn;
  }
}

const STAND_IN = /^(?:0{8,}\d{1,4}|(?:access-key|secret|token|principal)-\d+)$/;
