import process from 'node:process';
import { failureBlock } from '../reports/console/failure.ts';
import { field, type Layout, paragraph } from '../reports/console/layout.ts';
import { failureOf } from '../reports/failure-lookup.ts';
import { readReport } from '../reports/read.ts';
import type { Report, Result } from '../reports/report.ts';
import { CLI } from '../reports/rerun.ts';
import { createStyle, wantsColour } from '../reports/text/style.ts';
import { isGating } from '../runner/gating.ts';
import { idPattern } from '../runner/id-pattern.ts';
import { bindChecks } from '../runner/plan.ts';
import type { Citation, Contract, Requirement } from '../specs/contract.ts';
import { DEFAULT_PROVIDER } from '../specs/default-provider.ts';
import { didYouMean } from '../specs/similar.ts';
import type { Check } from '../suites/check.ts';
import { withApiNames } from '../suites/findings/kind.ts';
import { givenInWords } from '../suites/given/words.ts';
import { GIVEN_SCHEMAS, SUITES } from '../suites/index.ts';
import { UsageError } from '../targets/usage-error.ts';
import { contractFor } from './contract.ts';
import { expectationInWords } from './expectation.ts';
import { entryLines, requirementEntry } from './list-entry.ts';
import { widthOf } from './width.ts';

export interface ExplainFlags {
  readonly provider: string;
  /** Directory of a report, for findings. */
  readonly report: string;
}

/** Requirements that are explained in full; of more there is a list. */
const MOST_EXPLAINED = 5;

/** What the id of a finding looks like, or the beginning of one. */
const FINDING = /^[0-9a-f]{4,16}$/;

/**
 * Prints all that is known of requirements: what they ask, on what evidence, and how they are checked; of a finding, what
 * was found and then its requirement.
 * @param what id of a requirement with `*` for any text, a topic, or the id of a finding
 * @throws UsageError when it names nothing
 */
export async function explainVerb(what: string, { provider, report: path }: ExplainFlags): Promise<number> {
  const layout: Layout = {
    width: Math.min(widthOf(), 120),
    style: createStyle(wantsColour(process.stdout, process.env)),
    out: path,
  };
  const found = FINDING.test(what) ? failureIn(path, what) : undefined;
  const contract = await contractFor(found?.report.target.provider ?? provider);
  const checks = bindChecks(contract, SUITES);
  const named = namedBy(found?.result.requirement ?? what, checks);
  const explained =
    named.length > MOST_EXPLAINED
      ? [overview(named, what, provider, layout)]
      : named.map((check) => explanationOf(check, contract, layout));
  const blocks = [
    ...(found === undefined ? [] : [failureBlock(found.result, found.report, layout)]),
    ...explained,
  ];
  process.stdout.write(`${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`);
  return 0;
}

function failureIn(path: string, id: string): { readonly report: Report; readonly result: Result } {
  const report = readReport(path);
  return { report, result: failureOf(id, report, path).result };
}

function namedBy(what: string, checks: readonly Check[]): readonly Check[] {
  const pattern = idPattern(what);
  const named = checks.filter(
    ({ requirement }) => pattern.test(requirement.id) || requirement.topic === what,
  );
  if (named.length > 0) return named;
  const ids = checks.map(({ requirement }) => requirement.id);
  throw new UsageError(
    `no requirement '${what}'${didYouMean(what, ids) || '; see keypair-conformance list'}`,
  );
}

/** Many requirements, each by its statement and its id. */
function overview(
  named: readonly Check[],
  what: string,
  provider: string,
  layout: Layout,
): readonly string[] {
  const { style } = layout;
  const where = provider === DEFAULT_PROVIDER ? '' : ` --provider ${provider}`;
  return [
    style.bold(`${named.length} requirements: ${what}`),
    ...named.flatMap(({ requirement }) => entryLines(requirementEntry(requirement), layout)),
    '',
    `All that is known of one: ${CLI} explain ${named[0]?.requirement.id}${where}`,
  ];
}

/** The explanation as lines. */
export function explanationOf(check: Check, contract: Contract, layout: Layout): readonly string[] {
  const { requirement, body, needs } = check;
  const operation = contract.operations[requirement.operation];
  const effect = isGating(requirement)
    ? 'gating: a target that fails it is not conformant'
    : 'informational: a failure does not make a target non-conformant';
  return [
    layout.style.bold(requirement.id),
    ...paragraph(requirement.statement, layout),
    '',
    ...field('topic', requirement.topic, layout),
    ...field('operation', operation?.name ?? requirement.operation, layout),
    ...field('level', `${requirement.level}, ${requirement.evidence}: ${effect}`, layout),
    ...field('expects', expectationInWords(requirement.expects, contract), layout),
    ...readingLines(requirement, contract, layout),
    ...field('given', JSON.stringify(requirement.given), layout),
    ...field('check', `${requirement.check} (${body.kind}): ${withApiNames(body.method, contract)}`, layout),
    ...field('params', givenInWords(GIVEN_SCHEMAS[requirement.check] ?? {}), layout),
    ...field('needs', needs.length === 0 ? 'nothing' : needs.join(', '), layout),
    '',
    ...requirement.sources.flatMap((source) => citationLines(source, contract, layout)),
    ...conflictLines(requirement, contract, layout),
    '',
    ...field('file', `specs/${requirement.location.file}:${requirement.location.line}`, layout),
  ];
}

function readingLines(requirement: Requirement, contract: Contract, layout: Layout): readonly string[] {
  if (requirement.readings === undefined) return [];
  const documented = expectationInWords(requirement.readings.documented, contract);
  return field('', `with the conflict policy 'documented' (--reading): ${documented}`, layout);
}

/** A document with the place in it, or an observation in full with the documents it comes from. */
function citationLines(citation: Citation, contract: Contract, layout: Layout): readonly string[] {
  if ('document' in citation) {
    const document = contract.documents.find(({ id }) => id === citation.document);
    const parts = [document?.title ?? citation.document, citation.at, document?.revision, document?.location];
    return field('source', parts.filter((part) => part !== undefined).join(', '), layout);
  }
  const observation = contract.observations.find(({ id }) => id === citation.observation);
  if (observation === undefined) return field('source', citation.observation, layout);
  const { id, grade, date, region, statement, sources } = observation;
  const when = [grade, date, region].filter((part) => part !== undefined).join(' ');
  return [
    ...field('source', `${id} (${when}): ${statement}`, layout),
    ...sources.flatMap((source) =>
      citationLines(source, contract, layout).map((line) => line.replace('source', '  from')),
    ),
  ];
}

function conflictLines(requirement: Requirement, contract: Contract, layout: Layout): readonly string[] {
  return contract.conflicts
    .filter(({ requirements }) => requirements.includes(requirement.id))
    .flatMap(({ subject, readings, ruling, overturnedBy }) => [
      '',
      ...field('conflict', subject, layout),
      ...readings.flatMap(({ reading, says }) => field('', `${reading}: ${says}`, layout)),
      ...field('ruling', ruling, layout),
      ...field('', `overturned by: ${overturnedBy}`, layout),
    ]);
}
