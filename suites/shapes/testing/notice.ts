import type { Contract, OperationRole, Requirement } from '../../../specs/contract.ts';
import { loadContract } from '../../../specs/load.ts';
import { namedBy } from '../../../specs/needs.ts';
import type { Target } from '../../../targets/target.ts';
import {
  type CheckContext,
  Inconclusive,
  type Mismatch,
  Nonconformity,
  type Send,
  type Suite,
  Unprepared,
} from '../../check.ts';
import { errorShapes } from '../../error-shapes.ts';
import { Random } from '../../random.ts';
import { responseShapes } from '../../response-shapes.ts';
import { cannedService, type ServiceChanges } from './canned-service.ts';

/** What the shape requirements said of a service. */
export interface Notices {
  /** Requirements that failed, with what they found. */
  readonly failed: ReadonlyMap<string, readonly Mismatch[]>;
  /** Requirements that could say nothing. */
  readonly silent: readonly string[];
}

const SUITES: readonly Suite[] = [responseShapes, errorShapes];

let loaded: Promise<Contract> | undefined;

/** The contract of EC2, loaded once. */
export function ec2Contract(): Promise<Contract> {
  loaded ??= loadContract(new URL('../../../specs/aws-ec2/', import.meta.url));
  return loaded;
}

/** The same requirements, each after those that it needs. */
function needsFirst(requirements: readonly Requirement[]): readonly Requirement[] {
  const byId = new Map(requirements.map((one) => [one.id, one]));
  const ordered = new Set<Requirement>();
  const place = (requirement: Requirement): void => {
    for (const need of requirement.needs.flatMap((one) => namedBy(one, () => true))) {
      const needed = byId.get(need);
      if (needed !== undefined && !ordered.has(needed)) place(needed);
    }
    ordered.add(requirement);
  };
  for (const requirement of requirements) place(requirement);
  return [...ordered];
}

/** Judges a service by every requirement on shapes, leaving out those that need one that did not hold. */
export async function noticesOf(changes: ServiceChanges): Promise<Notices> {
  const contract = await ec2Contract();
  const context = contextFor(contract, changes);
  const failed = new Map<string, readonly Mismatch[]>();
  const silent: string[] = [];
  const blocked = new Set(findsByName(changes) ? [] : basisOf(contract, 'describe'));
  for (const requirement of needsFirst(contract.requirements)) {
    const suite = SUITES.find(({ topic }) => topic === requirement.topic);
    const body = suite?.bodies[requirement.check.split('/')[1] ?? ''];
    if (body === undefined) continue;
    const needs = requirement.needs.flatMap((need) => namedBy(need, () => true));
    if (needs.some((id) => failed.has(id) || silent.includes(id) || blocked.has(id))) {
      blocked.add(requirement.id);
      continue;
    }
    const mismatches: Mismatch[] = [];
    try {
      await body.run(context(requirement, mismatches));
    } catch (error) {
      if (error instanceof Inconclusive || error instanceof Unprepared) silent.push(requirement.id);
      else if (error instanceof Nonconformity) mismatches.push(error.mismatch);
      else throw error;
    }
    if (mismatches.length > 0) failed.set(requirement.id, mismatches);
  }
  return { failed, silent };
}

/** What the basis of describe asks for, in short. */
function findsByName(changes: ServiceChanges): boolean {
  const service = cannedService(changes);
  service({ operation: 'import', region: 'any', parameters: { name: 'a', material: 'ssh-ed25519 AAAA' } });
  const found = service({ operation: 'describe', region: 'any', parameters: { names: ['a'] } });
  return found.kind === 'accepted' && found.keyPairs[0]?.name === 'a';
}

function basisOf(contract: Contract, role: OperationRole): string[] {
  return contract.requirements.filter(({ basis }) => basis === role).map(({ id }) => id);
}

function contextFor(
  contract: Contract,
  changes: ServiceChanges,
): (requirement: Requirement, mismatches: Mismatch[]) => CheckContext {
  const service = cannedService(changes);
  const shared = new Map<string, Promise<unknown>>();
  const target: Target = {
    name: 'canned',
    provider: contract.provider,
    endpoint: 'http://127.0.0.1/',
    regions: contract.rules.regions,
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    concurrency: 1,
    timeouts: { connectMs: 1, requestMs: 1, checkMs: 1 },
    maxBodyBytes: 1,
    capabilities: {},
  };
  const [region, secondRegion, quietRegion] = target.regions;
  const refuse = (): never => {
    throw new Error('a shape check has no business here');
  };
  const send: Send = (call) => Promise.resolve(service({ region, ...call }));
  let names = 0;
  return (requirement, mismatches) => ({
    contract,
    requirement,
    given: requirement.given,
    target,
    client: { kind: 'wire', call: refuse, close: () => Promise.resolve() },
    clients: [],
    canary: {
      rounds: [],
      values: { material: '', tags: [], badKeyType: '', badMaterial: '' },
      ask: refuse,
      send: refuse,
    },
    region,
    secondRegion,
    quietRegion,
    random: new Random(1, requirement.id),
    signal: new AbortController().signal,
    runs: 1,
    frugal: false,
    lent: (_kind, make) => make(),
    importKeyType: 'ed25519',
    createKeyType: 'ed25519',
    quota: 'skip',
    disturbed: [],
    aftermath: [],
    histories: { count: 1, steps: 1 },
    consistencyMs: 0,
    failedBefore: () => false,
    eitherWay: false,
    making: (preferred = 'import') => preferred,
    prepared: (judgement) => {
      if (judgement !== undefined) throw new Unprepared(judgement.code);
    },
    call: send,
    setup: send,
    control: send,
    look: send,
    name: () => `name-${++names}`,
    cleanup: () => undefined,
    release: () => Promise.resolve(),
    shared<T>(key: string, make: () => Promise<T>): Promise<T> {
      const made = shared.get(key) ?? make();
      shared.set(key, made);
      return made as Promise<T>;
    },
    must: (judgement) => {
      if (judgement !== undefined) throw new Nonconformity(judgement);
    },
    note: (judgement) => {
      if (judgement !== undefined) mismatches.push(judgement);
    },
    remark: () => undefined,
  });
}
