/**
 * Compares what failed with what is known to fail. A divergence that comes and goes (a race) is marked `sometimes` and
 * may be missing.
 * @returns unexplained (failed and not listed) and missed (listed and not failed)
 */
export function compare(report, divergences) {
  const failed = new Set(
    report.results.filter(({ verdict }) => verdict === 'fail').map((one) => one.requirement),
  );
  const listed = new Map(
    divergences.flatMap(({ requirements, sometimes }) => requirements.map((id) => [id, sometimes === true])),
  );
  return {
    failed,
    unexplained: [...failed].filter((id) => !listed.has(id)),
    missed: [...listed].filter(([id, sometimes]) => !sometimes && !failed.has(id)).map(([id]) => id),
    defects: report.results.filter(({ verdict }) => verdict === 'defect').map((one) => one.requirement),
    inconclusive: report.results
      .filter(({ verdict }) => verdict === 'inconclusive')
      .map((one) => one.requirement),
  };
}
