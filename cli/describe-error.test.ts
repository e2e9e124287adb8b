import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../targets/usage-error.ts';
import { describeError } from './describe-error.ts';
import { builtMain } from './testing/built.ts';

describe('describeError', () => {
  it('tells a usage error in one line, exit 2', () => {
    expect(describeError(new UsageError('no x\n  here\x1b[31m'))).toEqual({
      text: 'error: no x here\\x1b[31m\n',
      exitCode: 2,
    });
  });

  it.each([new Error('boom'), 'boom'])('tells anything else as a defect of the tool, exit 4: %s', (error) => {
    const { text, exitCode } = describeError(error);
    expect(exitCode).toBe(4);
    expect(text).toContain('Please report it');
    expect(text).toContain('boom');
  });

  it('names the places of a defect in the sources, not in the compiled files', async () => {
    const built = pathToFileURL(builtMain());
    const plan = (await import(
      new URL('../runner/plan.js', built).href
    )) as typeof import('../runner/plan.ts');
    const compiled = (await import(
      new URL('describe-error.js', built).href
    )) as typeof import('./describe-error.ts');
    const thrown = await Promise.resolve()
      .then(() => plan.bindChecks({} as never, {}))
      .catch((error: unknown) => error);
    const { text } = compiled.describeError(thrown);
    expect(text).toMatch(/at bindChecks \(\/.*\/runner\/plan\.ts:\d+:\d+\)/);
    expect(text).not.toContain('plan.js');
  });
});
