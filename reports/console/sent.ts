import type { RedactedExchange } from '../../targets/redact.ts';

const LONGEST_VALUE = 64;
const KEPT = 40;
/** Protocol ballast that says nothing about what was asked. */
const BALLAST = /^(Version|X-Amz-.*|AccessKeyId|Signature.*|SecurityToken|Timestamp)$/i;
/** Where a protocol says by a header which action it asks for. */
const ACTION_HEADER = 'x-acs-action';

/**
 * What an exchange asked, in one line: the parameters of the query and of a form body, decoded, in the order they
 * were sent, e.g. `POST Action=CreateKeyPair KeyName=a in us-east-1`. An action that is a header stands first. Long values
 * are shortened with their length.
 */
export function sentOf(exchange: RedactedExchange): string {
  const { request, call } = exchange;
  if (!/^https?:/.test(request.url)) return calledOf(call);
  const form = headerOf(request.headers, 'content-type').startsWith('application/x-www-form-urlencoded');
  const query = /\?([^#]*)/.exec(request.url)?.[1] ?? '';
  const action = headerOf(request.headers, ACTION_HEADER);
  const parameters = [
    ...(action === '' ? [] : [['Action', action] as const]),
    ...new URLSearchParams(query),
    ...new URLSearchParams(form ? request.body : ''),
  ]
    .filter(([name]) => !BALLAST.test(name))
    .map(([name, value]) => `${name}=${shown(value)}`);
  return [request.method, ...parameters, `in ${call.region}`].join(' ');
}

/** A call through an adapter, which has no request of its own: operation and parameters. */
function calledOf({ operation, parameters, region }: RedactedExchange['call']): string {
  const words = Object.entries(parameters).map(([name, value]) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return `${name}=${shown(text)}`;
  });
  return [operation, ...words, `in ${region}`].join(' ');
}

function headerOf(headers: RedactedExchange['request']['headers'], name: string): string {
  return headers.find(([candidate]) => candidate.toLowerCase() === name)?.[1] ?? '';
}

function shown(value: string): string {
  const characters = [...value];
  const short = characters.length > LONGEST_VALUE ? `${characters.slice(0, KEPT).join('')}…` : value;
  const quoted = short === '' || /[\s"']/.test(short) ? JSON.stringify(short) : short;
  return short === value ? quoted : `${quoted} (${characters.length} characters)`;
}
