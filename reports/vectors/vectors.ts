import { sourcesInWords } from '../../runner/sources.ts';
import type { Contract, Expectation, JsonObject, Refusal, Requirement } from '../../specs/contract.ts';
import { apiName } from '../../suites/findings/kind.ts';
import { type MaterialContext, materialFrom } from '../../suites/imports/material.ts';
import { refusalsIn } from '../../suites/judges/answer.ts';
import { fingerprintOf } from '../../suites/keys/fingerprint.ts';
import { toBlob } from '../../suites/keys/material.ts';
import { opensshLine } from '../../suites/keys/write-public.ts';
import { Random } from '../../suites/random.ts';
import { textsIn } from '../../suites/shapes/answers.ts';
import { tagsFrom } from '../../suites/tags/sets.ts';
import { nameFrom } from '../../suites/values.ts';
import { bodyTemplate } from './bodies.ts';
import { type Grounds, groundsOf, groundsOfBody } from './grounds.ts';
import { ed25519From, rsaFrom, WRITERS } from './private-keys.ts';

/** The answer to a call: accepted, or one of these errors. */
export interface ExpectedAnswer {
  readonly accepted: boolean;
  /** The errors that are right, where the call is rejected (or may be). */
  readonly errors: readonly ExpectedError[];
}

export interface ExpectedError {
  readonly code: string;
  readonly status: number;
  /** Regular expression over the message, where its wording is known. */
  readonly message?: string;
}

/** One input with its answer, from one requirement. */
export interface InputVector extends Grounds {
  readonly requirement: string;
  readonly operation: string;
  readonly statement: string;
  readonly expected: ExpectedAnswer;
}

/** What unit tests of an emulator in any language can use: data without this suite. */
export interface Vectors {
  readonly schemaVersion: 1;
  readonly provider: string;
  readonly tool: { readonly name: string; readonly version: string };
  readonly fingerprints: readonly (Grounds & {
    readonly id: string;
    readonly origin: 'created' | 'imported';
    readonly keyType: string;
    readonly bits: number;
    /** The public key as an OpenSSH line. */
    readonly publicKey: string;
    readonly fingerprint: string;
  })[];
  readonly keyFiles: readonly (Grounds & {
    readonly id: string;
    readonly keyType: string;
    /** Value of the key-format parameter. */
    readonly format: string;
    readonly container: string;
    readonly text: string;
    readonly firstLine: string;
    readonly bits: number;
    /** Public exponent of an RSA key. */
    readonly exponent?: number;
    /** Comment inside the file, where its format has one: the name of the key pair. */
    readonly comment?: string;
    readonly publicKey: string;
    /** Fingerprint of a key pair that was created with this private key. */
    readonly fingerprint: string;
  })[];
  readonly materials: readonly (InputVector & { readonly materialBase64: string })[];
  readonly names: readonly (InputVector & { readonly name: string })[];
  readonly tags: readonly (InputVector & {
    readonly tags: readonly { readonly key: string; readonly value: string }[];
  })[];
  readonly successes: readonly (BodyVector & { readonly operation: string })[];
  readonly errors: readonly (BodyVector & ExpectedError & { readonly id: string })[];
}

/** A body with placeholders such as `{{keyName}}`. */
export interface BodyVector extends Grounds {
  readonly status: number;
  readonly mediaType: string;
  readonly body: string;
}

/** Which checks take a name, tags or material from `given`, and where it is. */
const INPUTS = {
  names: { checks: ['name/accepted', 'name/refused'], key: 'value' },
  tags: { checks: ['tags/kept', 'tags/refused'], key: 'tags' },
  materials: { checks: ['import/accepted', 'import/kept', 'import/refused'], key: 'value' },
} as const;

/**
 * The vectors of a contract. Values are drawn from the requirement's id, so that they are the same in every version that
 * states the same.
 */
export function vectorsOf(contract: Contract, tool: Vectors['tool']): Vectors {
  return {
    schemaVersion: 1,
    provider: contract.provider,
    tool,
    fingerprints: contract.vectors.map(({ grade, source, material: _, ...vector }) => ({
      ...vector,
      evidence: grade,
      sources: [source],
    })),
    keyFiles: keyFilesOf(contract),
    materials: [...inputs(contract, 'materials', materialOf), ...recordedMaterials(contract)],
    names: [
      ...inputs(contract, 'names', (context, value) => {
        const { text } = nameFrom(context, value);
        return text === undefined ? undefined : { name: text };
      }),
      ...lookAlikes(contract),
    ],
    tags: inputs(contract, 'tags', (context, value) => ({ tags: tagsFrom(context, value) })),
    successes: Object.values(contract.operations).map(({ name, role, success }) => ({
      operation: name,
      status: success.status,
      mediaType: success.mediaType,
      body: bodyTemplate(success, contract),
      ...groundsOfBody(contract, role),
    })),
    errors: Object.values(contract.refusals).map((refusal) => ({
      id: refusal.id,
      ...errorOf(refusal),
      mediaType: contract.errorBody.mediaType,
      body: bodyTemplate(contract.errorBody, contract, { Code: refusal.code }),
      ...groundsOf(contract, refusal.sources),
    })),
  };
}

