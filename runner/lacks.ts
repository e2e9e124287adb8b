import type { Capability } from '../specs/contract.ts';
import type { Check, UnsupportedBecause } from '../suites/check.ts';
import type { RunState } from './job.ts';
import type { RunOptions } from './options.ts';

/**
 * Capabilities that nobody can tell from a refusal of one call, so that their checks rest on a declaration or on the
 * probe: a target that takes every signature would else fail each of them for one and the same reason.
 */
const TOLD_BY_PROBE: ReadonlySet<Capability> = new Set<Capability>(['verifies-signatures']);

/** Capabilities that a run has to know of before its checks: what is declared, to hold it against the target, and what only the probe tells. */
export function askedOf({
  checks,
  selected,
  target,
  marks,
}: Pick<RunOptions, 'checks' | 'selected' | 'target' | 'marks'>): ReadonlySet<Capability> {
  const wanted = new Set(selected);
  const required = checks
    .filter(({ requirement }) => wanted.has(requirement.id))
    .flatMap(({ requirement }) => requirement.requires ?? [])
    .filter((capability) => TOLD_BY_PROBE.has(capability));
  const declared = Object.keys(target.capabilities) as Capability[];
  return new Set([...declared, ...required, ...(marks === undefined ? [] : (['tags'] as const))]);
}

/** Why the target cannot be judged by this requirement, where its owner says so; `undefined` where it can. */
export function lackedBy(
  { requirement }: Check,
  { target, observed }: Pick<RunState, 'target' | 'observed'>,
): { readonly reason: string; readonly because: UnsupportedBecause } | undefined {
  for (const capability of requirement.requires ?? []) {
    const declared = target.capabilities[capability];
    if (declared === false) {
      const reason = `declared: the target does not have the capability '${capability}'`;
      return { reason, because: TOLD_BY_PROBE.has(capability) ? 'signatures' : 'declared' };
    }
    const toldByProbe = declared === undefined && TOLD_BY_PROBE.has(capability);
    if (toldByProbe && observed.get(capability) === false)
      return {
        reason: `probed: the target does not have the capability '${capability}'; declare it to have it tested`,
        because: 'signatures',
      };
  }
  return undefined;
}
