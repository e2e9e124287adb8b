import type { Matrix, MatrixTarget } from './matrix.ts';

/** The columns of one target, oldest version first. */
export interface TargetLine {
  readonly name: string;
  /** Places in `targets`, in the order of versions. */
  readonly columns: readonly number[];
  /** The last of them: what the target is today. */
  readonly newest: number;
}

/** How a requirement went over the versions of one target. */
export interface Turn {
  readonly kind: 'broken-since' | 'fixed-in';
  /** The version in which it turned. */
  readonly version: string;
}

/** Compares versions as people read them: numbers by value, what has no version first. */
export function byVersion(one: Pick<MatrixTarget, 'version' | 'startedAt'>, other: typeof one): number {
  if (one.version === other.version) return one.startedAt < other.startedAt ? -1 : 1;
  if (one.version === undefined || other.version === undefined) return one.version === undefined ? -1 : 1;
  return collator.compare(one.version, other.version);
}

const collator = new Intl.Collator('en', { numeric: true });

/** One line for each name, in the order of rank. */
export function linesOf({ targets }: Pick<Matrix, 'targets'>): readonly TargetLine[] {
  const names = [...new Set(targets.map(({ name }) => name))];
  const lines = names.map((name) => {
    const columns = targets
      .flatMap((target, column) => (target.name === name ? [{ target, column }] : []))
      .toSorted((one, other) => byVersion(one.target, other.target))
      .map(({ column }) => column);
    return { name, columns, newest: columns.at(-1) ?? 0 };
  });
  return lines.toSorted((one, other) => byRank(targets[one.newest], targets[other.newest]));
}

/** Best first: by the share of gating requirements that pass; what says too little of itself comes last. */
export function byRank(one: MatrixTarget | undefined, other: MatrixTarget | undefined): number {
  if (one === undefined || other === undefined) return 0;
  return (
    Number(other.rated) - Number(one.rated) ||
    (other.passed ?? 0) - (one.passed ?? 0) ||
    (one.figures.divergence ?? 0) - (other.figures.divergence ?? 0) ||
    collator.compare(one.label, other.label)
  );
}

/** The last change between pass and fail along the versions, where the newest of them has one of the two. */
export function turnOf(
  row: Matrix['requirements'][number],
  { columns }: TargetLine,
  targets: readonly MatrixTarget[],
): Turn | undefined {
  const told = columns.flatMap((column) => {
    const verdict = row.cells[column]?.verdict;
    return verdict === 'pass' || verdict === 'fail' ? [{ verdict, column }] : [];
  });
  const now = told.at(-1)?.verdict;
  const before = told.findLastIndex(({ verdict }) => verdict !== now);
  const turned = told[before + 1];
  if (before < 0 || turned === undefined) return undefined;
  const version = targets[turned.column]?.version ?? targets[turned.column]?.label ?? '';
  return { kind: now === 'fail' ? 'broken-since' : 'fixed-in', version };
}

/** Requirements that passed in one version and fail in the next one that judged them. */
export interface VersionStep {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly broken: readonly string[];
  readonly fixed: readonly string[];
}

/** What each version of a target broke and fixed; flaky requirements are set aside. */
export function versionSteps(matrix: Pick<Matrix, 'targets' | 'requirements'>): readonly VersionStep[] {
  const flaky = new Set(matrix.targets.flatMap((target) => target.flaky));
  return linesOf(matrix).flatMap(({ name, columns }) =>
    columns.slice(1).map((to, index) => {
      const from = columns[index] ?? to;
      const turned = (before: string, after: string): readonly string[] =>
        matrix.requirements
          .filter(
            ({ requirement, cells }) =>
              !flaky.has(requirement) && cells[from]?.verdict === before && cells[to]?.verdict === after,
          )
          .map(({ requirement }) => requirement);
      return { name, from, to, broken: turned('pass', 'fail'), fixed: turned('fail', 'pass') };
    }),
  );
}
