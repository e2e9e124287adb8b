import type { IncomingMessage } from 'node:http';
import { readPrivateKey } from '../../suites/keys/read-private.ts';
import type { Asked, Manners, StandInOptions } from './stand-in.ts';

/** A provider as its stand-in plays it, and what a test of it looks for. */
export interface Service extends StandInOptions {
  readonly account: string;
  readonly url: (port: number) => string;
  readonly anyRegion: (port: number) => string;
  readonly verify: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken: string;
  };
  /** Requirements that are recorded. */
  readonly only: string;
  /** Requirements that it contradicts, each with the code that it answers with. */
  readonly deviations: readonly (readonly [requirement: string, code: string])[];
  /** What a recording with the third deviation differs in from one without it. */
  readonly thirdShows: readonly string[];
  readonly confirmed: readonly string[];
  /** Requirements that its permissions do not allow to be asked. */
  readonly denied: readonly string[];
  /** Part of a message that no document has. */
  readonly ownWords: string;
  readonly privateKeysIn: (body: string) => readonly string[];
  readonly dialect: Dialect;
}

/** How a provider writes what the stand-in changes. */
interface Dialect {
  readonly making: readonly string[];
  readonly describing: string;
  readonly nameIn: (parameters: URLSearchParams) => string | null;
  /** The refusal that stands for a deviation, where a request meets it. */
  readonly deviating: (asked: Asked) => { readonly status: number; readonly body: string } | undefined;
  readonly throttled: { readonly status: number; readonly body: string };
  readonly denied: (asked: Asked) => { readonly status: number; readonly body: string } | undefined;
  /** The list of a describe with its key pairs changed. */
  readonly listed: (body: string, change: (pairs: readonly Listed[]) => readonly Listed[]) => string;
  readonly words: (body: string) => string;
  /** A private key with other line ends. */
  readonly third: (body: string) => string;
}

interface Listed {
  readonly name: string;
  readonly text: string;
}

/** Milliseconds until a describe shows a change; more than two requests take. */
const LATE_MS = 700;
const THROTTLED_EVERY = 23;

/** Throttling, late visibility, another order, other words and the deviations; on request a third one. */
export function mannersOf(
  { dialect }: Service,
  {
    third,
    lateMs = LATE_MS,
    throttledEvery = THROTTLED_EVERY,
  }: { readonly third: boolean; readonly lateMs?: number; readonly throttledEvery?: number },
): Manners {
  const madeAt = new Map<string, number>();
  const late = (name: string): boolean => Date.now() - (madeAt.get(name) ?? 0) < lateMs;
  return {
    instead(asked) {
      if (asked.action === 'GetCallerIdentity') return undefined;
      if (asked.count % throttledEvery === 0) return dialect.throttled;
      return dialect.denied(asked) ?? dialect.deviating(asked);
    },
    change({ action, parameters }, body) {
      const name = dialect.nameIn(parameters);
      const worded = dialect.words(body);
      if (dialect.making.includes(action) && name !== null) {
        if (!madeAt.has(name)) madeAt.set(name, Date.now());
        return third ? dialect.third(worded) : worded;
      }
      if (action !== dialect.describing) return worded;
      return dialect.listed(worded, (pairs) => pairs.filter((pair) => !late(pair.name)).toReversed());
    },
  };
}

/** The numbers of a private key that are in nothing public. */
export function privatePartsOf(text: string): readonly Buffer[] {
  const key = readPrivateKey(text);
  if (!key.ok) throw new Error(`the stand-in sent no private key: ${key.reason}`);
  const { d = '', p = '', q = '' } = key.privateKey.export({ format: 'jwk' });
  return [d, p, q].filter((part) => part !== '').map((part) => Buffer.from(part, 'base64url'));
}

/** Letters that no document has in a row, so that what is found of them is a leak. */
const SESSION_TOKEN = 'Xk7vQ2mZt9Lw4RbYc8Hn3Jp6Gf1DsV5Ke0TqUaWoNiXr';
const EC2_KEY = {
  accessKeyId: 'AKIAQWERTYUIOPASDFGH',
  secretAccessKey: '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',
  sessionToken: SESSION_TOKEN,
};
const ECS_KEY = {
  accessKeyId: 'LTAI5tQwErTyUiOpAsDfGhJk',
  secretAccessKey: 'Rv8Kx2Tn5Wm9Qb4Zc7Hd3Jp6Lf1GsY',
  sessionToken: SESSION_TOKEN,
};

