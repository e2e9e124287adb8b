import type { Json, ResponseBody } from '../../specs/contract.ts';
import type { Exchange } from '../../targets/target.ts';
import type { ProseJudgement, ProseMismatch } from '../check.ts';
import {
  type Components,
  type FaultSelection,
  readShape,
  type ShapeFault,
  selectFaults,
  valuesAt,
} from './shape.ts';
import { showValue } from './shape-schema.ts';

/** An answer with the declaration it is held against. */
export interface DeclaredAnswer {
  /** In words, for messages: "the answer to create/tagged". */
  readonly what: string;
  readonly exchange: Exchange;
  readonly declared: ResponseBody;
  readonly components: Components;
}

/** More differences of one answer than these are counted only. */
const SHOWN = 6;

/** Judges the body of an answer in the aspects of a requirement. */
export function judgeShape(answer: DeclaredAnswer, selection: FaultSelection): ProseJudgement {
  const { exchange, declared, components } = answer;
  const { faults } = readShape(exchange.response.body, declared, components);
  const [first, ...others] = oncePerPath(selectFaults(faults, selection));
  if (first === undefined) return undefined;
  const more = others.length > SHOWN ? [`and ${others.length - SHOWN} more`] : [];
  return {
    ...mismatchOf(first, answer),
    hints: [...others.slice(0, SHOWN).map((fault) => `also: ${sentence(fault)}; ${fault.observed}`), ...more],
  };
}

/** The same difference in several answers as one, with the other answers as hints. */
export function together(
  judgements: readonly { readonly what: string; readonly judgement: ProseJudgement }[],
): readonly ProseMismatch[] {
  const groups = new Map<string, { readonly first: ProseMismatch; readonly hints: string[] }>();
  for (const { what, judgement } of judgements) {
    if (judgement === undefined) continue;
    const { summary, expected, observed, hints = [] } = judgement;
    const key = JSON.stringify([summary.replace(what, ''), expected, hints]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { first: judgement, hints: [...hints] });
    else group.hints.push(`${what} has it too: ${observed}`);
  }
  return [...groups.values()].map(({ first, hints }) => ({ ...first, hints }));
}

/** Judges which members an answer has: `present` in every place, `absent` in none, `filled` lists with items somewhere. */
export function judgeMembers(
  answer: DeclaredAnswer,
  wish: {
    readonly present?: readonly string[];
    readonly absent?: readonly string[];
    readonly filled?: readonly string[];
  },
): ProseJudgement {
  const { exchange, declared, components } = answer;
  const { value, faults } = readShape(exchange.response.body, declared, components);
  const [unreadable] = selectFaults(faults, { aspects: ['readable'] });
  if (unreadable !== undefined) return mismatchOf(unreadable, answer);
  const wrong = (path: string, expected: string, observed: string): ProseMismatch => ({
    summary: `${answer.what}: ${path} is ${observed === 'absent' ? 'not there' : 'there'}`,
    expected,
    observed,
    exchange,
  });
  for (const path of wish.present ?? []) {
    const values = valuesAt(value, path);
    if (values.length === 0 || values.includes(undefined)) return wrong(path, `${path} is there`, 'absent');
  }
  for (const path of wish.absent ?? []) {
    const found = valuesAt(value, path).find((one) => one !== undefined);
    if (found !== undefined) return wrong(path, `no ${path}`, showValue(found));
  }
  for (const path of wish.filled ?? []) {
    const lists = valuesAt(value, path);
    if (!lists.some(hasItems)) {
      return {
        ...wrong(path, `items in ${path}`, 'absent'),
        summary: `${answer.what}: the list ${path} has no items`,
      };
    }
  }
  return undefined;
}

/** Judges that a member has another value in every answer. */
export function judgeFresh(answers: readonly DeclaredAnswer[], member: string): ProseJudgement {
  const seen = new Map<string, DeclaredAnswer>();
  for (const answer of answers) {
    const { value } = readShape(answer.exchange.response.body, answer.declared, answer.components);
    const [found] = valuesAt(value, member);
    const text = showValue(found);
    const earlier = seen.get(text);
    if (found === undefined || earlier !== undefined) {
      return {
        summary:
          found === undefined
            ? `${answer.what}: ${member} is not there`
            : `${member} is the same in two answers`,
        expected: `a ${member} of its own in every answer`,
        observed: found === undefined ? 'absent' : `${text} in ${earlier?.what} and in ${answer.what}`,
        exchange: answer.exchange,
      };
    }
    seen.set(text, answer);
  }
  return undefined;
}

/** Judges the content type of an answer: one header, the declared media type, UTF-8 where it names a charset. */
export function judgeContentType({ what, exchange, declared }: DeclaredAnswer): ProseJudgement {
  const values = exchange.response.headers
    .filter(([name]) => name.toLowerCase() === 'content-type')
    .map(([, value]) => value);
  const [value = '', ...more] = values;
  const [mediaType = '', ...parameters] = value.split(';').map((part) => part.trim().toLowerCase());
  const charset = parameters
    .find((one) => one.startsWith('charset='))
    ?.replace(/^charset="?([^"]*)"?$/, '$1');
  const fits = mediaType === declared.mediaType && (charset ?? 'utf-8') === 'utf-8' && more.length === 0;
  if (fits) return undefined;
  return {
    summary: `${what}: the content type is another`,
    expected: `${declared.mediaType}, in UTF-8 where a charset is named`,
    observed: values.length === 0 ? 'no Content-Type header' : values.join(' and '),
    exchange,
  };
}

/** Judges the HTTP status of an answer against the declared one. */
export function judgeStatus({ what, exchange, declared }: DeclaredAnswer): ProseJudgement {
  const { status } = exchange.response;
  if (status === declared.status) return undefined;
  return {
    summary: `${what}: the HTTP status is another`,
    expected: `HTTP ${declared.status}`,
    observed: `HTTP ${status}`,
    exchange,
  };
}

function mismatchOf(fault: ShapeFault, { what, exchange }: DeclaredAnswer): ProseMismatch {
  return {
    summary: `${what}: ${sentence(fault)}`,
    expected: fault.expected,
    observed: fault.observed,
    exchange,
  };
}

function sentence({ aspect, place }: ShapeFault): string {
  switch (aspect) {
    case 'readable':
      return 'the body cannot be read';
    case 'root':
      return 'the outermost element is another';
    case 'namespace':
      return `${place} is in another namespace`;
    case 'required':
      return `${place} is missing`;
    case 'once':
      return `${place} is there more than once`;
    case 'undeclared':
      return `${place === '' ? 'the body' : place} holds what is not declared`;
    case 'list':
      return `the list ${place} is not built as declared`;
    case 'count':
      return `the list ${place} has another number of items`;
    case 'value':
      return `${place} has another form`;
  }
}

function oncePerPath(faults: readonly ShapeFault[]): readonly ShapeFault[] {
  const seen = new Map<string, ShapeFault>();
  for (const fault of faults) {
    const key = `${fault.aspect} ${fault.path} ${fault.aspect === 'namespace' ? fault.place : ''}`;
    if (!seen.has(key)) seen.set(key, fault);
  }
  return [...seen.values()];
}

function hasItems(value: Json | undefined): boolean {
  return Array.isArray(value) && value.length > 0;
}
