import { describe, expect, it } from 'vitest';
import { UsageError } from '../targets/usage-error.ts';
import { describeError } from './describe-error.ts';

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
});
