import type { MutantResult } from './outcome.ts';
import { partialRows, unjudgedLines } from './partials.ts';
import { leftOutInWords } from './programs.ts';
import type { KindPower, PowerReport, RequirementPower } from './report.ts';

/** The whole result as Markdown: the denominator first, then what is missing, then every mutant. */
export function renderPower(report: PowerReport): string {
  return [
    '# Power of the suite',
    '',
    ...figureLines(report),
    '',
    '## Where this suite is weak',
    '',
    ...weakSections(report, 3),
    '## Mutants',
    '',
    ...table(
      ['mutant', 'kind', 'what it does', 'must be killed by', 'fate', 'margin', 'source'],
      report.mutants.map((one) => [
        one.id,
        KINDS[one.kind],
        one.summary,
        one.mustBeKilledBy,
        one.fate,
        String(one.killedBy.length),
        one.source ?? '',
      ]),
    ),
    '',
  ].join('\n');
}

/** The page of the documentation: what no reader of a green run would see otherwise. */
export function renderWeakness(report: PowerReport): string {
  return [
    '# Where this suite is weak',
    '',
    'Written by `keypair-conformance power --docs`. The suite was run against servers that are right but for one fault',
    'each (mutants), and against servers that know nothing (null targets). What it did not notice stands here.',
    '',
    ...figureLines(report),
    '',
    ...weakSections(report, 2),
  ].join('\n');
}

/** The figures in a few plain lines, for the console and for Markdown. */
export function figureLines(report: PowerReport): readonly string[] {
  const { mutants, killed, survived } = report.figures;
  const share = mutants === 0 ? '-' : `${((100 * killed) / mutants).toFixed(1)} %`;
  const judged = {
    targeted: 'each judged by the check that must notice it',
    topic: 'each judged by all checks of its topic',
    full: 'each judged by all checks that can see it',
    exhaustive: 'each judged by all checks',
  }[report.form];
  return [
    ...(report.void === undefined ? [] : [`VOID: ${report.void}. No figure below can be believed.`, '']),
    `${mutants} mutants, ${judged}: ${killed} killed by the named requirement (${share}), ${report.figures['killed-by-others']} by others only, ${survived} survived, ${report.figures.void} void.`,
    ...(report.kinds.length > 0 ? [`Detected by kind of fault: ${kindsInWords(report)}.`] : []),
    `${report.requirements.length} requirements: ${vacuous(report).length} vacuous, ${silentInWords(report)}.`,
    ...leftOutInWords(report.leftOut),
    `Controls: ${report.void === undefined ? 'right' : 'wrong'}. Gate: ${gateInWords(report)}.`,
  ];
}

/** Where a fault lies, in words. */
const KINDS: Readonly<Record<KindPower['kind'], string>> = {
  rule: 'in one rule',
  between: 'between rules',
  sequence: 'in a sequence',
  race: 'in a race',
  partial: 'on a partial target',
};

function kindsInWords({ kinds }: PowerReport): string {
  return kinds.map(({ kind, mutants, detected }) => `${KINDS[kind]} ${detected} of ${mutants}`).join(', ');
}

/** Requirements that notice nothing, as far as this form can tell. */
function silentInWords(report: PowerReport): string {
  if (report.partial) return 'the others not asked';
  if (report.form !== 'targeted') return `${idle(report).length} kill no mutant`;
  return `${unnamed(report).length} named by no mutant; what each kills besides is not measured in this form`;
}

function gateInWords({ void: unsound, complaints, figures }: PowerReport): string {
  if (unsound !== undefined) return 'not judged';
  if (complaints.length > 0) return `missed, ${complaints.length} reasons`;
  return figures.void > 0 ? 'incomplete' : 'met';
}

