import type { Contract, OperationRole, ParameterRole } from '../../specs/contract.ts';
import type { CallParameters, KeyPairCall } from '../../targets/target.ts';

/** What a difference does to users, worst first; causes are listed in this order. */
export const HARMS = ['crash', 'effect', 'value', 'code', 'text'] as const;
export type Harm = (typeof HARMS)[number];

/** Facts that identify a difference: the same in every run against the same target, whatever names and ids it used. */
export type StableFacts = {
  readonly [fact: string]: string | number | boolean | undefined | readonly (string | number)[];
};

/** A difference in words. Summary and title hold nothing that differs from run to run; the values are in the others. */
export interface Prose {
  /** One line: what is wrong, without the words of the requirement. */
  readonly summary: string;
  readonly expected: string;
  readonly observed: string;
  readonly hints?: readonly string[];
}

/** A parameter: what it is for, and the provider's name of it. */
export interface About {
  readonly role: ParameterRole;
  readonly name: string;
}

/** Names of the provider that a renderer may use. */
export interface Words {
  /** The API name of an operation, as the contract has it. */
  api(role: OperationRole): string;
  /** The deciding call by its API name and what it asks by, e.g. `... by name`. */
  readonly call: string;
  /** The parameter that the requirement is about, where it is about the values of one. */
  readonly about?: About;
  /** A text of this suite in which operations have their API names: see `withApiNames`. */
  named(text: string): string;
}

/** One kind of difference: how bad it is, what identifies it, and how it is told. */
export interface FindingKind<F> {
  readonly harm: Harm | ((facts: F) => Harm);
  /** What identifies the difference within its requirement and client. */
  readonly stable: (facts: F) => StableFacts;
  /**
   * What failures of several requirements have in common when they have one cause; the stable facts by default.
   * @param about the parameter that the requirement is about, where it is about the values of one
   */
  readonly cause?: (facts: F, about: About | undefined) => StableFacts;
  /** What stands for the code in a cause that several codes show. */
  readonly family?: (facts: F, about: About | undefined) => string | undefined;
  readonly render: (facts: F, words: Words) => Prose;
  /** Heading of a group with this cause; the summary by default. */
  readonly title?: (facts: F, words: Words) => string;
}

/** Two calls on one name at the same time that both make a key pair, however it is seen. */
export const OVERLAPPING = 'overlapping makes';

/** A part of the catalogue: one kind for each code of an interface that lists codes with their facts. */
export type Catalogue<AllFacts> = { readonly [Code in keyof AllFacts]: FindingKind<AllFacts[Code]> };

/** The name of an operation in the API of the provider; its role where the contract does not have it. */
export function apiName({ operations }: Pick<Contract, 'operations'>, role: OperationRole): string {
  return operations[role]?.name ?? role;
}

/** The words for a call under a contract. */
export function wordsFor(contract: Contract, call: KeyPairCall, about?: About): Words {
  return {
    api: (role) => apiName(contract, role),
    call: `${apiName(contract, call.operation)}${lookedUpBy(call)}`,
    ...(about !== undefined && { about }),
    named: (text) => withApiNames(text, contract),
  };
}

/**
 * A text with the provider's names of the operations in the place of the words create, import, describe and delete. What
 * stands in quotes is somebody's name and stays. So facts and methods need no provider, and identities, which rest on
 * facts, do not move with the names.
 */
export function withApiNames(text: string, { operations }: Contract): string {
  return text.replace(OPERATION_WORDS, (found, role?: OperationRole) =>
    role === undefined ? found : (operations[role]?.name ?? found),
  );
}

const OPERATION_WORDS =
  /"(?:[^"\\]|\\.)*"|(?:\b(?:the|an?) (?:plain )?)?\b(create|import|describe|delete)\b(?! time)/gu;

function lookedUpBy({ operation, parameters }: KeyPairCall): string {
  if (operation === 'create' || operation === 'import') return '';
  const by = selectors(parameters);
  if (by.length > 0) return ` by ${by.join(' and ')}`;
  return operation === 'describe' ? ' of all key pairs' : ' without a name or ID';
}

function selectors({ name, names, id, ids, filters, fingerprint }: CallParameters): readonly string[] {
  return [
    ...(name !== undefined || names !== undefined ? ['name'] : []),
    ...(id !== undefined || ids !== undefined ? ['ID'] : []),
    ...(fingerprint !== undefined ? ['fingerprint'] : []),
    ...(filters ?? []).map(({ name }) => `filter ${name.replace(/:.*/su, ':<key>')}`),
  ];
}

/** A value as a message quotes it: in JSON's quotes, or that it is absent. */
export function quoted(value: string | undefined): string {
  return value === undefined ? 'absent' : JSON.stringify(value);
}

/** A value of a key pair in words: tags are written as an object already, and an absent value may be a word. */
export function shownValue(field: string, value: string | undefined): string {
  if (field === 'tags') return value === undefined || value === '{}' ? 'no tags' : value;
  return value === 'absent' ? value : quoted(value);
}
