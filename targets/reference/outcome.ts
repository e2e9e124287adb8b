/** The service says no: HTTP status, error code and message. */
export interface Refusal {
  readonly kind: 'refusal';
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** The service did it: what the answer holds besides its request id, in the form of the protocol. */
export interface SuccessWith<Fields> {
  readonly kind: 'success';
  readonly fields: Fields;
}

/** A body that is written as it stands, for answers outside the envelope of the protocol. */
export interface Literal {
  readonly kind: 'literal';
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** What becomes of a request. */
export type OutcomeWith<Fields> = Refusal | SuccessWith<Fields> | Literal;

/** A request that passed every check, with the step that carries it out. */
export interface PreparedWith<Fields> {
  readonly kind: 'prepared';
  readonly perform: () => Promise<OutcomeWith<Fields>>;
}

/** An action of the service: `prepare` only looks, and what it returns does. */
export type OperationOf<Context, Fields> = (ctx: Context) => Refusal | PreparedWith<Fields>;

/** Makes a refusal; 400 is the status of nearly all. */
export function refusal(code: string, message: string, status = 400): Refusal {
  return { kind: 'refusal', status, code, message };
}

/** The result of the first check that refuses; the later ones are not run. */
export function firstRefusal(...checks: readonly (() => Refusal | undefined)[]): Refusal | undefined {
  for (const check of checks) {
    const refused = check();
    if (refused !== undefined) return refused;
  }
  return undefined;
}
