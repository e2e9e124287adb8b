import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type {
  AccountRule,
  Conflict,
  Extrapolation,
  FingerprintRule,
  FormatRule,
  KeyMaterialRule,
  KeyVector,
  ModelRule,
  QuotaRule,
  RecordedAnswer,
  RecordingSession,
  Recordings,
  Refusal,
  RejectedMaterial,
  Rules,
  ServiceRule,
  SourceDocument,
  TagRule,
  VersionsRule,
} from './contract.ts';
import { SPECS_FOLDER } from './folders.ts';
import type { WrittenObservation } from './observations.ts';
import { type KeyUses, schemaAt, usesOf } from './testing/key-uses.ts';

/** The types of the catalogue, checked by the compiler, by file and place of their schema; requirement-schema.ts demands its own. */
const TYPES = {
  'documents []': {
    id: 'required',
    title: 'required',
    publisher: 'required',
    role: 'required',
    revision: 'optional',
    date: 'optional',
    location: 'optional',
    provider: 'optional',
    note: 'optional',
  } satisfies KeyUses<SourceDocument>,
  'observations []': {
    id: 'required',
    statement: 'required',
    grade: 'optional',
    sources: 'required',
    date: 'optional',
    region: 'optional',
    uncovered: 'optional',
  } satisfies KeyUses<WrittenObservation>,
  'conflicts []': {
    id: 'required',
    subject: 'required',
    readings: 'required',
    ruling: 'required',
    overturnedBy: 'required',
    requirements: 'required',
    indistinct: 'optional',
  } satisfies KeyUses<Conflict>,
  'conflicts [].readings.[]': {
    reading: 'required',
    says: 'required',
    sources: 'required',
  } satisfies KeyUses<Conflict['readings'][number]>,
  // The id of a refusal is its key in the file.
  'refusals *': {
    code: 'required',
    status: 'required',
    message: 'optional',
    sources: 'required',
  } satisfies KeyUses<Omit<Refusal, 'id'>>,
  'rules ': {
    fingerprints: 'required',
    keyMaterial: 'required',
    formats: 'required',
    quota: 'required',
    tags: 'required',
    defaults: 'required',
    publicKey: 'required',
    model: 'optional',
    regions: 'required',
    versions: 'optional',
    service: 'optional',
    account: 'optional',
    notApplicable: 'optional',
  } satisfies KeyUses<Rules>,
  'rules fingerprints.[]': {
    id: 'required',
    origin: 'required',
    reading: 'optional',
    keyType: 'required',
    digest: 'required',
    over: 'required',
    rendering: 'required',
    tolerates: 'optional',
    pattern: 'required',
    sources: 'required',
  } satisfies KeyUses<FingerprintRule>,
  'rules keyMaterial.[]': {
    id: 'required',
    reading: 'optional',
    keyType: 'required',
    format: 'required',
    container: 'required',
    tolerates: 'optional',
    firstLine: 'required',
    bits: 'required',
    exponent: 'optional',
    comment: 'optional',
    sources: 'required',
  } satisfies KeyUses<KeyMaterialRule>,
  'rules formats.[]': {
    id: 'required',
    pattern: 'required',
    sources: 'required',
  } satisfies KeyUses<FormatRule>,
  'rules quota': {
    limit: 'required',
    scope: 'required',
    refusal: 'required',
    sources: 'required',
  } satisfies KeyUses<QuotaRule>,
  'rules tags': {
    maximum: 'required',
    key: 'required',
    value: 'required',
    reservedPrefixes: 'required',
    sources: 'required',
  } satisfies KeyUses<TagRule>,
  'rules defaults': { keyType: 'required', keyFormat: 'required' } satisfies KeyUses<Rules['defaults']>,
  'rules publicKey': { comment: 'required', trailingNewline: 'required' } satisfies KeyUses<
    Rules['publicKey']
  >,
  'rules model': {
    filters: 'required',
    namePatterns: 'optional',
    sendings: 'required',
    answers: 'required',
  } satisfies KeyUses<ModelRule>,
  'rules model.sendings.[]': {
    stated: 'required',
    wire: 'required',
  } satisfies KeyUses<ModelRule['sendings'][number]>,
  'rules model.sendings.[].wire': {
    method: 'optional',
    place: 'optional',
    authentication: 'optional',
  } satisfies KeyUses<ModelRule['sendings'][number]['wire']>,
  'rules versions': {
    namespace: 'required',
    published: 'required',
    unknown: 'required',
    sources: 'required',
  } satisfies KeyUses<VersionsRule>,
  'rules service': {
    label: 'required',
    domains: 'required',
    region: 'required',
    sources: 'required',
  } satisfies KeyUses<ServiceRule>,
  'rules account': {
    namePrefix: 'required',
    deniedCodes: 'required',
    rates: 'required',
    cost: 'required',
    policy: 'required',
  } satisfies KeyUses<AccountRule>,
  'rules account.rates.[]': {
    operations: 'required',
    perSecond: 'required',
    burst: 'required',
    sources: 'required',
  } satisfies KeyUses<AccountRule['rates'][number]>,
  'recordings ': {
    sessions: 'required',
    headers: 'required',
    extrapolations: 'required',
    answers: 'required',
  } satisfies KeyUses<Recordings>,
  'recordings headers': {
    sources: 'required',
    success: 'required',
    refusal: 'required',
  } satisfies KeyUses<Recordings['headers']>,
  'recordings sessions.[]': {
    id: 'required',
    document: 'required',
    file: 'required',
    calls: 'required',
    date: 'required',
    region: 'required',
  } satisfies KeyUses<RecordingSession>,
  'recordings extrapolations.[]': {
    id: 'required',
    statement: 'required',
    from: 'required',
  } satisfies KeyUses<Extrapolation>,
  'recordings answers.[]': {
    id: 'required',
    operation: 'required',
    finds: 'optional',
    response: 'required',
    calls: 'required',
  } satisfies KeyUses<RecordedAnswer>,
  'vectors vectors.[]': {
    id: 'required',
    origin: 'required',
    keyType: 'required',
    bits: 'required',
    publicKey: 'required',
    fingerprint: 'required',
    grade: 'required',
    source: 'required',
    material: 'optional',
  } satisfies KeyUses<KeyVector>,
  'vectors rejectedMaterials.[]': {
    id: 'required',
    materialBase64: 'required',
    refusal: 'required',
    grade: 'required',
    source: 'required',
  } satisfies KeyUses<RejectedMaterial>,
};

it.each(Object.entries(TYPES))('the schema of the catalogue agrees with its type at "%s"', (place, uses) => {
  const [file, path = ''] = place.split(' ');
  const text = readFileSync(new URL(`schemas/${file}.schema.json`, SPECS_FOLDER), 'utf8');
  const schema = JSON.parse(text) as { readonly additionalProperties?: object };
  expect(usesOf(path === '*' ? (schema.additionalProperties ?? {}) : schemaAt(schema, path))).toEqual(uses);
});