const EC2_ACCOUNT = '123456789012';
const ec2Refusal = (code: string, message: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<Response><Errors><Error><Code>${code}</Code><Message>${message}</Message></Error></Errors><RequestID>6f1b1a1e-0000-4000-8000-000000000001</RequestID></Response>`;
const EC2_ITEM =
  /<item>\s*<keyName>([^<]*)<[\s\S]*?<\/createTime>(?:\s*<tagSet\/>|\s*<tagSet>[\s\S]*?<\/tagSet>)?\s*<\/item>/g;

const EC2: Service = {
  provider: 'aws-ec2',
  account: EC2_ACCOUNT,
  url: (port) => `https://ec2.us-east-1.amazonaws.com:${port}`,
  anyRegion: (port) => `https://ec2.{region}.amazonaws.com:${port}`,
  hosts: ['us-east-1', 'eu-west-1', 'ap-southeast-2'].flatMap((region) =>
    ['ec2', 'sts'].map((label) => `${label}.${region}.amazonaws.com`),
  ),
  verify: EC2_KEY,
  env: {
    AWS_ACCESS_KEY_ID: EC2_KEY.accessKeyId,
    AWS_SECRET_ACCESS_KEY: EC2_KEY.secretAccessKey,
    AWS_SESSION_TOKEN: EC2_KEY.sessionToken,
  },
  actionOf: (_: IncomingMessage, parameters) => parameters.get('Action') ?? '',
  only: 'name.import.empty,import.import.absent,name.create.length-1,duplicate.create-after-import,key-material.create.rsa-pem.container,dry-run.import.permitted',
  thirdShows: ['create, private key'],
  deviations: [
    ['name.import.empty', 'OddKeyPair.NoName'],
    ['import.import.absent', 'InvalidKey.Format'],
  ],
  confirmed: ['duplicate.create-after-import', 'dry-run.import.permitted'],
  denied: ['name.create.length-1'],
  ownWords: 'already exists here',
  privateKeysIn: (body) => [...body.matchAll(/<keyMaterial>([^<]*)</g)].map(([, text = '']) => text),
  dialect: {
    making: ['CreateKeyPair', 'ImportKeyPair'],
    describing: 'DescribeKeyPairs',
    nameIn: (parameters) => parameters.get('KeyName'),
    throttled: { status: 503, body: ec2Refusal('RequestLimitExceeded', 'Request limit exceeded.') },
    denied({ action, parameters }) {
      const name = parameters.get('KeyName') ?? '';
      if (action === 'DescribeKeyPairs' || name === '' || name.startsWith('kpc-')) return undefined;
      const arn = `arn:aws:ec2:us-east-1:${EC2_ACCOUNT}:key-pair/${name}`;
      const message = `You are not authorized to perform this operation. User: arn:aws:iam::${EC2_ACCOUNT}:user/somebody is not authorized to perform: ec2:${action} on resource: ${arn}. Encoded authorization failure message: c2VjcmV0`;
      return { status: 403, body: ec2Refusal('UnauthorizedOperation', message) };
    },
    deviating({ action, parameters }) {
      if (action !== 'ImportKeyPair' || parameters.get('DryRun') === 'true') return undefined;
      if (parameters.get('KeyName') === '')
        return { status: 400, body: ec2Refusal('OddKeyPair.NoName', 'A key pair needs a name') };
      if (parameters.has('PublicKeyMaterial')) return undefined;
      return {
        status: 400,
        body: ec2Refusal('InvalidKey.Format', 'Key is not in valid OpenSSH public key format'),
      };
    },
    listed(body, change) {
      const items = [...body.matchAll(EC2_ITEM)].map(([text, name = '']) => ({ name, text }));
      if (items.length === 0) return body;
      const kept = change(items).map(({ text }) => text);
      return body.replace(
        /<keySet>[\s\S]*<\/keySet>/,
        kept.length === 0 ? '<keySet/>' : `<keySet>${kept.join('')}</keySet>`,
      );
    },
    words: (body) =>
      body
        .replace('already exists<', 'already exists here<')
        .replace('<Account>000000000000<', `<Account>${EC2_ACCOUNT}<`),
    third: (body) => body.replace(/\s*<\/keyMaterial>/, '</keyMaterial>'),
  },
};

