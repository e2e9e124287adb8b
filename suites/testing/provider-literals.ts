import type { Contract, JsonObject } from '../../specs/contract.ts';

/** A text of one provider that has no place in a suite, with where it comes from. */
export interface ProviderLiteral {
  readonly text: string;
  readonly from: string;
}

/**
 * Names that the project itself uses and a provider happens to use too: fields of calls and views, topics and roles.
 * Finding them in a suite says nothing.
 */
const OWN_WORDS: ReadonlySet<string> = new Set([
  'keyType',
  'keyFormat',
  'publicKey',
  'requestId',
  'keyName',
  'keyMaterial',
  'key-name',
]);

/** What no contract holds as a text of its own but what names a provider all the same. */
const NAMES_OF_PROVIDERS = ['amazonaws', 'aliyuncs', 'Amazon', 'Alibaba', 'boto3', 'EC2', 'ECS'];

/** Every text of a contract that a suite would have to ask for instead of holding it. */
export function literalsOf(contract: Contract): readonly ProviderLiteral[] {
  const { provider, operations, refusals, rules, components, documents } = contract;
  const from = (what: string, texts: readonly string[]): ProviderLiteral[] =>
    texts.map((text) => ({ text, from: `${what} of ${provider}` }));
  const declared = Object.values(operations);
  const all = [
    ...from('the id', [provider]),
    ...from(
      'an error code',
      Object.values(refusals).map(({ code }) => code),
    ),
    ...from(
      'an operation',
      declared.map(({ name }) => name),
    ),
    ...from(
      'a parameter',
      declared.flatMap(({ parameters }) => parameters.map(({ name }) => name)).filter(isCompound),
    ),
    ...from('an element', membersIn(components as unknown as JsonObject).filter(isCompound)),
    ...from(
      'the beginning of an id',
      rules.formats.flatMap(({ pattern }) => beginningOf(pattern)),
    ),
    ...from('a reserved prefix', rules.tags.reservedPrefixes),
    ...from('a region', rules.regions),
    ...from(
      'a document',
      documents.map(({ id }) => id),
    ),
  ];
  const once = new Map(all.map((literal) => [literal.text, literal]));
  return [...once.values()].filter(({ text }) => !OWN_WORDS.has(text));
}

/** Names of the providers themselves, in whatever contract. */
export function namesOfProviders(): readonly ProviderLiteral[] {
  return NAMES_OF_PROVIDERS.map((text) => ({ text, from: 'the name of a provider' }));
}

/** Where a literal stands by itself in a source text: not inside a longer word. Line numbers count from 1. */
export function linesHolding(source: string, { text }: ProviderLiteral): readonly number[] {
  const quoted = text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  // The beginning of an id is a part of many words, so it has to be a whole text or the start of a pattern.
  const pattern = text.endsWith('-') ? `['"\`^]${quoted}['"\`[(\\\\]` : `(?<![\\w-])${quoted}(?![\\w-])`;
  const holds = new RegExp(pattern, 'u');
  return source.split('\n').flatMap((line, index) => (holds.test(line) ? [index + 1] : []));
}

/** Two words in one, as only an API writes them; `Tag`, `Name` and `Code` are everybody's words. */
function isCompound(name: string): boolean {
  return /[a-z][A-Z]/u.test(name);
}

function membersIn(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) => {
    const inner = membersIn(value);
    if (key !== 'properties') return inner;
    return [...Object.keys(value as object), ...inner];
  });
}

/** The literal text that a pattern starts with, where it is a prefix such as those of ids. */
function beginningOf(pattern: string): string[] {
  const found = /^\^([a-z]+-)/u.exec(pattern)?.[1];
  return found === undefined ? [] : [found];
}