function weakSections(report: PowerReport, level: 2 | 3): readonly string[] {
  const heading = '#'.repeat(level);
  const missed = report.mutants.filter(({ fate }) => fate !== 'killed');
  const thin = report.mutants.filter(({ fate, killedBy }) => fate === 'killed' && killedBy.length === 1);
  const leaning = report.requirements.filter(
    ({ vacuousOn, leansOnNeeds }) => vacuousOn.length === 0 && leansOnNeeds.length > 0,
  );
  const echoes = report.requirements.filter(({ kills, killsAlone }) => kills > 0 && killsAlone === 0);
  const section = (title: string, lines: readonly string[]): string[] => [
    `${heading} ${title}`,
    '',
    ...(lines.length === 0 ? ['None.'] : lines),
    '',
  ];
  const [head = [], ...rows] = partialRows(report.partials);
  return [
    ...(rows.length === 0
      ? []
      : section('The reference without one feature', [
          'No requirement that is not about what is missing may fail, and what can still be detected is.',
          '',
          ...table(head, rows),
          '',
          'Not judged without the feature, although about something else:',
          '',
          ...unjudgedLines(report.partials),
        ])),
    ...section('Mutants that the named requirement does not notice', missed.map(missedLine)),
    ...section(
      'Requirements that a null target satisfies',
      vacuous(report).map(({ id, vacuousOn }) => `- \`${id}\`: ${vacuousOn.join(', ')}`),
    ),
    ...(report.form === 'targeted'
      ? section(
          'Requirements that no mutant names',
          unnamed(report).map(({ id, level: binding }) => `- \`${id}\` (${binding})`),
        )
      : [
          ...section(
            'Requirements that kill no mutant',
            idle(report).map(({ id, level: binding }) => `- \`${id}\` (${binding})`),
          ),
          ...section('How many requirements notice a mutant', marginTable(report)),
          ...section(
            'Mutants that one requirement alone notices',
            thin.map(({ id, mustBeKilledBy }) => `- \`${id}\`, by \`${mustBeKilledBy}\``),
          ),
          ...section(
            'Requirements that never kill alone',
            echoes.map(({ id, kills }) => `- \`${id}\` (${kills} together with others)`),
          ),
          // The full form does not ask the null targets without needs.
          ...(report.form === 'full'
            ? []
            : section(
                'Requirements that reject a null target only by what they need',
                leaning.map(({ id, leansOnNeeds }) => `- \`${id}\`: ${leansOnNeeds.join(', ')}`),
              )),
        ]),
  ];
}

/** Upper ends of the rows of margins; the last row is open. */
const MARGINS = [0, 1, 2, 5, 10, 20, Infinity] as const;

function marginTable({ mutants }: PowerReport): readonly string[] {
  const rows = MARGINS.map((to, index) => {
    const from = index === 0 ? 0 : (MARGINS[index - 1] ?? 0) + 1;
    const margin = from === to ? String(to) : to === Infinity ? `${from} and more` : `${from} to ${to}`;
    const count = mutants.filter(({ killedBy: { length } }) => length >= from && length <= to).length;
    return [margin, String(count)];
  });
  return table(['requirements', 'mutants'], rows);
}

function missedLine({ id, summary, fate, reason, killedBy }: MutantResult): string {
  const others = killedBy.length === 0 ? '' : `; noticed by ${killedBy.slice(0, 5).join(', ')}`;
  return `- \`${id}\` (${summary}): ${fate}, ${reason ?? 'no reason'}${others}`;
}

function vacuous(report: PowerReport): readonly RequirementPower[] {
  return report.requirements.filter(({ vacuousOn }) => vacuousOn.length > 0);
}

/** Requirements without a mutant of their own. */
function unnamed(report: PowerReport): readonly RequirementPower[] {
  const named = new Set(report.mutants.map(({ mustBeKilledBy }) => mustBeKilledBy));
  return report.requirements.filter(({ id }) => !named.has(id));
}

/** Empty where not every requirement had its chance. */
function idle(report: PowerReport): readonly RequirementPower[] {
  return report.form === 'targeted' || report.partial
    ? []
    : report.requirements.filter(({ kills }) => kills === 0);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}
