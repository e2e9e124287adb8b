/**
 * What a program that uses the package imports by its name. Everything else is reached by the command line; the same
 * checks as tests of a framework by `keypair-conformance/vitest`.
 */
export type { Comparison, Outcome } from '../gate/outcome.ts';
export type { Report, Result } from '../reports/report.ts';
export type { Finding, RunEvent } from '../runner/events.ts';
export type { Verdict } from '../runner/verdict.ts';
export {
  type Adapter,
  defineAdapter,
  type ModuleAnswer,
  type ModuleClient,
} from '../targets/adapters/define-adapter.ts';
export {
  type AdapterCommand,
  type ConformanceConfig,
  defineConfig,
} from '../targets/config/define-config.ts';
export type {
  KeyPairCall,
  KeyPairClient,
  KeyPairView,
  Outcome as CallOutcome,
  Target,
} from '../targets/target.ts';
