import type { QuotaMode } from '../suites/check.ts';
import { isLoopback } from '../targets/loopback.ts';
import type { Target } from '../targets/target.ts';

/**
 * The default mode: filling a region costs a local server a second, and somebody else's account thousands of
 * requests.
 */
export function defaultQuotaMode({ endpoint, distance }: Pick<Target, 'endpoint' | 'distance'>): QuotaMode {
  const here = distance === undefined ? isLoopback(endpoint) : distance === 'loopback';
  return here ? 'full' : 'probe';
}
