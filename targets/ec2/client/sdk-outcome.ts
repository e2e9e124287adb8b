import type {
  CreateKeyPairCommandOutput,
  DeleteKeyPairCommandOutput,
  DescribeKeyPairsCommandOutput,
  ImportKeyPairCommandOutput,
  KeyPairInfo,
} from '@aws-sdk/client-ec2';
import type { Exchange, KeyPairView, Outcome, Tag } from '../../target.ts';

/** A parsed answer of the SDK with the operation it belongs to. */
export type SdkAnswer =
  | { readonly operation: 'create'; readonly output: CreateKeyPairCommandOutput }
  | { readonly operation: 'import'; readonly output: ImportKeyPairCommandOutput }
  | { readonly operation: 'describe'; readonly output: DescribeKeyPairsCommandOutput }
  | { readonly operation: 'delete'; readonly output: DeleteKeyPairCommandOutput };

/** A parsed success as an outcome: everything in it is what the SDK made of the answer, but for `exchange`. */
export function sdkAccepted(answer: SdkAnswer, exchange: Exchange): Outcome {
  const { $metadata } = answer.output;
  return {
    kind: 'accepted',
    status: $metadata.httpStatusCode ?? exchange.response.status,
    ...present('requestId', $metadata.requestId),
    keyPairs: keyPairsOf(answer),
    ...(answer.operation === 'delete' && {
      deleted: {
        ...present('acknowledged', answer.output.Return?.toString()),
        ...present('id', answer.output.KeyPairId),
      },
    }),
    exchange,
  };
}

/** What the SDK threw at an answer: the service's refusal, or something that it could not read. */
export function sdkRefused(error: unknown, exchange: Exchange): Outcome {
  const { status } = exchange.response;
  const fault = error as SdkFault;
  if (fault.$fault === undefined || fault.$metadata === undefined || UNNAMED.has(fault.name ?? '')) {
    return { kind: 'unreadable', status, reason: `the SDK reports: ${readable(fault.message)}`, exchange };
  }
  return {
    kind: 'refused',
    status: fault.$metadata.httpStatusCode ?? status,
    code: fault.name ?? '',
    message: fault.message ?? '',
    ...present('requestId', fault.$metadata.requestId),
    exchange,
  };
}

/** An exception of the SDK. Its request id comes from a header: the one in the body is lost on this SDK. */
interface SdkFault {
  readonly name?: string;
  readonly message?: string;
  readonly $fault?: string;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
}

/** Names the SDK gives to an error in which it found no code. */
const UNNAMED: ReadonlySet<string> = new Set(['', 'Error', 'Unknown', 'UnknownError', 'EC2ServiceException']);

function readable(message: string | undefined): string {
  return message?.split('\n')[0] ?? 'an error without a message';
}

function keyPairsOf(answer: SdkAnswer): readonly KeyPairView[] {
  switch (answer.operation) {
    case 'create':
    case 'import':
      return [viewOf(answer.output)];
    case 'describe':
      return (answer.output.KeyPairs ?? []).map(viewOf);
    case 'delete':
      return [];
  }
}

/** A parsed key pair; `createdAt` is the parsed time in ISO form, because the SDK does not keep the text. */
function viewOf(pair: KeyPairInfo & { readonly KeyMaterial?: string | undefined }): KeyPairView {
  return {
    ...present('name', pair.KeyName),
    ...present('id', pair.KeyPairId),
    ...present('fingerprint', pair.KeyFingerprint),
    ...present('keyType', pair.KeyType),
    ...present('privateKey', pair.KeyMaterial),
    ...present('publicKey', pair.PublicKey),
    ...present('createdAt', pair.CreateTime?.toISOString()),
    ...present(
      'tags',
      pair.Tags?.map(({ Key, Value }): Tag => ({ key: Key ?? '', value: Value ?? '' })),
    ),
  };
}

function present<K extends string, V>(key: K, value: V | undefined): { readonly [key in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [key in K]?: V });
}
