import type { OperationRole } from '../../../specs/contract.ts';
import type { Accepted, Exchange, KeyPairView, Outcome } from '../../target.ts';
import { type Answer, type AnswerNode, readAnswer } from './answer.ts';
import { ECS_ACTIONS } from './serialise.ts';

/**
 * What an exchange means in the RPC style of ECS, in JSON or XML:
 * - any body with an error code is `refused`, whatever its status (a judge of status sees the mismatch);
 * - a 2xx that shows at least one thing the operation answers with is `accepted`;
 * - everything else, an answer without a body included, is `unreadable` with a reason.
 */
export function ecsOutcome(exchange: Exchange): Outcome {
  if (exchange.request.method === 'HEAD')
    return unreadable(exchange, 'a response to HEAD has no body to read');
  const reading = readAnswer(exchange.response.body);
  return reading.ok ? ecsMeaning(exchange, reading.answer) : unreadable(exchange, reading.reason);
}

/** What an answer means that somebody else has read. */
export function ecsMeaning(exchange: Exchange, { root, node }: Answer): Outcome {
  const { status } = exchange.response;
  const requestId = node.text('RequestId');
  const known = requestId === undefined ? {} : { requestId };
  if (root === 'Error' || node.names.includes('Code')) {
    const code = node.text('Code')?.trim() ?? '';
    if (code === '') return unreadable(exchange, 'the error response has no code');
    return { kind: 'refused', status, code, message: node.text('Message') ?? '', ...known, exchange };
  }
  const { operation } = exchange.call;
  const expected = `${ECS_ACTIONS[operation]}Response`;
  if (root !== undefined && root !== expected)
    return unreadable(exchange, `the root element is <${root}>, not <${expected}>`);
  if (status < 200 || status > 299)
    return unreadable(exchange, `a response without an error code came with the status ${status}`);
  if (!node.names.some((name) => MEMBERS[operation].includes(name)))
    return unreadable(exchange, `the response has nothing that ${ECS_ACTIONS[operation]} returns`);
  return { kind: 'accepted', status, ...known, ...resultOf(operation, node), exchange };
}

function unreadable(exchange: Exchange, reason: string): Outcome {
  return { kind: 'unreadable', status: exchange.response.status, reason, exchange };
}

const CREATED = ['KeyPairName', 'KeyPairId', 'KeyPairFingerPrint', 'PrivateKeyBody', 'RequestId'];

/** What each answer is known by; one of them is enough. */
const MEMBERS: Readonly<Record<OperationRole, readonly string[]>> = {
  create: CREATED,
  import: CREATED,
  describe: ['KeyPairs', 'TotalCount', 'PageNumber', 'PageSize', 'RequestId'],
  delete: ['RequestId'],
};

function resultOf(
  operation: OperationRole,
  node: AnswerNode,
): Pick<Accepted, 'keyPairs' | 'deleted' | 'totalCount'> {
  switch (operation) {
    case 'create':
    case 'import':
      return { keyPairs: [keyPairOf(node)] };
    case 'describe': {
      const total = node.text('TotalCount');
      const keyPairs = (node.list('KeyPairs', 'KeyPair') ?? []).map(keyPairOf);
      return {
        keyPairs,
        ...(total !== undefined && /^\d{1,15}$/.test(total) ? { totalCount: Number(total) } : {}),
      };
    }
    case 'delete':
      // The answer acknowledges nothing but the request itself.
      return { keyPairs: [], deleted: {} };
  }
}

/** Key of the view and name in the answer. */
const NAMES = {
  name: 'KeyPairName',
  id: 'KeyPairId',
  fingerprint: 'KeyPairFingerPrint',
  privateKey: 'PrivateKeyBody',
  publicKey: 'PublicKey',
  createdAt: 'CreationTime',
} as const satisfies Partial<Record<keyof KeyPairView, string>>;

function keyPairOf(node: AnswerNode): KeyPairView {
  const texts = Object.entries(NAMES).flatMap(([key, name]) => {
    const text = node.text(name);
    return text === undefined ? [] : [[key, text] as const];
  });
  const tags = node
    .list('Tags', 'Tag')
    ?.map((tag) => ({ key: tag.text('TagKey') ?? '', value: tag.text('TagValue') ?? '' }));
  return { ...Object.fromEntries(texts), ...(tags === undefined ? {} : { tags }) };
}
