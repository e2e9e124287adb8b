import type { Reproduction, Sent } from '../provider.ts';
import { expandable, quote } from '../shell.ts';
import type { Authentication, KeyPairCall, Target, WireAlteration } from '../target.ts';
import { addressOf } from '../wire/endpoint.ts';
import { ECS_ACTIONS, ECS_API_VERSION, ecsParameters } from './client/serialise.ts';

const ID = '$ALIBABA_CLOUD_ACCESS_KEY_ID';
const SECRET = '$ALIBABA_CLOUD_ACCESS_KEY_SECRET';
const TOKEN = '$ALIBABA_CLOUD_SECURITY_TOKEN';

/**
 * The exchange as an `aliyun ecs` command (version 3, in a POSIX shell), or why the aliyun CLI cannot send it.
 * Credentials come from the usual environment variables. curl is no way: it cannot sign for this provider.
 */
export function aliyunCliCommand(
  exchange: Sent,
  target: Pick<Target, 'provider' | 'endpoint' | 'credentials' | 'ca'>,
): Reproduction {
  const { call } = exchange;
  const reason = whyNot(call, target);
  if (reason !== undefined) return { kind: 'none', reason };
  const { origin, host } = addressOf(target.endpoint, call.region);
  const parameters = ecsParameters(call.operation, call.region, call.parameters).filter(
    ([name]) => name !== 'Action' && name !== 'Version',
  );
  const words = [
    // The CLI has no option for an authority; its runtime reads this variable instead of the system's list.
    ...(target.ca === undefined ? [] : ['SSL_CERT_FILE=ca.pem']),
    'aliyun',
    'ecs',
    ECS_ACTIONS[call.operation],
    ...parameters.flatMap(([name, value]) => option(`--${name}`, value)),
    ...option('--region', call.region),
    ...option('--endpoint', host),
    ...option('--version', ECS_API_VERSION),
    ...option('--method', exchange.request.method),
    // Without this the CLI checks the parameters itself and sends nothing that it finds wrong.
    '--force',
    origin.startsWith('https:') ? '--secure' : '--insecure',
    ...proofOf(
      call.wire?.authentication ?? 'header',
      exchange,
      target.credentials.sessionToken !== undefined,
    ),
  ];
  const notes = [
    'The aliyun CLI chooses the version of the signature and the headers itself.',
    ...(target.ca === undefined ? [] : ['ca.pem is the certificate authority of the target.']),
  ];
  return { kind: 'command', command: words.join(' '), notes };
}

/** Alterations that no option of the CLI makes. */
const ALTERATIONS: readonly (keyof WireAlteration)[] = [
  'place',
  'omit',
  'replace',
  'append',
  'headers',
  'space',
  'order',
  'format',
];

function whyNot(
  { parameters, region, wire = {} }: KeyPairCall,
  target: Pick<Target, 'provider' | 'endpoint'>,
): string | undefined {
  if (target.provider !== 'alibaba-ecs') return `the aliyun CLI does not speak to ${target.provider}`;
  if (addressOf(target.endpoint, region).path !== '/')
    return 'the aliyun CLI takes an endpoint without a path only';
  const altered = ALTERATIONS.find((key) => wire[key] !== undefined);
  if (altered !== undefined) return `the aliyun CLI cannot change the request on the wire (${altered})`;
  if (wire.method !== undefined && wire.method !== 'GET' && wire.method !== 'POST')
    return `the aliyun CLI cannot send ${wire.method}`;
  const authentication = wire.authentication ?? 'header';
  if (authentication === 'none' || authentication === 'expired' || authentication === 'altered-after-signing')
    return `the aliyun CLI has no way to authenticate like this (${authentication})`;
  if (JSON.stringify(parameters).includes('\\u0000')) return 'a command line cannot hold a NUL character';
  return undefined;
}

function proofOf(authentication: Authentication, exchange: Sent, withToken: boolean): readonly string[] {
  const unknown = authentication === 'unknown-access-key' ? accessKeyOf(exchange) : undefined;
  const token = withToken && unknown === undefined;
  return [
    ...['--mode', token ? 'StsToken' : 'AK'],
    ...['--access-key-id', unknown === undefined ? expandable(ID) : quote(unknown)],
    ...[
      '--access-key-secret',
      expandable(authentication === 'wrong-secret' ? `\${${SECRET.slice(1)}}-wrong` : SECRET),
    ],
    ...(token ? ['--sts-token', expandable(TOKEN)] : []),
  ];
}

/** The access key id that was sent. */
function accessKeyOf({ request }: Sent): string | undefined {
  const header = request.headers.find(([name]) => name.toLowerCase() === 'authorization')?.[1];
  return header?.match(/Credential=([^,]+),/)?.[1];
}

function option(name: string, value: string): readonly string[] {
  // A value that begins with a dash would be read as the next option, and an empty one as none.
  return value === '' || value.startsWith('-') ? [quote(`${name}=${value}`)] : [name, quote(value)];
}
