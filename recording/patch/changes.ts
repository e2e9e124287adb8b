import type {
  Citation,
  Conflict,
  Contract,
  Expectation,
  KeyVector,
  Observation,
  OperationRole,
  SourceDocument,
} from '../../specs/contract.ts';
import { readPublicKey } from '../../suites/keys/read-public.ts';
import type { Bundle, BundleExchange } from '../bundle.ts';
import { isUnsettled } from '../choose.ts';
import type { RequirementOutcome } from '../outcomes.ts';
import type { ResponseReader } from '../reader.ts';
import type { Review } from '../review.ts';

/** A requirement as a recording changes it. */
export interface RequirementChange {
  readonly id: string;
  readonly source: Citation;
  /** Set where it expected something else. */
  readonly expects?: Expectation;
  /** What the texts expect, where they do. */
  readonly documented?: Expectation;
}

/** A refusal that the catalogue does not have. */
export interface NewRefusal {
  readonly id: string;
  readonly code: string;
  readonly status: number;
  readonly sources: readonly Citation[];
  /** The operation that answered with it. */
  readonly operation: OperationRole;
}

/** What a recording would change in the files of a provider. */
export interface CatalogueChanges {
  readonly document: SourceDocument;
  readonly observations: readonly Observation[];
  readonly requirements: readonly RequirementChange[];
  readonly refusals: readonly NewRefusal[];
  readonly conflicts: readonly Conflict[];
  readonly vectors: readonly KeyVector[];
  /** Contradicted requirements that only a person can correct: their row says what was recorded. */
  readonly byHand: readonly string[];
}

/** The changes that follow from a review; none of them is made here. */
export function changesOf(
  review: Review,
  bundle: Bundle,
  contract: Contract,
  read: ResponseReader,
): CatalogueChanges {
  const document = documentOf(bundle, contract);
  const observations: Observation[] = [];
  const requirements: RequirementChange[] = [];
  const refusals: NewRefusal[] = [];
  const conflicts: Conflict[] = [];
  const byHand: string[] = [];
  for (const outcome of review.outcomes) {
    const { requirement, shown } = outcome;
    if (shown === undefined || outcome.outcome === 'not-exercised') continue;
    const row = observationOf(outcome, shown, document, contract);
    if (outcome.outcome === 'confirmed') {
      if (!isUnsettled(requirement)) continue;
      observations.push(row);
      requirements.push({ id: requirement.id, source: { observation: row.id } });
      continue;
    }
    const corrected = correctedBy(outcome, shown, row, { contract, read, refusals });
    if (corrected === undefined) {
      byHand.push(requirement.id);
      observations.push({
        ...row,
        uncovered: `It contradicts ${requirement.id}, which has to be corrected by hand.`,
      });
      continue;
    }
    observations.push(row);
    requirements.push(corrected);
    if (requirement.evidence !== 'inferred') conflicts.push(conflictOf(outcome, row, corrected));
  }
  const vectors = vectorsIn(bundle, contract, read);
  return { document, observations, requirements, refusals, conflicts, vectors, byHand };
}

function documentOf({ header, manifest }: Bundle, { documents, title }: Contract): SourceDocument {
  const date = header.startedAt.slice(0, 10);
  const region = header.regions[0] ?? '';
  const base = `recording-${date}-${region}`;
  let id = base;
  for (let number = 2; documents.some((one) => one.id === id); number += 1) id = `${base}-${number}`;
  return {
    id,
    title: `Recording of ${title}`,
    publisher: `A user of ${header.tool.name} ${header.tool.version}`,
    role: 'recording',
    revision: `sha256 ${manifest.sha256}`,
    date,
  };
}

function observationOf(
  { requirement, outcome, results }: RequirementOutcome,
  { requestId, region, time }: BundleExchange,
  document: SourceDocument,
  contract: Contract,
): Observation {
  const [finding] = results.flatMap(({ findings }) => findings);
  const base = `recorded-${document.id.replace('recording-', '')}-${requirement.id}`;
  const taken = new Set(contract.observations.map(({ id }) => id));
  return {
    id: taken.has(base) ? `${base}-again` : base,
    statement:
      outcome === 'confirmed'
        ? requirement.statement
        : `Against '${requirement.statement}': ${finding?.observed ?? 'another answer was recorded'}`,
    grade: 'observed',
    sources: [
      {
        document: document.id,
        at: `${requirement.id}${requestId === undefined ? '' : `, request ${requestId}`}`,
      },
    ],
    date: time.slice(0, 10),
    region,
  };
}

