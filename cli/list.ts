import process from 'node:process';
import { createStyle, wantsColour } from '../reports/text/style.ts';
import { type Column, table } from '../reports/text/table.ts';
import { wrap } from '../reports/text/wrap.ts';
import { documentsOf } from '../runner/sources.ts';
import {
  type Contract,
  EVIDENCE_GRADES,
  LEVELS,
  type Level,
  type Requirement,
  TOPICS,
  type Topic,
} from '../specs/contract.ts';
import { escapeLine } from '../specs/escape.ts';
import { didYouMean } from '../specs/similar.ts';
import { UsageError } from '../targets/usage-error.ts';
import { contractFor } from './contract.ts';
import { entryLines, type ListEntry, requirementEntry } from './list-entry.ts';
import { widthOf } from './width.ts';

export type Listing = 'requirements' | 'documents' | 'topics' | 'grades' | 'confirmed';

export interface ListFlags {
  readonly provider: string;
  readonly json?: true;
  readonly topic?: readonly string[];
}

/** Columns in which a text can go on below itself. */
const LEAST_ROOM = 30;

/** Rows of one kind of thing; the keys of the first row are the columns. */
type Rows = readonly Readonly<Record<string, string | number>>[];

/**
 * Prints what a contract holds, as a table or as JSON; both show the same rows. On a terminal, where no statement and no
 * title fits beside its id, requirements and documents are a list.
 */
export async function listVerb(what: Listing, flags: ListFlags): Promise<number> {
  const contract = await contractFor(flags.provider);
  const shown = flags.topic === undefined ? contract : ofTopics(contract, flags.topic);
  const entries = flags.json !== true && process.stdout.isTTY ? entriesOf(what, shown) : undefined;
  if (entries !== undefined) {
    const layout = { width: widthOf(), style: createStyle(wantsColour(process.stdout, process.env)) };
    const lines = entries.flatMap((entry) => entryLines(entry, layout));
    process.stdout.write(`${lines.join('\n')}\n`);
    return 0;
  }
  const rows = what === 'confirmed' ? await confirmedRows(contract, shown) : ROWS[what](shown);
  const width = process.stdout.isTTY ? widthOf() : Number.POSITIVE_INFINITY;
  process.stdout.write(flags.json === true ? `${JSON.stringify(rows, null, 2)}\n` : tableOf(rows, width));
  return 0;
}

/** @throws UsageError for a topic that there is not */
function ofTopics(contract: Contract, topics: readonly string[]): Contract {
  const wrong = topics.find((topic) => !TOPICS.some((known) => known === topic));
  if (wrong !== undefined) {
    throw new UsageError(
      `unknown topic '${wrong}'${didYouMean(wrong, TOPICS)} (choose from ${TOPICS.join(', ')})`,
    );
  }
  const requirements = contract.requirements.filter(({ topic }) => topics.includes(topic));
  return { ...contract, requirements };
}

/** Which requirements answers of the real service confirm: the suite is run against them, here and now. */
async function confirmedRows(contract: Contract, { requirements }: Contract): Promise<Rows> {
  const { confirmationsOf, summaryOf } = await import('./confirmed.ts');
  const shown = new Set(requirements.map(({ id }) => id));
  const confirmations = (await confirmationsOf(contract)).filter(({ id }) => shown.has(id));
  for (const line of summaryOf(contract, confirmations)) process.stderr.write(`${line}\n`);
  return confirmations;
}

/** Long texts as entries of a list; nothing where a table has room for them. */
export function entriesOf(what: Listing, contract: Contract): readonly ListEntry[] | undefined {
  switch (what) {
    case 'requirements':
      return contract.requirements.map(requirementEntry);
    case 'documents':
      return documentRows(contract).map(({ id, role, requirements, title, publisher, revision }) => ({
        text: [title, publisher, revision].filter((part) => part !== '').join(', '),
        id,
        note: `${role}, ${requirements} requirements`,
      }));
    default:
      return undefined;
  }
}

/** Documents with the number of requirements that rest on each. */
function documentRows(contract: Contract) {
  const resting = contract.requirements.flatMap((requirement) => documentsOf(requirement, contract));
  return contract.documents.map(({ id, role, title, publisher, revision }) => ({
    id,
    role,
    requirements: resting.filter((document) => document === id).length,
    title,
    publisher,
    revision: revision ?? '',
  }));
}

const ROWS: Readonly<Record<Exclude<Listing, 'confirmed'>, (contract: Contract) => Rows>> = {
  requirements: ({ requirements }) =>
    requirements.map(({ id, topic, operation, level, evidence, statement }) => ({
      id,
      topic,
      operation,
      level,
      evidence,
      statement,
    })),
  documents: documentRows,
  topics: ({ requirements, rules }) =>
    TOPICS.map((topic) => ({
      topic,
      requirements: requirements.filter((requirement) => requirement.topic === topic).length,
      note: noteOn(topic, rules),
    })),
  grades: ({ requirements }) => LEVELS.map((level) => gradesOf(level, requirements)),
};

/** How many requirements of a level have which evidence, and the share of those that were observed. */
function gradesOf(level: Level, requirements: readonly Requirement[]): Rows[number] {
  const own = requirements.filter((requirement) => requirement.level === level);
  const counts = EVIDENCE_GRADES.map(
    (grade) => [grade, own.filter(({ evidence }) => evidence === grade).length] as const,
  );
  const [[, observed] = ['', 0]] = counts;
  return {
    level,
    requirements: own.length,
    ...Object.fromEntries(counts),
    'share observed': own.length === 0 ? '–' : `${((100 * observed) / own.length).toFixed(1)}%`,
  };
}

/** Why a topic has no requirements, where the provider has nothing to say on it. */
function noteOn(topic: Topic, { notApplicable = [] }: Contract['rules']): string {
  const found = notApplicable.find((one) => one.topic === topic);
  return found === undefined ? '' : `does not apply: ${found.reason}`;
}

/**
 * On a terminal the last column goes on below itself where there is room, and each other line is cut, so that a row stays
 * a row; a file or a pipe gets all of it.
 */
export function tableOf(rows: Rows, width: number): string {
  const columns = Object.entries(rows[0] ?? {}).map(
    ([title, value]): Column => ({ title, align: typeof value === 'number' ? 'right' : 'left' }),
  );
  const cells = rows.map((row) => columns.map(({ title }) => escapeLine(String(row[title] ?? ''))));
  const [heading = '', ...lines] = table(columns, cells);
  const last = heading.lastIndexOf(columns.at(-1)?.title ?? '');
  const fitted = (line: string): readonly string[] => {
    if (line.length <= width) return [line];
    if (width - last < LEAST_ROOM) return [`${line.slice(0, width - 1)}…`];
    const [first = '', ...more] = wrap(line.slice(last), width - last);
    return [line.slice(0, last) + first, ...more.map((part) => ' '.repeat(last) + part)];
  };
  return `${[heading, ...lines].flatMap(fitted).join('\n')}\n`;
}
