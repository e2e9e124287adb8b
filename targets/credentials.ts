import { randomInt } from 'node:crypto';
import type { Credentials } from './target.ts';

const BASE_32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const BASE_62 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

const MADE_UP = new WeakSet<Credentials>();

/** What the access keys of a provider look like. */
export interface KeyForm {
  /** What an id begins with. */
  readonly prefix: string;
  /** Random characters of the id. */
  readonly length: number;
  /** Characters of the secret. */
  readonly secretLength: number;
  /** Ids that an account may have. */
  readonly account: RegExp;
}

/** Keys of AWS: long-lived ones, and those of a session. */
export const AWS_KEYS: KeyForm = {
  prefix: 'AKIA',
  length: 16,
  secretLength: 40,
  account: /^A(?:KIA|SIA)[A-Z2-7]{16}$/,
};

/** Keys of Alibaba Cloud: long-lived ones, and those of a session. */
export const ALIBABA_KEYS: KeyForm = {
  prefix: 'LTAI5t',
  length: 18,
  secretLength: 30,
  account: /^(?:LTAI[A-Za-z0-9]{8,26}|STS\.[A-Za-z0-9]{10,40})$/,
};

/** Credentials of the usual form that no account has, others in each process: nothing in them gives a run away. */
export function makeUpCredentials({ prefix, length, secretLength }: KeyForm = AWS_KEYS): Credentials {
  const credentials = {
    accessKeyId: `${prefix}${randomText(length, BASE_32)}`,
    secretAccessKey: randomText(secretLength, BASE_62),
  };
  MADE_UP.add(credentials);
  return credentials;
}

/** Whether an account may have these credentials: they have the form, and are neither made up here nor an example of documents. */
export function isAccountKey(credentials: Credentials, form: KeyForm = AWS_KEYS): boolean {
  const { accessKeyId } = credentials;
  if (MADE_UP.has(credentials) || /example/i.test(accessKeyId)) return false;
  return form.account.test(accessKeyId);
}

function randomText(length: number, alphabet: string): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}
