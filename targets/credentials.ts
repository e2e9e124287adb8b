import { randomInt } from 'node:crypto';
import type { Credentials } from './target.ts';

const BASE_32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const BASE_58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const BASE_62 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

const MADE_UP = new WeakSet<Credentials>();

/** What the access keys of a provider look like. */
export interface KeyForm {
  /** What an id begins with. */
  readonly prefix: string;
  /** Random characters of the id, and what they are made of. */
  readonly length: number;
  readonly alphabet: string;
  /** Whether the random characters say what those of an account say. */
  readonly isUsual?: (random: string) => boolean;
  /** Characters of the secret. */
  readonly secretLength: number;
  /** Ids that an account may have. */
  readonly account: RegExp;
}

/** Keys of AWS: long-lived ones, and those of a session. */
export const AWS_KEYS: KeyForm = {
  prefix: 'AKIA',
  length: 16,
  alphabet: BASE_32,
  isUsual: hasAccountNumber,
  secretLength: 40,
  account: /^A(?:KIA|SIA)[A-Z2-7]{16}$/,
};

/** Keys of Alibaba Cloud: long-lived ones, and those of a session. */
export const ALIBABA_KEYS: KeyForm = {
  prefix: 'LTAI5t',
  length: 18,
  alphabet: BASE_58,
  secretLength: 30,
  // Keys from before 2016 do not begin with LTAI.
  account: /^(?:LTAI[A-Za-z0-9]{8,26}|(?:STS|TMP)\.[A-Za-z0-9]{10,64}|[A-Za-z0-9]{16})$/,
};

/** Credentials of the usual form that no account has, others in each process: nothing in them gives a run away. */
export function makeUpCredentials({
  prefix,
  length,
  alphabet,
  isUsual = () => true,
  secretLength,
}: KeyForm = AWS_KEYS): Credentials {
  let random = randomText(length, alphabet);
  while (!isUsual(random)) random = randomText(length, alphabet);
  const credentials = {
    accessKeyId: `${prefix}${random}`,
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

/**
 * Whether base-32 characters of an AWS key id have an account number in them as keys since 2019 do: a bit that is set, then
 * 40 bits, of which an account number of twelve digits does not use all.
 */
function hasAccountNumber(random: string): boolean {
  const bits = [...random.slice(0, 9)].reduce((sum, letter) => sum * 32 + BASE_32.indexOf(letter), 0);
  const [flag, account] = [Math.floor(bits / 2 ** 44), Math.floor(bits / 16) % 2 ** 40];
  return flag === 1 && account < 1e12;
}

function randomText(length: number, alphabet: string): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}
