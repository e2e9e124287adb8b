import type { Check } from '../suites/check.ts';
import { redactText } from '../targets/redact.ts';
import type { KeyPairClient } from '../targets/target.ts';
import { withoutSecrets } from './ledger/ledger.ts';
import type { RunNames } from './names.ts';
import type { RunOptions } from './options.ts';
import { Owner } from './ownership/owner.ts';

/** The client that judges everything. */
export function judgingClient({ clients }: Pick<RunOptions, 'clients'>): KeyPairClient {
  return clients.find(({ kind }) => kind === 'wire') ?? clients[0];
}

/** The clients that judge a check: each gives one verdict. */
export function clientsFor(
  { body, requirement }: Check,
  options: Pick<RunOptions, 'clients' | 'everyClient'>,
): readonly KeyPairClient[] {
  const first = judgingClient(options);
  if (requirement.clients !== undefined) {
    const able = options.clients.filter(({ kind }) => requirement.clients?.includes(kind));
    return able.length === 0 ? [first] : able;
  }
  if (body.second) {
    const others = options.clients.filter(({ kind }) => kind !== 'wire');
    return others.length === 0 ? [first] : others;
  }
  return options.everyClient && !body.wire
    ? [first, ...options.clients.filter((client) => client !== first)]
    : [first];
}

/** The one who knows what a run made. */
export function ownerOf(
  options: Pick<RunOptions, 'clients' | 'contract' | 'allowance' | 'ledger'>,
  names: RunNames,
  redact: (text: string) => string = (text) => redactText(text),
): Owner {
  const { contract, ledger, allowance } = options;
  return new Owner({
    contract,
    names,
    client: judgingClient(options),
    ...(ledger !== undefined && { ledger: withoutSecrets(ledger, redact) }),
    ...(allowance !== undefined && { allowance }),
  });
}

/** The one who knows what a run made on the second target. */
export function ownerBeside(
  { second, contract, allowance }: Pick<RunOptions, 'second' | 'contract' | 'allowance'>,
  names: RunNames,
  redact: (text: string) => string,
): Owner | undefined {
  if (second === undefined) return undefined;
  const { client, ledger } = second;
  return ownerOf(
    { clients: [client], contract, ...(ledger && { ledger }), ...(allowance && { allowance }) },
    names,
    redact,
  );
}

/** The clients of a run, held to what is its own. */
export function guarded([first, ...others]: RunOptions['clients'], owner: Owner): RunOptions['clients'] {
  return [owner.guard(first), ...others.map((client) => owner.guard(client))];
}
