import { execFile } from 'node:child_process';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
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
    const built = new URL('../', pathToFileURL(builtMain())).href;
    // In a process of its own: the test runner maps the places of what it loads by itself.
    const script = `
      import { describeError } from '${built}cli/describe-error.js';
      import { bindChecks } from '${built}runner/plan.js';
      try { bindChecks({}, {}); } catch (error) { console.log(describeError(error).text); }
    `;
    const words = ['--input-type=module', '-e', script];
    const { stdout } = await promisify(execFile)(process.execPath, words);
    expect(stdout).toMatch(/at bindChecks \(\/.*\/runner\/plan\.ts:\d+:\d+\)/);
    expect(stdout).not.toContain('plan.js');
  });
});
