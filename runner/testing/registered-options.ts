import type { RunOptions } from '../options.ts';
import { body, fakeOptions } from './fakes.ts';

/** A run with one requirement of every kind of end that a test framework can show. */
export const registeredOptions: RunOptions = fakeOptions({
  good: body(),
  bad: body((ctx) => ctx.must({ summary: 'a wrong answer', expected: 'this', observed: 'that' })),
  blocked: [body(), { needs: ['bad'], topic: 'tags' }],
});
