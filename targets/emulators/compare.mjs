/**
 * Compares what failed with what is known to fail. A divergence that comes and goes (a race) is marked `sometimes` and
 * may be missing.
 * @returns unexplained (failed and not listed) and missed (listed and not failed)
 */
export function compare(report, divergences) {
  const failed = new Set(idsOf(report, 'fail'));
  const listed = new Map(
    divergences.flatMap(({ requirements, sometimes }) => requirements.map((id) => [id, sometimes === true])),
  );
  return {
    failed,
    unexplained: [...failed].filter((id) => !listed.has(id)),
    missed: [...listed].filter(([id, sometimes]) => !sometimes && !failed.has(id)).map(([id]) => id),
    defects: idsOf(report, 'defect'),
    inconclusive: idsOf(report, 'inconclusive'),
  };
}

/**
 * Requirements that failed in both of two runs, but with other fingerprints: a baseline would not recognise them.
 * @param unstable ids of requirements that the target really answers in another way from time to time
 */
export function unsteady(one, other, unstable) {
  const fingerprints = ({ findings }) =>
    new Set(findings.map(({ client, fingerprint }) => client + fingerprint));
  const within = (inner, outer) => [...inner].every((one) => outer.has(one));
  const before = new Map(one.results.map((result) => [result.requirement, result]));
  return other.results
    .filter((result) => {
      const earlier = before.get(result.requirement);
      if (earlier?.verdict !== 'fail' || result.verdict !== 'fail') return false;
      // A second finding may come and go with what other checks do at the same time; the first must be told again.
      const [known, now] = [fingerprints(earlier), fingerprints(result)];
      return !within(known, now) && !within(now, known);
    })
    .map(({ requirement }) => requirement)
    .filter((id) => !unstable.includes(id));
}

function idsOf({ results }, wanted) {
  return results.filter(({ verdict }) => verdict === wanted).map(({ requirement }) => requirement);
}
