import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { loadContract } from '../load.ts';
import { formatProblem, type Problem, SpecError } from '../problem.ts';
import { type Change, copyProvider, type FolderCopy, positionOf } from './folder-copy.ts';

/** One change to the real files, and everything the loader must say about it. */
export interface PlantedFault {
  readonly fault: string;
  readonly change: Change;
  /** Text in the changed file where one of the messages must point. */
  readonly at?: string;
  /** Another file where the message points, and the text on the line it names; no text for the first line. */
  readonly elsewhere?: { readonly file: string; readonly at?: string };
  /** Every message, in reading order and exactly; a pattern where a message names a line of its own. */
  readonly messages: readonly (string | RegExp)[];
}

/** The catalogue file that faults are planted in. */
export const CATALOGUE = 'requirements/lifecycle.yaml';

/** A correct requirement with an id of its own; each fault below spoils one field of it. An empty field is left out. */
export function requirement(fields: Readonly<Record<string, string>> = {}): string {
  const all = {
    id: 'lifecycle.planted',
    operation: 'create',
    level: 'must',
    statement: 'A statement.',
    sources: '[{ observation: 1a-create-duplicate }]',
    evidence: 'observed',
    check: 'lifecycle/planted',
    expects: '{ outcome: accepted }',
    ...fields,
  };
  const said = Object.entries(all).filter(([, value]) => value !== '');
  const lines = said.map(([key, value]) => `  ${key}: ${value}`);
  return `\n- ${lines.join('\n').trimStart()}\n`;
}

/** Registers one test per fault. */
export function testFaults(subject: string, faults: readonly PlantedFault[]): void {
  describe(`a fault in ${subject} is told where it stands and how to mend it`, () => {
    let copy: FolderCopy | undefined;
    afterEach(async () => {
      await copy?.remove();
      copy = undefined;
    });

    for (const { fault, change, at, elsewhere, messages } of faults) {
      test(fault, async () => {
        copy = await copyProvider();
        const text = await copy.change(change);
        const problems = await problemsOf(copy.folder);
        const told = problems.map(({ message }) => message);
        expect(told).toEqual(
          messages.map((message) => (typeof message === 'string' ? message : expect.stringMatching(message))),
        );
        const expected =
          elsewhere === undefined
            ? `${change.file}:${positionOf(text, at ?? '')}`
            : `${elsewhere.file}:${await lineOf(copy, elsewhere)}`;
        expect(problems.map(formatProblem).join('\n')).toContain(`aws-ec2/${expected} `);
      });
    }
  });
}

async function lineOf(copy: FolderCopy, { file, at }: { file: string; at?: string }): Promise<string> {
  if (at === undefined) return '1';
  const position = positionOf(await readFile(join(copy.folder, file), 'utf8'), at);
  return position.split(':')[0] ?? position;
}

async function problemsOf(folder: string): Promise<readonly Problem[]> {
  const error: unknown = await loadContract(folder).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof SpecError)) throw new Error(`expected a SpecError, got ${String(error)}`);
  return error.problems;
}