/** The expectation that the recorded answer meets, where an expectation is an answer and nothing more. */
function correctedBy(
  { requirement }: RequirementOutcome,
  shown: BundleExchange,
  row: Observation,
  given: { readonly contract: Contract; readonly read: ResponseReader; readonly refusals: NewRefusal[] },
): RequirementChange | undefined {
  const { expects, evidence } = requirement;
  const outcome = given.read(shown);
  if (!('refusal' in expects) || outcome.kind !== 'refused') return undefined;
  const source: Citation = { observation: row.id };
  const known = Object.values(given.contract.refusals).filter(
    ({ code, status, message }) =>
      code === outcome.code &&
      status === outcome.status &&
      (message === undefined || new RegExp(message).test(outcome.message)),
  );
  const told = [...known, ...given.refusals].find(
    ({ code, status }) => code === outcome.code && status === outcome.status,
  );
  const refusal =
    told ??
    ({
      id: freeId(`recorded-${kebab(outcome.code)}`, given),
      code: outcome.code,
      status: outcome.status,
      sources: [source],
      operation: requirement.operation,
    } satisfies NewRefusal);
  if (told === undefined) given.refusals.push(refusal as NewRefusal);
  const before = [expects.refusal].flat();
  if (before.includes(refusal.id)) return undefined;
  // Two dated answers that disagree are both accepted, until somebody finds out when which is given.
  if (evidence === 'observed')
    return { id: requirement.id, source, expects: { refusal: [...before, refusal.id] } };
  return {
    id: requirement.id,
    source,
    expects: { refusal: refusal.id },
    ...(evidence === 'documented' && { documented: requirement.readings?.documented ?? expects }),
  };
}

function freeId(
  base: string,
  { contract, refusals }: { readonly contract: Contract; readonly refusals: readonly NewRefusal[] },
): string {
  const taken = new Set([...Object.keys(contract.refusals), ...refusals.map(({ id }) => id)]);
  let id = base;
  for (let number = 2; taken.has(id); number += 1) id = `${base}-${number}`;
  return id;
}

function kebab(code: string): string {
  return code
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .toLowerCase();
}

function conflictOf(
  { requirement }: RequirementOutcome,
  row: Observation,
  change: RequirementChange,
): Conflict {
  const dated = change.documented === undefined;
  return {
    id: row.id,
    subject: requirement.statement,
    readings: [
      { reading: 'documented', says: requirement.statement, sources: requirement.sources },
      { reading: 'observed', says: row.statement, sources: [{ observation: row.id }] },
    ],
    ruling: dated ? 'Both recorded responses are accepted.' : 'What was recorded.',
    overturnedBy: 'A later recording with another response.',
    requirements: [requirement.id],
    ...(dated && { indistinct: 'Both responses were recorded; what decides between them is not known.' }),
  };
}

/** A vector for each size of an imported key that no observed vector has. */
function vectorsIn(
  { exchanges, header }: Bundle,
  { vectors }: Contract,
  read: ResponseReader,
): readonly KeyVector[] {
  const known = new Set(
    vectors
      .filter(({ origin, grade }) => origin === 'imported' && grade === 'observed')
      .map(({ keyType, bits }) => `${keyType} ${bits}`),
  );
  const ids = new Set(vectors.map(({ id }) => id));
  return exchanges.flatMap((exchange): KeyVector[] => {
    const material = exchange.parameters.material;
    if (exchange.operation !== 'import' || typeof material !== 'string' || exchange.altered) return [];
    const outcome = read(exchange);
    const fingerprint = outcome.kind === 'accepted' ? outcome.keyPairs[0]?.fingerprint : undefined;
    const key = readPublicKey(material);
    if (fingerprint === undefined || !key.ok || key.encoding !== 'openssh') return [];
    const size = `${key.keyType} ${key.bits}`;
    const id = `recorded-${header.startedAt.slice(0, 10)}-${key.keyType}${key.bits}`;
    if (known.has(size) || ids.has(id)) return [];
    known.add(size);
    return [
      {
        id,
        origin: 'imported',
        keyType: key.keyType,
        bits: key.bits,
        publicKey: material.trim().split(/\s+/).slice(0, 2).join(' '),
        fingerprint,
        grade: 'observed',
        source: `recording ${exchange.time.slice(0, 10)} ${exchange.region}, request ${exchange.requestId ?? 'unknown'}`,
      },
    ];
  });
}
