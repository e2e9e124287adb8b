import type { ClientKind } from '../targets/target.ts';
import type { Attempt, Judged } from './judged.ts';
import type { Failure, Tally } from './outcome.ts';

/** The failures of all attempts, each once, in the order of the requirements. */
export function failuresOf(attempts: readonly Attempt[]): readonly Failure[] {
  const found = new Map<string, Failure>();
  for (const result of attempts.flat()) {
    if (result.verdict !== 'fail') continue;
    for (const { client, code, fingerprint, summary } of result.findings) {
      const key = `${result.requirement} ${client} ${fingerprint}`;
      if (found.has(key)) continue;
      const { requirement, gating } = result;
      const tally = tallyOf(attempts, requirement, client, fingerprint);
      found.set(key, { requirement, client, code, fingerprint, summary, gating, tally });
    }
  }
  const order = new Map((attempts[0] ?? []).map(({ requirement }, index) => [requirement, index]));
  const place = ({ requirement }: Failure): number => order.get(requirement) ?? order.size;
  return [...found.values()].toSorted((a, b) => place(a) - place(b));
}

/** How often a requirement was judged by a client and how often it failed, with any or with one fingerprint. */
export function tallyOf(
  attempts: readonly Attempt[],
  requirement: string,
  client: ClientKind,
  fingerprint?: string,
): Tally {
  let failed = 0;
  let judged = 0;
  for (const attempt of attempts) {
    const result = attempt.find((candidate) => candidate.requirement === requirement);
    const verdict = result?.clients[client];
    if (result === undefined || (verdict !== 'pass' && verdict !== 'fail')) continue;
    judged++;
    if (verdict === 'fail' && (fingerprint === undefined || shows(result, client, fingerprint))) failed++;
  }
  return { failed, judged };
}

function shows({ findings }: Judged, client: ClientKind, fingerprint: string): boolean {
  return findings.some((finding) => finding.client === client && finding.fingerprint === fingerprint);
}
