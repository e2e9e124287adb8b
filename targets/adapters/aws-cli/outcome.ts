import { ec2Outcome } from '../../ec2/client/parse.ts';
import type { Exchange, KeyPairCall, KeyPairView, NativeAnswer, Outcome, Tag } from '../../target.ts';
import type { Ended } from './ended.ts';

/** `An error occurred (InvalidKeyPair.NotFound) when calling the DescribeKeyPairs operation: The key pair ...` */
const REFUSAL =
  /An error occurred \(([^)]*)\) when calling the (\w+) operation(?: \([^)]*\))?: ([\s\S]*?)\s*$/;

/** The command line says no more of an answer than this. */
interface Printed {
  readonly KeyName?: string;
  readonly KeyPairId?: string;
  readonly KeyFingerprint?: string;
  readonly KeyType?: string;
  readonly KeyMaterial?: string;
  readonly PublicKey?: string;
  readonly CreateTime?: string;
  readonly Tags?: readonly { readonly Key?: string; readonly Value?: string }[];
  readonly KeyPairs?: readonly Printed[];
  readonly Return?: boolean;
}

/**
 * What the command line made of an answer. It prints neither the HTTP status nor the request id, so the status is that
 * of the exchange and there is no request id.
 */
export function cliOutcome({ exitCode, stdout, stderr }: Ended, exchange: Exchange): Outcome {
  const { status } = exchange.response;
  // A list that is printed as text holds places in memory, which are others in every run.
  const native: NativeAnswer = { exitCode, printed: stdout.replace(/ at 0x[0-9a-f]+(?=>)/g, '') };
  if (exitCode !== 0) {
    const [, code, operationName, message] = REFUSAL.exec(stderr) ?? [];
    if (code === undefined || message === undefined)
      return {
        kind: 'unreadable',
        status,
        reason: `the aws command line reports: ${lastLine(stderr)}`,
        exchange,
      };
    return {
      kind: 'refused',
      status,
      code,
      message,
      native: { ...native, ...(operationName !== undefined && { operationName }) },
      exchange,
    };
  }
  if (exchange.call.query !== undefined) return { kind: 'accepted', status, keyPairs: [], native, exchange };
  const printed = parsed(stdout);
  if (printed === undefined)
    return { kind: 'unreadable', status, reason: 'the aws command line prints no JSON', exchange };
  const deleted = exchange.call.operation === 'delete' && { deleted: deletion(printed, stdout, exchange) };
  return {
    kind: 'accepted',
    status,
    keyPairs: keyPairsOf(exchange.call, printed),
    ...deleted,
    native,
    exchange,
  };
}

/** The last line that says something. */
export function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) || 'nothing';
}

function parsed(stdout: string): Printed | undefined {
  if (stdout.trim() === '') return {};
  try {
    return JSON.parse(stdout) as Printed;
  } catch {
    return undefined;
  }
}

function keyPairsOf({ operation }: KeyPairCall, printed: Printed): readonly KeyPairView[] {
  switch (operation) {
    case 'create':
    case 'import':
      return [viewOf(printed)];
    case 'describe':
      return (printed.KeyPairs ?? []).map(viewOf);
    case 'delete':
      return [];
  }
}

/** A command line of before this answer had fields prints nothing, which is no wrong reading of them. */
function deletion(
  printed: Printed,
  stdout: string,
  exchange: Exchange,
): { acknowledged?: string; id?: string } {
  if (stdout.trim() === '') {
    const raw = ec2Outcome(exchange);
    return raw.kind === 'accepted' ? { ...raw.deleted } : {};
  }
  return {
    ...(printed.Return !== undefined && { acknowledged: String(printed.Return) }),
    ...(printed.KeyPairId !== undefined && { id: printed.KeyPairId }),
  };
}

function viewOf(pair: Printed): KeyPairView {
  const view = {
    name: pair.KeyName,
    id: pair.KeyPairId,
    fingerprint: pair.KeyFingerprint,
    keyType: pair.KeyType,
    privateKey: pair.KeyMaterial,
    publicKey: pair.PublicKey,
    createdAt: pair.CreateTime,
    tags: pair.Tags?.map(({ Key, Value }): Tag => ({ key: Key ?? '', value: Value ?? '' })),
  };
  return Object.fromEntries(Object.entries(view).filter(([, value]) => value !== undefined));
}
