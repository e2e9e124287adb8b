import type { QuotaMode } from '../suites/check.ts';
import { isLoopback } from './loopback.ts';

/**
 * The mode unless told: filling a region costs a local server a second, and somebody else's account thousands of
 * requests.
 */
export function defaultQuotaMode(endpoint: string): QuotaMode {
  return isLoopback(endpoint) ? 'full' : 'probe';
}
