import { describe, expect, it } from 'vitest';
import { catalogueOf } from '../power/mutants/index.ts';
import { UsageError } from '../targets/usage-error.ts';
import { rivalVerb } from './power-rival.ts';
import { catalogueFor, selectMutants } from './power-selection.ts';

const FLAGS = { provider: 'aws-ec2', command: 'true {url}', commandTimeout: 10, seed: 1 };
const { mutants } = catalogueOf('aws-ec2');

describe('power --command', () => {
  it('refuses a command that cannot know where the server is', async () => {
    await expect(rivalVerb({ ...FLAGS, command: 'npm test' })).rejects.toThrow(
      "--command does not say where the server is; put '{url}' or '{port}' into it",
    );
  });

  it('refuses a provider that has no mutants, and says which have', () => {
    expect(() => catalogueFor('nowhere')).toThrow(
      /^there are no mutants of provider 'nowhere'; there are some of aws-ec2/,
    );
  });
});

describe('the choice of mutants', () => {
  it('takes those that all choices fit, and draws a sample from them alone', () => {
    const chosen = selectMutants(mutants, { topic: ['lifecycle'], mutant: ['*/delete-*'], seed: 1 });
    const sample = selectMutants(mutants, {
      topic: ['lifecycle'],
      mutant: ['*/delete-*'],
      sample: 2,
      seed: 1,
    });
    expect(chosen.length).toBeGreaterThan(2);
    expect(chosen.every(({ id }) => id.startsWith('lifecycle/delete-'))).toBe(true);
    expect(sample).toHaveLength(2);
    expect(sample.every((mutant) => chosen.includes(mutant))).toBe(true);
  });

  it.each([
    [{ topic: ['lifecicle'] }, "no mutant of topic 'lifecicle'; did you mean 'lifecycle'?"],
    [{ mutant: ['lifecycle/nothing-like-it-at-all'] }, "no mutant fits 'lifecycle/nothing-like-it-at-all'"],
    [
      { topic: ['quota'], mutant: ['lifecycle/*'] },
      'no mutant matches all of the given filters; leave one out',
    ],
  ])('refuses %o in one line', (choice, message) => {
    const choose = (): unknown => selectMutants(mutants, { ...choice, seed: 1 });
    expect(choose).toThrow(UsageError);
    expect(choose).toThrow(message);
  });
});
