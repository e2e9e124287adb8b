import type { ShapeAspect } from '../judges/shape-types.ts';
import { type Catalogue, quoted, type Words } from './kind.ts';

/** One difference between a body and its declaration. */
export interface WrongShape {
  readonly aspect: ShapeAspect;
  /** The member in the words of the schema, and the same with the numbers of list items. */
  readonly path: string;
  readonly place: string;
  /** The kind of call that was answered, e.g. `create/tagged`. */
  readonly answer: string;
  readonly expected: string;
  readonly observed: string;
  readonly spelled?: string;
  /** Other differences of the same answer, in words. */
  readonly others: readonly string[];
}

export interface ShapeFindings {
  'wrong-shape': WrongShape;
  /** A member that has to be in the answer and is not, must not be and is, or is a list without items. */
  'missing-member': { readonly answer: string; readonly path: string };
  'unexpected-member': { readonly answer: string; readonly path: string; readonly observed: string };
  'empty-list': { readonly answer: string; readonly path: string };
  'repeated-member': {
    readonly member: string;
    readonly observed: string;
    readonly answers: readonly [string, string];
  };
  /** A message that does not say what it has to. */
  'wrong-message': { readonly answer?: string; readonly expected: string; readonly observed: string };
  /** Characters that need escapes do not come back as they were sent. */
  'altered-text': { readonly expected: string; readonly observed: string };
}

/** A wrong format and a value that never changes are of one piece of code. */
function familyOf(path: string): string {
  return `value of ${memberOf(path)}`;
}

/** What a member is called wherever it stands: one value is written by one piece of code of a target. */
function memberOf(path: string): string {
  return (path.split('.').at(-1) ?? path).replace(/\[\d*\]$/u, '').toLowerCase();
}

/** The kind of call in words: `create/tagged` is the response to a create (tagged). */
export function responseTo(answer: string, { named }: Pick<Words, 'named'>): string {
  const [operation = '', situation] = answer.split('/');
  const kind = situation === undefined || situation === 'plain' ? '' : ` (${situation})`;
  return `the response to ${named(operation)}${kind}`;
}

export const SHAPES: Catalogue<ShapeFindings> = {
  'wrong-shape': {
    family: ({ aspect, path }) => (aspect === 'value' ? familyOf(path) : undefined),
    harm: ({ aspect }) => (aspect === 'readable' ? 'crash' : 'value'),
    stable: ({ aspect, path }) => ({ aspect, path }),
    cause: ({ aspect, path, spelled }) =>
      aspect === 'namespace'
        ? { aspect }
        : aspect === 'value'
          ? {}
          : { aspect, member: memberOf(path), spelled: spelled !== undefined },
    render: ({ aspect, place, answer, expected, observed, others }, words) => ({
      summary: `${responseTo(answer, words)}: ${shapeInWords(aspect, place)}`,
      expected,
      observed,
      hints: others,
    }),
    title: ({ aspect, path }) =>
      aspect === 'namespace'
        ? 'Wrong response body: elements in the wrong namespace'
        : `Wrong response body: ${shapeInWords(aspect, path)}`,
  },
  'missing-member': member(
    (path) => `${path} is missing`,
    (path) => ({ expected: path, observed: `no ${path}` }),
  ),
  'unexpected-member': {
    harm: 'value',
    stable: ({ path }) => ({ path }),
    render: ({ answer, path, observed }, words) => ({
      summary: `${responseTo(answer, words)}: ${path} must not be there`,
      expected: `no ${path}`,
      observed,
    }),
    title: ({ path }) => `Wrong response body: ${path} must not be there`,
  },
  'empty-list': member(
    (path) => `the list ${path} has no items`,
    (path) => ({ expected: `items in ${path}`, observed: 'no items' }),
  ),
  'repeated-member': {
    family: ({ member }) => familyOf(member),
    harm: 'value',
    stable: ({ member: name }) => ({ member: name }),
    cause: () => ({}),
    render: ({ member: name, observed, answers }, words) => ({
      summary: `${name} is the same in two responses`,
      expected: `a different ${name} in each response`,
      observed: `${observed} in ${answers.map((answer) => responseTo(answer, words)).join(' and ')}`,
    }),
  },
  'wrong-message': {
    harm: 'text',
    stable: () => ({}),
    cause: () => ({}),
    render: ({ answer, expected, observed }, words) => ({
      summary: `wrong error message in ${answer === undefined ? `the response to ${words.call}` : responseTo(answer, words)}`,
      expected: `a message ${expected}`,
      observed: quoted(observed),
    }),
    title: () => 'Wrong error messages',
  },
  'altered-text': {
    harm: 'value',
    stable: () => ({}),
    render: ({ expected, observed }, { call }) => ({
      summary: `${call} does not return markup characters unchanged`,
      expected,
      observed,
    }),
  },
};

function member(
  sentence: (path: string) => string,
  values: (path: string) => { readonly expected: string; readonly observed: string },
): Catalogue<ShapeFindings>['missing-member'] {
  return {
    harm: 'value',
    stable: ({ path }) => ({ path }),
    render: ({ answer, path }, words) => ({
      summary: `${responseTo(answer, words)}: ${sentence(path)}`,
      ...values(path),
    }),
    title: ({ path }) => `Wrong response body: ${sentence(path)}`,
  };
}

/** What is wrong with a body in one aspect, at a place of it. */
export function shapeInWords(aspect: ShapeAspect, place: string): string {
  switch (aspect) {
    case 'readable':
      return 'the body cannot be read';
    case 'declaration':
      return 'the XML declaration is missing';
    case 'root':
      return 'wrong root element';
    case 'namespace':
      return `${place} is in the wrong namespace`;
    case 'required':
      return `${place} is missing`;
    case 'once':
      return `${place} is there more than once`;
    case 'undeclared':
      return `${place === '' ? 'the body' : place} holds undeclared content`;
    case 'list':
      return `the list ${place} is not built as declared`;
    case 'count':
      return `the list ${place} has the wrong number of items`;
    case 'value':
      return `${place} has the wrong format`;
  }
}
