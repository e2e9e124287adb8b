import type { RunOptions } from '../options.ts';
import { body, difference, fakeOptions } from './fakes.ts';

/** A run with one requirement of every kind of end that a test framework can show. */
export const registeredOptions: RunOptions = fakeOptions({
  good: body(),
  bad: body((ctx) => ctx.must(difference('a wrong answer'))),
  blocked: [body(), { needs: ['bad'], topic: 'tags' }],
});
