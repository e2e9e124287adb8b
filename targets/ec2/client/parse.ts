import type { OperationRole } from '../../../specs/contract.ts';
import type { Accepted, Exchange, KeyPairView, Outcome, Tag } from '../../target.ts';
import { childOf, childrenOf, readXml, type XmlElement } from '../../wire/xml.ts';

/**
 * What an exchange means in the EC2 query protocol. Element names are matched by local name and in any order, so that
 * one wrong namespace is one finding of the judges of shape and not an unreadable target:
 * - any body with an error code is `refused`, whatever its status (a judge of status sees the mismatch);
 * - a 2xx with the operation's own response element is `accepted`;
 * - everything else, an answer without a body included, is `unreadable` with a reason.
 */
export function ec2Outcome(exchange: Exchange): Outcome {
  const { status, body } = exchange.response;
  const unreadable = (reason: string): Outcome => ({ kind: 'unreadable', status, reason, exchange });
  if (exchange.request.method === 'HEAD') return unreadable('a response to HEAD has no body to read');
  const reading = readXml(body);
  if (!reading.ok) return unreadable(reading.reason);
  const { root } = reading;

  const error = errorOf(root);
  if (error !== undefined) {
    const code = textOf(error, 'Code')?.trim() ?? '';
    if (code === '') return unreadable('the error response has no code');
    const message = textOf(error, 'Message') ?? '';
    return { kind: 'refused', status, code, message, ...requestIdOf(root), exchange };
  }
  // The SDKs do not look at the root; whether it is the one of this action is judged on the raw answer.
  if (!/^(?!Error).+Response$/u.test(root.local))
    return unreadable(`the root element is <${root.local}>, not that of a success`);
  if (status < 200 || status > 299) return unreadable(`a success response came with the status ${status}`);
  return {
    kind: 'accepted',
    status,
    ...requestIdOf(root),
    ...resultOf(exchange.call.operation, root),
    exchange,
  };
}

/** EC2's `Response/Errors/Error`, and the `ErrorResponse/Error` of other AWS services that emulators mix up with it. */
function errorOf(root: XmlElement): XmlElement | undefined {
  if (root.local === 'Error') return root;
  const list = childOf(root, 'Errors');
  if (root.local === 'Response' || root.local === 'ErrorResponse')
    return (list && childOf(list, 'Error')) ?? childOf(root, 'Error');
  return list && childOf(list, 'Error');
}

/** The value of the first of the three spellings in use; which one is right is not this reader's business. */
function requestIdOf(root: XmlElement): { readonly requestId?: string } {
  const element = root.children.find(({ local }) => local.toLowerCase() === 'requestid');
  return element === undefined ? {} : { requestId: element.text };
}

function resultOf(operation: OperationRole, root: XmlElement): Pick<Accepted, 'keyPairs' | 'deleted'> {
  switch (operation) {
    case 'create':
    case 'import':
      return { keyPairs: [keyPairOf(root)] };
    case 'describe':
      return { keyPairs: itemsOf(root, 'keySet').map(keyPairOf) };
    case 'delete': {
      const acknowledged = textOf(root, 'return');
      const id = textOf(root, 'keyPairId');
      return {
        keyPairs: [],
        deleted: {
          ...(acknowledged === undefined ? {} : { acknowledged }),
          ...(id === undefined ? {} : { id }),
        },
      };
    }
  }
}

/** Key of the view and element of the answer. */
const ELEMENTS = {
  name: 'keyName',
  id: 'keyPairId',
  fingerprint: 'keyFingerprint',
  keyType: 'keyType',
  privateKey: 'keyMaterial',
  publicKey: 'publicKey',
  createdAt: 'createTime',
} as const satisfies Partial<Record<keyof KeyPairView, string>>;

function keyPairOf(element: XmlElement): KeyPairView {
  const texts = Object.entries(ELEMENTS).flatMap(([key, local]) => {
    const text = textOf(element, local);
    return text === undefined ? [] : [[key, text] as const];
  });
  // A missing set and an empty one are different answers: EC2 leaves it out of an import and shows it in a describe.
  const tags =
    childOf(element, 'tagSet') === undefined ? {} : { tags: itemsOf(element, 'tagSet').map(tagOf) };
  return { ...Object.fromEntries(texts), ...tags };
}

function tagOf(item: XmlElement): Tag {
  return { key: textOf(item, 'key') ?? '', value: textOf(item, 'value') ?? '' };
}

function itemsOf(element: XmlElement, local: string): readonly XmlElement[] {
  const list = childOf(element, local);
  return list === undefined ? [] : childrenOf(list, 'item');
}

function textOf(element: XmlElement, local: string): string | undefined {
  return childOf(element, local)?.text;
}
