import type { Json, ResponseBody } from '../../specs/contract.ts';
import type { Exchange } from '../../targets/target.ts';
import { contentEncodingOf } from '../../targets/wire/content-encoding.ts';
import type { Mismatch } from '../check.ts';
import { causeOf } from '../findings/catalogue.ts';
import type { Words } from '../findings/kind.ts';
import { responseTo, shapeInWords } from '../findings/shapes.ts';
import { type FaultSelection, readShape, selectFaults, valuesAt } from './shape.ts';
import { showValue } from './shape-schema.ts';
import type { Components, ShapeFault } from './shape-types.ts';
import { judgeEqual } from './values.ts';

/** An answer with the declaration it is held against. */
export interface DeclaredAnswer {
  /** The kind of call that was answered, e.g. `create/tagged`. */
  readonly what: string;
  readonly exchange: Exchange;
  readonly declared: ResponseBody;
  readonly components: Components;
}

/** More differences of one answer than these are counted only. */
const SHOWN = 6;

/** Judges the body of an answer in the aspects of a requirement. */
export function judgeShape(answer: DeclaredAnswer, selection: FaultSelection): Mismatch | undefined {
  const { exchange, declared, components } = answer;
  const { faults } = readShape(exchange.response.body, declared, components);
  const [first, ...others] = oncePerPath(selectFaults(faults, selection));
  if (first === undefined) return undefined;
  const more = others.length > SHOWN ? [`and ${others.length - SHOWN} more`] : [];
  const also = others
    .slice(0, SHOWN)
    .map((fault) => `also: ${shapeInWords(fault.aspect, fault.place)}; ${fault.observed}`);
  return mismatchOf(first, answer, [...also, ...more]);
}

/** The same difference in several answers as one, with the other answers as hints. */
export function together(
  judgements: readonly { readonly what: string; readonly judgement: Mismatch | undefined }[],
  words: Pick<Words, 'named'>,
): readonly Mismatch[] {
  const groups = new Map<string, { readonly first: Mismatch; readonly hints: string[] }>();
  for (const { what, judgement } of judgements) {
    if (judgement === undefined) continue;
    const key = JSON.stringify(causeOf(judgement));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { first: judgement, hints: [...(judgement.hints ?? [])] });
    else group.hints.push(`the same in ${responseTo(what, words)}`);
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
): Mismatch | undefined {
  const { exchange, declared, components } = answer;
  const { value, faults } = readShape(exchange.response.body, declared, components);
  const [unreadable] = selectFaults(faults, { aspects: ['readable'] });
  if (unreadable !== undefined) return mismatchOf(unreadable, answer);
  const facts = { answer: answer.what };
  for (const path of wish.present ?? []) {
    const values = valuesAt(value, path);
    if (values.length === 0 || values.includes(undefined))
      return { code: 'missing-member', facts: { ...facts, path }, exchange };
  }
  for (const path of wish.absent ?? []) {
    const found = valuesAt(value, path).find((one) => one !== undefined);
    if (found !== undefined)
      return { code: 'unexpected-member', facts: { ...facts, path, observed: showValue(found) }, exchange };
  }
  for (const path of wish.filled ?? []) {
    if (!valuesAt(value, path).some(hasItems))
      return { code: 'empty-list', facts: { ...facts, path }, exchange };
  }
  return undefined;
}

/** Whether an answer shows a value of a member; one that cannot be read shows whatever its faults say. */
export function showsMember(answers: readonly DeclaredAnswer[], path: string): boolean {
  return answers.some(({ exchange, declared, components }) => {
    const { value, faults } = readShape(exchange.response.body, declared, components);
    const isFaulty = ({ aspect, path: at }: ShapeFault): boolean =>
      aspect === 'readable' || (aspect === 'value' && at.startsWith(path));
    return valuesAt(value, path).some((one) => one !== undefined) || faults.some(isFaulty);
  });
}

/** Judges that a member has another value in every answer. */
export function judgeFresh(answers: readonly DeclaredAnswer[], member: string): Mismatch | undefined {
  const seen = new Map<string, DeclaredAnswer>();
  for (const answer of answers) {
    const { value } = readShape(answer.exchange.response.body, answer.declared, answer.components);
    const [found] = valuesAt(value, member);
    const text = showValue(found);
    const earlier = seen.get(text);
    const { exchange, what } = answer;
    if (found === undefined)
      return { code: 'missing-member', facts: { answer: what, path: member }, exchange };
    if (earlier !== undefined) {
      const facts = { member, observed: text, answers: [earlier.what, what] } as const;
      return { code: 'repeated-member', facts, exchange };
    }
    seen.set(text, answer);
  }
  return undefined;
}

/** Judges the content type of an answer: one header, the declared media type, UTF-8 where it names a charset. */
export function judgeContentType({ what, exchange, declared }: DeclaredAnswer): Mismatch | undefined {
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
  const observed = values.length === 0 ? undefined : values.join(' and ');
  return judgeEqual('wrong-content-type', declared.mediaType, { value: observed, exchange }, `(${what})`);
}

/**
 * Judges that an answer comes as the request accepts it, which is not compressed, and that Content-Encoding says what the
 * body is (RFC 9110 section 8.4).
 */
export function judgeContentEncoding(what: string, exchange: Exchange): Mismatch | undefined {
  const { declared, actual } = contentEncodingOf(exchange.response);
  if (declared.length === 0 && actual === undefined) return undefined;
  const header = declared.length === 0 ? 'no Content-Encoding' : `Content-Encoding: ${declared.join(', ')}`;
  const value = `${header}, a body that is ${actual === undefined ? 'not compressed' : actual}`;
  return judgeEqual('wrong-content-encoding', 'none', { value, exchange }, `(${what})`);
}

/** Judges the HTTP status of an answer against the declared one. */
export function judgeStatus({ what, exchange, declared }: DeclaredAnswer): Mismatch | undefined {
  const status = String(exchange.response.status);
  return judgeEqual('wrong-status', String(declared.status), { value: status, exchange }, `(${what})`);
}

function mismatchOf(
  fault: ShapeFault,
  { what, exchange }: DeclaredAnswer,
  others: readonly string[] = [],
): Mismatch {
  return { code: 'wrong-shape', facts: { ...fault, answer: what, others }, exchange };
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
