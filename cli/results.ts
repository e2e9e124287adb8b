import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import process from 'node:process';
import { type CompactResult, compactOf } from '../reports/compact/compact.ts';
import { compactFilesIn, compactFrom, looksCompact } from '../reports/compact/read.ts';
import type { MatrixInput, RequirementText } from '../reports/matrix/matrix.ts';
import { labelOf } from '../reports/matrix/model.ts';
import { readEvidence } from '../reports/read.ts';
import type { Report } from '../reports/report.ts';
import { citedSources } from '../runner/sources.ts';
import { type Contract, OPERATION_ROLES, TOPICS } from '../specs/contract.ts';
import { escapeLine } from '../specs/escape.ts';
import { providerOf } from '../targets/providers.ts';
import { UsageError } from '../targets/usage-error.ts';
import { whyIncomplete } from './baseline-file.ts';
import { contractFor } from './contract.ts';

/** Results that are put side by side, with their requirements in words. */
export interface Results {
  readonly inputs: readonly MatrixInput[];
  readonly texts: readonly RequirementText[];
  readonly sources?: Report['sources'];
}

/**
 * Reads reports and compact results.
 * @param given each as `path`, `name=path` or `name@version=path`; a path is the directory of a run, a report, an event
 *   log, a compact result, or a directory of compact results
 * @param out where pages are written, for links to the pages of whole reports
 * @param history directory of earlier results; missing on the first time, and one of a target and version given now is left out
 * @throws UsageError when one cannot be read, or they do not belong together
 */
export async function readResults(given: readonly string[], out: string, history?: string): Promise<Results> {
  const now = given.flatMap((words) => readOne(words, out));
  const labels = new Set(now.map(({ input }) => labelOf(input.name, input.version)));
  const earlier = history !== undefined && existsSync(history) ? readOne(history, out) : [];
  const read = [...earlier.filter(({ input }) => !labels.has(labelOf(input.name, input.version))), ...now];
  const inputs = read.map(({ input }) => input);
  refuseMixture(inputs);
  const reports = read.flatMap(({ report }) => report ?? []);
  const provider = inputs[0]?.result.target.provider ?? '';
  const contract = providerOf(provider) === undefined ? undefined : await contractFor(provider);
  const sources =
    contract === undefined ? reports.at(-1)?.sources : citedSources(contract.requirements, contract);
  return { inputs, texts: textsOf(inputs, reports, contract), ...(sources && { sources }) };
}

interface Read {
  readonly input: MatrixInput;
  readonly report?: Report;
}

function readOne(given: string, out: string): readonly Read[] {
  const [, name, version, path] = /^(?:([^@=/\\]+)(?:@([^=/\\]+))?=)?(.*)$/s.exec(given) ?? [];
  if (path === undefined || path === '') {
    throw new UsageError(`'${given}' names no report; write it as path, name=path or name@version=path`);
  }
  const files = compactsAt(path);
  if (files.length > 1 && name !== undefined)
    throw new UsageError(`'${given}' names ${files.length} results at once; give each a name of its own`);
  const called = (result: CompactResult, href?: string): MatrixInput => {
    const told = version ?? (name === undefined ? result.target.version : undefined) ?? result.target.version;
    return {
      name: name ?? result.target.name,
      ...(told !== undefined && { version: told }),
      result,
      ...(href !== undefined && { href }),
    };
  };
  if (files.length > 0)
    return files.map((file) => ({ input: called(compactFrom(readFileSync(file, 'utf8'), file)) }));
  const { report, unverified } = readEvidence(path);
  if (unverified !== undefined)
    process.stderr.write(`${escapeLine(`${path}: not verified, ${unverified}`)}\n`);
  const why = whyIncomplete(report);
  if (why !== undefined) process.stderr.write(`${escapeLine(`${path}: ${why}`)}\n`);
  return [{ input: called(compactOf(report), pageBeside(path, out)), report }];
}

/** The compact results at a path; none where a whole report is there. */
function compactsAt(path: string): readonly string[] {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return [];
  if (!stat.isDirectory())
    return path.endsWith('.json') && looksCompact(readFileSync(path, 'utf8')) ? [path] : [];
  if (existsSync(join(path, 'report.json')) || existsSync(join(path, 'events.ndjson'))) return [];
  const files = compactFilesIn(path);
  if (files.length === 0)
    throw new UsageError(`${path} holds neither a report nor compact results (compact.json of a run)`);
  return files;
}

/** The page of a whole report as a link from where the pages are written. */
function pageBeside(path: string, out: string): string | undefined {
  const page = join(path, 'index.html');
  if (!existsSync(page)) return undefined;
  return relative(resolve(out), resolve(page)).split(/[\\/]/).map(encodeURIComponent).join('/');
}

function refuseMixture(inputs: readonly MatrixInput[]): void {
  const providers = [...new Set(inputs.map(({ result }) => result.target.provider))];
  if (providers.length > 1) {
    throw new UsageError(
      `the reports are of different contracts (${providers.join(', ')}); make one matrix for each`,
    );
  }
  const labels = inputs.map(({ name, version }) => labelOf(name, version));
  const twice = labels.find((label, index) => labels.indexOf(label) !== index);
  if (twice !== undefined) {
    throw new UsageError(`two reports are of '${twice}'; name them with name@version=path`);
  }
}

/** The requirements in words: as the contract has them, else as the last report that has them, else by their ids. */
function textsOf(
  inputs: readonly MatrixInput[],
  reports: readonly Report[],
  contract: Contract | undefined,
): readonly RequirementText[] {
  const known = new Map<string, RequirementText>();
  for (const { id, topic, operation, level, evidence, statement, sources } of contract?.requirements ?? [])
    known.set(id, {
      requirement: id,
      topic,
      operation,
      level,
      evidence,
      statement,
      documents: [],
      citations: sources,
    });
  for (const { results } of reports.toReversed())
    for (const { requirement, topic, operation, level, evidence, statement, documents } of results)
      if (!known.has(requirement))
        known.set(requirement, { requirement, topic, operation, level, evidence, statement, documents });
  for (const id of new Set(inputs.flatMap(({ result }) => Object.keys(result.results))))
    if (!known.has(id)) known.set(id, former(id));
  const rank = ({ topic }: RequirementText): number => TOPICS.indexOf(topic);
  return [...known.values()].toSorted((one, other) => rank(one) - rank(other));
}

/** A requirement that neither the contract nor a report tells of any more. */
function former(id: string): RequirementText {
  const [topic, operation] = id.split('.');
  return {
    requirement: id,
    topic: TOPICS.find((one) => one === topic) ?? 'lifecycle',
    operation: OPERATION_ROLES.find((one) => one === operation) ?? 'create',
    level: 'may',
    evidence: 'inferred',
    documents: [],
    statement: 'A requirement of an earlier suite.',
  };
}
