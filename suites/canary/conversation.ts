import { findParameter, importedKeyTypes } from '../../specs/constraints.ts';
import type { Contract } from '../../specs/contract.ts';
import {
  type Exchange,
  type KeyPairCall,
  type KeyPairView,
  type Outcome,
  TransportError,
  UnsupportedByClient,
} from '../../targets/target.ts';
import { deletion, isDeletedByName } from '../flows.ts';
import { printTags } from '../judges/state.ts';
import { constructedRsa } from '../keys/synthetic.ts';
import { opensshLine } from '../keys/write-public.ts';
import { byId, naming } from '../lookups.ts';
import type { Random } from '../random.ts';
import type { CommonValues, Reply } from './canary.ts';

type Asked = Omit<KeyPairCall, 'region'>;

/** Values of a run. */
export function commonValues(contract: Contract, random: Random): CommonValues {
  const ed25519 = importedKeyTypes(contract).includes('ed25519');
  return {
    material: opensshLine(constructedRsa(2048, random.bytes(16))),
    tags: [{ key: random.text(6), value: random.text(10) }],
    ...(ed25519 && findParameter(contract, 'create', 'key-type') && { keyType: 'ed25519' }),
    badKeyType: random.text(5),
    badMaterial: random.text(24),
  };
}

/** Somebody who asks. */
export interface Asker {
  readonly contract: Contract;
  readonly values: CommonValues;
  readonly random: Random;
  name(): string;
  send(call: Asked): Promise<Outcome>;
  /** Waits before each call, as people do. */
  pause?(): Promise<unknown>;
  /** What stands in the raw response, so that two clients are compared by the same reader. */
  read?(exchange: Exchange): Outcome;
}

/** A key pair of a conversation; the id is known once a response shows it. */
interface Subject {
  readonly name: string;
  id?: string;
}

interface Step {
  readonly question: string;
  readonly call: (subject: Subject) => Asked | undefined;
}

/**
 * The plain life of key pairs and a few common mistakes, as users of a service send them: what belongs to one key pair in
 * its order, everything else in an order of chance. Ends at the first call that gets no response.
 */
export async function converse(asker: Asker): Promise<readonly Reply[]> {
  const strands = strandsFor(asker).map((steps) => ({
    subject: { name: asker.name() } as Subject,
    steps: steps.map((step, index) => ({ ...step, first: index === 0 })),
  }));
  const replies: Reply[] = [];
  for (;;) {
    const [first, ...others] = strands.filter(({ steps }) => steps.length > 0);
    if (first === undefined) return replies;
    const strand = asker.random.pick([first, ...others]);
    const step = strand.steps.shift();
    const call = step?.call(strand.subject);
    if (step === undefined || call === undefined) continue;
    await asker.pause?.();
    const reply = await replyTo(asker, step, call, strand.subject);
    if (reply !== undefined) replies.push(reply);
    if (reply !== undefined && reply.exchange === undefined) return replies;
  }
}

/** The steps of each key pair; a provider without an operation or a parameter is not asked for it. */
function strandsFor({ contract, values }: Asker): readonly (readonly Step[])[] {
  const { material, tags, keyType, badKeyType, badMaterial } = values;
  const has = (operation: KeyPairCall['operation'], role: Parameters<typeof findParameter>[2]): boolean =>
    findParameter(contract, operation, role) !== undefined;
  const typed = keyType === undefined ? {} : { keyType };
  const create = ({ name }: Subject): Asked => ({ operation: 'create', parameters: { name, ...typed } });
  const describe = ({ name }: Subject): Asked => ({
    operation: 'describe',
    parameters: naming({ contract }, name),
  });
  const describeById = ({ id }: Subject): Asked | undefined => {
    const parameters = id === undefined ? undefined : byId(contract, 'describe', id);
    return parameters && { operation: 'describe', parameters };
  };
  // Where a delete takes ids only, it is not asked about what nobody has.
  const remove = ({ name, id }: Subject): Asked | undefined => {
    const byIdOnly = !isDeletedByName({ contract });
    const identified = id === undefined ? undefined : byId(contract, 'delete', id);
    const parameters = byIdOnly ? identified : deletion({ contract }, name);
    return parameters && { operation: 'delete', parameters };
  };
  const step = (question: string, call: Step['call']): Step => ({ question, call });
  const strands: Step[][] = [
    [step('describe a name that nobody has', describe)],
    [step('delete a name that nobody has', remove)],
  ];
  if (contract.operations.create !== undefined) {
    strands.push([
      step('create', create),
      step('describe what was created', describe),
      step('describe what was created by its ID', describeById),
      step('create again', create),
      step('delete what was created', remove),
      step('describe what was created and deleted', describe),
    ]);
    if (has('create', 'dry-run'))
      strands.push([
        step('dry run of a create', ({ name }) => ({
          operation: 'create',
          parameters: { name, ...typed, dryRun: true },
        })),
        step('describe after a dry run', describe),
      ]);
    if (has('create', 'key-type'))
      strands.push([
        step('create of an unknown key type', ({ name }) => ({
          operation: 'create',
          parameters: { name, keyType: badKeyType },
        })),
      ]);
  }
  if (contract.operations.import !== undefined) {
    const publicKey = has('describe', 'include-public-key') ? { includePublicKey: true } : {};
    strands.push([
      step('import with a tag', ({ name }) => ({
        operation: 'import',
        parameters: { name, material, tags },
      })),
      step('describe what was imported', (subject) => ({
        operation: 'describe',
        parameters: { ...describe(subject).parameters, ...publicKey },
      })),
      step('import again', ({ name }) => ({ operation: 'import', parameters: { name, material } })),
      step('delete what was imported', remove),
      step('describe what was imported and deleted', describe),
    ]);
    strands.push([
      step('import what is no key', ({ name }) => ({
        operation: 'import',
        parameters: { name, material: badMaterial },
      })),
    ]);
  }
  return strands;
}