const ecsRefusal = (code: string, message: string): string =>
  JSON.stringify({
    RequestId: '6F1B1A1E-0000-4000-8000-000000000001',
    HostId: 'ecs.aliyuncs.com',
    Code: code,
    Message: message,
  });

const ECS: Service = {
  provider: 'alibaba-ecs',
  account: '1000000000000000',
  url: (port) => `https://ecs.cn-hangzhou.aliyuncs.com:${port}`,
  anyRegion: (port) => `https://ecs.{region}.aliyuncs.com:${port}`,
  hosts: ['cn-hangzhou', 'cn-beijing', 'cn-shanghai'].flatMap((region) =>
    ['ecs', 'sts'].map((label) => `${label}.${region}.aliyuncs.com`),
  ),
  verify: ECS_KEY,
  env: {
    ALIBABA_CLOUD_ACCESS_KEY_ID: ECS_KEY.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: ECS_KEY.secretAccessKey,
    ALIBABA_CLOUD_SECURITY_TOKEN: ECS_KEY.sessionToken,
  },
  actionOf: ({ headers }, parameters) => String(headers['x-acs-action'] ?? parameters.get('Action') ?? ''),
  only: 'name.import.empty,import.absent,duplicate.create.after-import,key-material.create.*,name.create.leading-digit',
  // A requirement is about line ends.
  thirdShows: ['create, private key', 'create, verdict'],
  deviations: [
    ['name.import.empty', 'OddKeyPair.NoName'],
    ['import.absent', 'OddKeyPair.NoKey'],
  ],
  confirmed: ['duplicate.create.after-import', 'name.create.leading-digit'],
  denied: [],
  ownWords: 'in this region here',
  privateKeysIn: (body) =>
    [...body.matchAll(/"PrivateKeyBody":("[^"]*")/g)].map(([, text = '""']) => JSON.parse(text) as string),
  dialect: {
    making: ['CreateKeyPair', 'ImportKeyPair'],
    describing: 'DescribeKeyPairs',
    nameIn: (parameters) => parameters.get('KeyPairName'),
    throttled: {
      status: 400,
      body: ecsRefusal('Throttling.User', 'Request was denied due to user flow control.'),
    },
    denied: () => undefined,
    deviating({ action, parameters }) {
      if (action !== 'ImportKeyPair') return undefined;
      if (parameters.get('KeyPairName') === '')
        return { status: 400, body: ecsRefusal('OddKeyPair.NoName', 'A key pair needs a name.') };
      if (parameters.has('PublicKeyBody')) return undefined;
      return { status: 400, body: ecsRefusal('OddKeyPair.NoKey', 'A key pair needs a key.') };
    },
    listed(body, change) {
      const answer = JSON.parse(body) as {
        KeyPairs?: { KeyPair: { KeyPairName: string }[] };
        TotalCount?: number;
      };
      const all = answer.KeyPairs?.KeyPair;
      if (answer.KeyPairs === undefined || all === undefined) return body;
      const kept = change(all.map((pair) => ({ name: pair.KeyPairName, text: JSON.stringify(pair) })));
      answer.KeyPairs.KeyPair = kept.map(({ text }) => JSON.parse(text) as { KeyPairName: string });
      answer.TotalCount = (answer.TotalCount ?? 0) - (all.length - kept.length);
      return JSON.stringify(answer);
    },
    words: (body) => body.replace(/("Message":"[^"]*already exist[^".]*)/i, '$1 in this region here'),
    third: (body) => body.replace(/"PrivateKeyBody":"[^"]*"/, (member) => member.replaceAll('\\n', '\\r\\n')),
  },
};

export const SERVICES: readonly Service[] = [EC2, ECS];
