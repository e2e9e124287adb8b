import type { UnsupportedBecause } from '../suites/check.ts';
import type { ClientKind } from '../targets/target.ts';
import type { CheckFinished } from './events.ts';
import type { Job } from './job.ts';
import { combineVerdicts, type Verdict } from './verdict.ts';

/** The verdicts so far. */
export class Board {
  readonly #selected: ReadonlySet<string>;
  readonly #verdicts = new Map<string, Map<ClientKind, Verdict>>();
  readonly #open = new Map<string, number>();
  readonly #because = new Map<string, UnsupportedBecause | undefined>();

  constructor(selected: ReadonlySet<string>) {
    this.#selected = selected;
  }

  announce(jobs: readonly Job[]): void {
    for (const { check } of jobs) {
      const id = check.requirement.id;
      this.#open.set(id, (this.#open.get(id) ?? 0) + 1);
    }
  }

  enter({ check, client }: Job, verdict: Verdict): void {
    const id = check.requirement.id;
    const verdicts = this.#verdicts.get(id) ?? new Map<ClientKind, Verdict>();
    this.#verdicts.set(id, verdicts.set(client.kind, verdict));
    this.#open.set(id, (this.#open.get(id) ?? 1) - 1);
  }

  /** Keeps why something is unsupported, for what rests on it. */
  heed({ requirement, verdict, because }: CheckFinished): void {
    if (verdict === 'unsupported') this.#because.set(requirement, because);
  }

  /** Whether every client has judged it, or nobody will. */
  isSettled(id: string): boolean {
    return !this.#selected.has(id) || this.#open.get(id) === 0;
  }

  /** Why a requirement that is unsupported is no hole. */
  becauseOf(id: string): UnsupportedBecause | undefined {
    return this.#because.get(id);
  }

  /** As this client judged it; as all did where this one did not. */
  verdictOf(id: string, client: ClientKind): Verdict {
    const verdicts = this.#verdicts.get(id);
    return verdicts?.get(client) ?? combineVerdicts([...(verdicts?.values() ?? [])]);
  }
}