/** `undefined` where the client has no way to send it. */
async function replyTo(
  asker: Asker,
  { question, first }: Pick<Reply, 'question' | 'first'>,
  call: Asked,
  subject: Subject,
): Promise<Reply | undefined> {
  try {
    const sent = await asker.send(call);
    const outcome = asker.read?.(sent.exchange) ?? sent;
    if (outcome.kind === 'accepted') {
      const shown = outcome.keyPairs.find(({ name }) => name === subject.name);
      if (shown?.id !== undefined) subject.id = shown.id;
    }
    const { exchange, status } = outcome;
    const isBusy = status >= 500 || status === 429 || isThrottled(outcome, asker.contract);
    return {
      question,
      said: inCommonWords(outcome, subject),
      trouble: isBusy || outcome.kind === 'unreadable',
      accepted: outcome.kind === 'accepted',
      first,
      exchange,
    };
  } catch (error) {
    if (error instanceof UnsupportedByClient) return undefined;
    if (!(error instanceof TransportError)) throw error;
    return { question, said: 'no response', trouble: true, accepted: false, first };
  }
}

function isThrottled(outcome: Outcome, { refusals }: Contract): boolean {
  if (outcome.kind !== 'refused') return false;
  return Object.values(refusals).some(({ id, code }) => id.startsWith('throttled') && code === outcome.code);
}

/**
 * A response in words that two who ask the same get alike.
 * @param sameKey whether both ask about one key pair or one key, so that fingerprints are compared as they are
 */
export function inCommonWords(
  outcome: Outcome,
  subject: Subject,
  sameKey: boolean = isAboutCommonKey(outcome),
): string {
  const plain = (text: string): string => {
    const named = text.replaceAll(subject.name, '<name>');
    return subject.id === undefined ? named : named.replaceAll(subject.id, '<id>');
  };
  switch (outcome.kind) {
    case 'unreadable':
      return `HTTP ${outcome.status}, not readable`;
    case 'refused':
      return `HTTP ${outcome.status} ${outcome.code}: ${plain(outcome.message)}`;
    case 'accepted': {
      const pairs = outcome.keyPairs.map((view) => pairInWords(view, plain, sameKey));
      const deleted = outcome.deleted && `deleted ${plain(JSON.stringify(outcome.deleted))}`;
      return [
        `HTTP ${outcome.status}`,
        ...pairs.toSorted(),
        ...(deleted === undefined ? [] : [deleted]),
      ].join('; ');
    }
  }
}

/** Every create makes another key, but an import has the same for all who ask. */
function isAboutCommonKey({ exchange: { call } }: Outcome): boolean {
  return call.operation === 'import' || call.parameters.includePublicKey === true;
}

function pairInWords(view: KeyPairView, plain: (text: string) => string, sameKey: boolean): string {
  const { name, id, fingerprint, keyType, privateKey, publicKey, createdAt, tags } = view;
  const form = (text: string): string => text.replaceAll(/[0-9a-z+/]/gi, 'x');
  const parts: Readonly<Record<string, string | undefined>> = {
    name: name === undefined ? undefined : plain(name),
    id: id === undefined ? undefined : form(plain(id)),
    type: keyType,
    fingerprint: fingerprint === undefined || sameKey ? fingerprint : form(fingerprint),
    'public key': publicKey === undefined ? undefined : sameKey ? plain(publicKey) : publicKey.split(' ')[0],
    'private key': privateKey?.trim().split('\n')[0],
    'time of making': createdAt === undefined ? undefined : 'shown',
    tags: tags === undefined || tags.length === 0 ? undefined : printTags(tags),
  };
  return Object.entries(parts)
    .filter(([, value]) => value !== undefined)
    .map(([part, value]) => `${part} ${value}`)
    .join(', ');
}