function inputs<T extends object>(
  contract: Contract,
  kind: keyof typeof INPUTS,
  make: (context: MaterialContext, value: JsonObject) => T | undefined,
): readonly (InputVector & T)[] {
  const { checks, key } = INPUTS[kind];
  return contract.requirements.flatMap((requirement) => {
    const value = requirement.given[key];
    if (!checks.some((check) => check === requirement.check) || value === undefined) return [];
    const made = make(contextOf(contract, requirement), value as JsonObject);
    return made === undefined ? [] : [{ ...inputOf(contract, requirement), ...made }];
  });
}

/** Names that look like something else, without those that are made of the id of a key pair. */
function lookAlikes(contract: Contract): Vectors['names'] {
  return contract.requirements
    .filter(({ check }) => check === 'name/lookAlikes')
    .flatMap((requirement) => {
      const context = contextOf(contract, requirement);
      const digits = `1${context.random.text(11, '0123456789')}`;
      return textsIn(requirement.given, 'texts')
        .map((text) => text.replace('{digits}', digits).replace('{stem}', context.name()))
        .filter((name) => !name.includes('{id}'))
        .map((name) => ({ ...inputOf(contract, requirement), name }));
    });
}

function inputOf(contract: Contract, requirement: Requirement): InputVector {
  const { id, operation, statement, evidence, expects } = requirement;
  return {
    requirement: id,
    operation: apiName(contract, operation),
    statement,
    expected: answerOf(contract, expects),
    evidence,
    sources: sourcesInWords(requirement, contract),
  };
}

function materialOf(
  context: MaterialContext,
  value: JsonObject,
): { readonly materialBase64: string } | undefined {
  const { sent } = materialFrom(context, value);
  return sent === undefined ? undefined : { materialBase64: Buffer.from(sent).toString('base64') };
}

/** Material that the service rejected in a recording, under the requirement that cites it. */
function recordedMaterials(contract: Contract): readonly Vectors['materials'][number][] {
  return contract.requirements.flatMap((requirement) => {
    const ids = requirement.given.recorded;
    if (!Array.isArray(ids) || requirement.check !== 'import/refused') return [];
    const cited = contract.rejectedMaterials.filter(({ id }) => ids.includes(id));
    return cited.map(({ materialBase64, grade, source }) => ({
      ...inputOf(contract, requirement),
      materialBase64,
      evidence: grade,
      sources: [source],
    }));
  });
}

/** One key file for each rule about what a create answers with, as far as it can be written without a passphrase. */
function keyFilesOf(contract: Contract): Vectors['keyFiles'] {
  const rules = contract.rules.keyMaterial.filter(({ reading }) => reading === undefined);
  return rules.flatMap((rule) => {
    const write = WRITERS[rule.container];
    if (write === undefined) return [];
    const random = new Random(0, `${contract.provider}/${rule.id}`);
    const key = rule.keyType === 'rsa' ? rsaFrom(random) : ed25519From(random);
    const name = `vector-${rule.id}`;
    const fingerprints = contract.rules.fingerprints.find(
      (one) => one.origin === 'created' && one.keyType === rule.keyType && one.reading === undefined,
    );
    const fingerprint =
      fingerprints && fingerprintOf(fingerprints, { publicBlob: toBlob(key.material), ...key });
    if (fingerprint === undefined) return [];
    return [
      {
        id: rule.id,
        keyType: rule.keyType,
        format: rule.format,
        container: rule.container,
        text: write(key, name),
        firstLine: rule.firstLine,
        bits: rule.bits,
        ...(rule.exponent !== undefined && { exponent: rule.exponent }),
        ...(rule.comment !== undefined && { comment: name }),
        publicKey: opensshLine(key.material, name),
        fingerprint,
        evidence: 'inferred' as const,
        sources: [`written by the rules keyMaterial/${rule.id} and fingerprints/${fingerprints?.id}`],
      },
    ];
  });
}

function answerOf(contract: Contract, expects: Expectation): ExpectedAnswer {
  if ('either' in expects) {
    const answers = expects.either.map((one) => answerOf(contract, one));
    return {
      accepted: answers.some(({ accepted }) => accepted),
      errors: answers.flatMap(({ errors }) => errors),
    };
  }
  const errors = refusalsIn(contract, expects).map(errorOf);
  return { accepted: errors.length === 0, errors };
}

function errorOf({ code, status, message }: Refusal): ExpectedError {
  return { code, status, ...(message !== undefined && { message }) };
}

/** Names, tags and keys of a vector come from its requirement alone. */
function contextOf(contract: Contract, requirement: Requirement): MaterialContext {
  const random = new Random(0, requirement.id);
  return {
    contract,
    requirement,
    given: requirement.given,
    random,
    name: (length = 12) => random.text(1, 'abcdefghijklmnopqrstuvwxyz') + random.text(length - 1),
    target: { capabilities: {} },
  };
}
