import type { ServerResponse } from 'node:http';

/** An answer of the well-behaved server behind, which a fault may pass on, change or drop. */
export interface GoodAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** One request as a hostile server sees it. */
export interface Asked {
  /** Action of the request, e.g. `DescribeKeyPairs`. */
  readonly action: string;
  /** Counts the requests of the server from 1. */
  readonly count: number;
  /** Base address of the hostile server itself. */
  readonly self: string;
  /** Asks the well-behaved server; a second call asks again. */
  good(): Promise<GoodAnswer>;
}

/** What a hostile server does with a request; raw bytes go through `response.socket`. */
export type Fault = (asked: Asked, response: ServerResponse) => void | Promise<void>;

/** A server that runs, its files included. */
export interface HostileServer {
  /** Address to give to the suite. */
  readonly url: string;
  /** Options that the suite needs for this server, such as a certificate authority. */
  readonly options?: readonly string[];
  /** Requests that reached a place where none must ever arrive. */
  readonly trespasses?: () => number;
  close(): Promise<void>;
}

/** Verdicts that a bad behaviour may end with; `pass` and `defect` never. */
export type BadVerdict = 'fail' | 'unsupported' | 'inconclusive' | 'blocked';

/** One bad behaviour, and what the suite must make of it. */
export interface Behaviour {
  readonly id: string;
  /** Completes "A target that ...". */
  readonly summary: string;
  /** A fault over HTTP, or a server of its own. */
  readonly server: Fault | { readonly start: (behind: string) => Promise<HostileServer> };
  /** Further options of the run; what it selects is what `expect.verdicts` names. */
  readonly options?: readonly string[];
  readonly expect: {
    /** Requirements that are asked for, with the only verdicts that are right. */
    readonly verdicts: Readonly<Record<string, readonly BadVerdict[]>>;
    /** Exit codes that fit. */
    readonly exit: readonly number[];
    /** Whether the run may say that nobody answers, and judge nothing. */
    readonly unreachable?: true;
    /** Text that must stand in `report.json`. */
    readonly says?: RegExp;
  };
  /** Takes long or much memory on purpose: not part of the quick round. */
  readonly heavy?: true;
}
