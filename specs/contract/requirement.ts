import type { Citation, Location } from './sources.ts';
import type { Capability, Evidence, JsonObject, Level, OperationRole, Reading, Topic } from './vocabulary.ts';

/** The answer a requirement waits for. Exactly one key. */
export type Expectation =
  | { readonly outcome: 'accepted' }
  /** Identifier(s) of refusals in the OpenAPI document (`x-refusals`); any one of them satisfies. */
  | { readonly refusal: string | readonly string[] }
  /** Both answers are allowed; the report records which one came. */
  | { readonly either: readonly Expectation[] }
  /** A rule of `rules.yaml`, as `section/id`, e.g. `fingerprints/created-rsa`. */
  | { readonly rule: string }
  /** What holds is said by the check itself, with `given`. */
  | { readonly property: string };

/** One promise of the API, in the project's own words. */
export interface Requirement {
  /** Stable and provider-neutral, e.g. `name.create.longer-than-maximum`. */
  readonly id: string;
  readonly topic: Topic;
  readonly operation: OperationRole;
  readonly level: Level;
  readonly statement: string;
  readonly sources: readonly Citation[];
  readonly evidence: Evidence;
  /** The check body that judges it, as `<suite>/<body>`. */
  readonly check: string;
  /** What the check is to vary; each body documents its own keys. */
  readonly given: JsonObject;
  readonly expects: Expectation;
  /** The expectation under the documented reading, where documents and service differ (see `conflicts.yaml`). */
  readonly readings?: { readonly documented: Expectation };
  /** Requirements that must hold for this one to be judged. */
  readonly needs: readonly string[];
  /** Capabilities without which there is nothing to judge. */
  readonly requires?: readonly Capability[];
  /** Kinds of clients that can show it, where not every client can; without one of them in the run it is skipped. */
  readonly clients?: readonly string[];
  /** Set on the one requirement that shows an operation works at all; every other user of the operation needs it. */
  readonly basis?: OperationRole;
  readonly location: Location;
}

/** A place where documents contradict each other or the service. */
export interface Conflict {
  readonly id: string;
  readonly subject: string;
  readonly readings: readonly {
    readonly reading: Reading;
    readonly says: string;
    readonly sources: readonly Citation[];
  }[];
  readonly ruling: string;
  /** What evidence would change the ruling. */
  readonly overturnedBy: string;
  readonly requirements: readonly string[];
  /** Why no requirement is judged by both readings, where none is: a client cannot tell them apart, or they agree. */
  readonly indistinct?: string;
}
