import type { ServerResponse } from 'node:http';
import type { RecordedSuccess } from '../../specs/contract.ts';
import type { RecordedPair } from './store.ts';

/** Values that the elements of a success show. */
export interface SuccessValues {
  readonly pair?: RecordedPair;
  readonly material?: string;
  readonly list?: readonly RecordedPair[];
}

/** The code, with status 501, of a call that no recording has. */
export const NOT_RECORDED = 'NotRecorded';

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** The body of a success: the recorded elements in the recorded order; one without a value is left out. */
export function successBody(
  action: string,
  { elements, item = [] }: RecordedSuccess,
  { requestId, pair, material, list = [] }: SuccessValues & { readonly requestId: string },
): string {
  const values: Readonly<Record<string, string | undefined>> = {
    requestId: leaf('requestId', requestId),
    return: leaf('return', 'true'),
    keyMaterial: material === undefined ? undefined : leaf('keyMaterial', material),
    keySet: parent(
      'keySet',
      list.map((one) => elementsOf(item, pairElements(one))),
    ),
    ...(pair && pairElements(pair)),
    // A pair without tags has no tagSet where it was made, and an empty one where it is described (ST-P 66, ST-S 4).
    ...(pair?.tags.length === 0 && { tagSet: undefined }),
  };
  const root = `${action}Response`;
  return `${DECLARATION}<${root} xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">${elementsOf(elements, values)}</${root}>`;
}

/** The body of a refusal. */
export function refusalBody(code: string, message: string, requestId: string): string {
  const error = `<Error>${leaf('Code', code)}${leaf('Message', message)}</Error>`;
  return `${DECLARATION}<Response><Errors>${error}</Errors>${leaf('RequestID', requestId)}</Response>`;
}

/** Writes a response with the recorded headers; placeholders in them stand for values of the response. */
export function send(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
  requestId: string,
  body: string,
): void {
  const bytes = Buffer.from(body);
  const values: Readonly<Record<string, string>> = { requestId, length: String(bytes.length) };
  const filled = Object.entries(headers).map(([name, value]) => [
    name,
    value.replace(/\{(\w+)\}/g, (_, slot: string) => values[slot] ?? ''),
  ]);
  response.writeHead(status, Object.fromEntries(filled) as Record<string, string>);
  response.end(bytes);
}

function pairElements(pair: RecordedPair): Readonly<Record<string, string>> {
  return {
    keyName: leaf('keyName', pair.name),
    keyPairId: leaf('keyPairId', pair.id),
    keyFingerprint: leaf('keyFingerprint', pair.fingerprint),
    keyType: leaf('keyType', pair.type),
    publicKey: leaf('publicKey', `${pair.publicKey} ${pair.name}\n`),
    createTime: leaf('createTime', pair.created.toISOString()),
    tagSet: parent(
      'tagSet',
      pair.tags.map(([key, value]) => leaf('key', key) + leaf('value', value)),
    ),
  };
}

function elementsOf(names: readonly string[], values: Readonly<Record<string, string | undefined>>): string {
  return names.map((name) => values[name] ?? '').join('');
}

function parent(name: string, items: readonly string[]): string {
  if (items.length === 0) return `<${name}/>`;
  return `<${name}>${items.map((item) => `<item>${item}</item>`).join('')}</${name}>`;
}

function leaf(name: string, text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<${name}>${escaped}</${name}>`;
}
