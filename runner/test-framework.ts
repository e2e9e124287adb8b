/** What a test gets from its framework; only `skip` is used, where there is one. */
export interface TestContext {
  skip?(reason?: string): unknown;
}

/** The functions of a test framework that tests are made with; those of vitest and of `node:test` fit as they are. */
export interface TestFramework {
  describe(name: string, define: () => void): unknown;
  test(name: string, body: (context?: TestContext) => Promise<void>, timeoutMs?: number): unknown;
  /** With it the run is ended in order when the framework leaves tests out; `after` of `node:test`. */
  afterAll?(end: () => Promise<void>): unknown;
}
